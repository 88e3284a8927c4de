// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/shortcut_list.h"

#include "ui/client/format.h"
#include "ui/shell/shortcuts.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/dialog.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

QLabel *plain(const QString &text, QWidget *parent, Text look = Text::Base)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    keepFont(label, look);
    return label;
}

QStringList keysOf(const ShortcutEntry &entry, bool hasLetters)
{
    QStringList keys;
    if (!entry.key.isEmpty())
        keys << isolatedLtr(entry.key.toString(QKeySequence::NativeText));
    if (hasLetters && !entry.letter.isEmpty())
        keys << isolatedLtr(entry.letter.toString(QKeySequence::NativeText));
    return keys;
}

QWidget *table(const Shortcuts &shortcuts)
{
    auto *sheet = new QWidget;
    sheet->setAutoFillBackground(false);
    auto *grid = new QGridLayout(sheet);
    grid->setContentsMargins(0, 0, kSpace8, kSpace16);
    grid->setHorizontalSpacing(kSpace24);
    grid->setVerticalSpacing(kSpace8);
    grid->setColumnStretch(0, 1);
    const auto &entries = shortcuts.entries();
    int row = 0;
    for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
        if (entry == entries.begin() || entry->section != std::prev(entry)->section) {
            auto *heading = plain(entry->section, sheet, Text::MetaStrong);
            heading->setContentsMargins(0, row ? kSpace12 : 0, 0, 0);
            grid->addWidget(heading, row++, 0, 1, 2);
        }
        auto keys = keysOf(*entry, shortcuts.hasLetters());
        // Two keys for one thing are one line.
        while (std::next(entry) != entries.end() && std::next(entry)->title == entry->title)
            keys += keysOf(*++entry, shortcuts.hasLetters());
        grid->addWidget(plain(entry->title, sheet), row, 0);
        grid->addWidget(plain(keys.isEmpty() ? Shortcuts::tr("None") : keys.join(u", "_s), sheet), row++, 1);
    }
    return sheet;
}

} // namespace

void showShortcutList(const Shortcuts &shortcuts, QWidget *over)
{
    constexpr int kListHeight = 440;
    auto *dialog = new Dialog(Shortcuts::tr("Keyboard shortcuts"), over);
    dialog->setObjectName(u"shortcutList"_s);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(table(shortcuts));
    scroll->viewport()->setAutoFillBackground(false);
    scroll->widget()->setAutoFillBackground(false); // setWidget() had switched it on
    scroll->setMinimumHeight(kListHeight);
    scroll->setAccessibleName(Shortcuts::tr("Keyboard shortcuts"));
    dialog->body()->addWidget(scroll);
    dialog->setNote(Shortcuts::tr("Change them in Settings, Shortcuts."));
    dialog->addButton(Shortcuts::tr("Close"), {}, Dialog::Rejected);
    dialog->open();
}

} // namespace counterbell::ui
