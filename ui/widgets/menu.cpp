// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/menu.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/key_cap.h"

#include <QAction>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto kWords = "words"; // QAction has a property "text" already
constexpr auto kKeys = "keys";

/// A name with "&" in it is no mnemonic.
QString literal(QString text)
{
    return text.replace(u'&', u"&&"_s).replace(u'\t', u' ');
}

} // namespace

MenuWithReasons::MenuWithReasons(QWidget *parent) : QMenu(parent)
{
    setMinimumWidth(kMenuMin);
}

QAction *MenuWithReasons::addItem(const QString &iconName, const QString &text, const QKeySequence &shortcut,
                                  std::function<void()> chosen)
{
    auto *item = addAction(iconName.isEmpty() ? QIcon() : ui::icon(iconName), QString());
    item->setProperty(kWords, text);
    item->setProperty(kKeys, keyText(shortcut));
    write(item, keyText(shortcut));
    connect(item, &QAction::triggered, this, [chosen = std::move(chosen)] {
        if (chosen)
            chosen();
    });
    return item;
}

QAction *MenuWithReasons::addItem(const QString &iconName, const QString &text, std::function<void()> chosen)
{
    return addItem(iconName, text, QKeySequence(), std::move(chosen));
}

QAction *MenuWithReasons::addDanger(const QString &iconName, const QString &text, std::function<void()> chosen)
{
    auto *item = addItem(iconName, text, QKeySequence(), std::move(chosen));
    item->setProperty("kind", u"danger"_s);
    return item;
}

void MenuWithReasons::refuse(QAction *item, const QString &reason)
{
    item->setEnabled(reason.isEmpty());
    write(item, reason.isEmpty() ? item->property(kKeys).toString() : reason);
}

void MenuWithReasons::write(QAction *item, const QString &end)
{
    const auto text = literal(item->property(kWords).toString());
    item->setText(end.isEmpty() ? text : text + u'\t' + literal(end).replace(u"&&"_s, u"&"_s));
}

} // namespace counterbell::ui
