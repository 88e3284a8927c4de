// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/tag_flow.h"

#include "ui/client/format.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/paint.h"

#include <QKeyEvent>
#include <QPainter>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kGap = 6;
constexpr int kWidest = 240;
} // namespace

TagButton::TagButton(const QString &tag, QWidget *parent) : QAbstractButton(parent), m_tag(tag)
{
    setObjectName(u"tag."_s + tag);
    setAccessibleName(tr("Tag %1").arg(tag));
    setToolTip(tr("Press to remove"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    connect(this, &QAbstractButton::clicked, this, &TagButton::offer);
}

QSize TagButton::sizeHint() const
{
    return chipSize(ChipLook::Sandbox, m_tag).boundedTo({kWidest, 200});
}

void TagButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintChip(painter, rect(), ChipLook::Sandbox, m_tag, palette(), layoutDirection());
}

void TagButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        Q_EMIT removed(m_tag);
    else
        QAbstractButton::keyPressEvent(event);
}

void TagButton::offer()
{
    auto *menu = new MenuWithReasons(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addItem(u"trash"_s, tr("Remove \u201c%1\u201d").arg(isolated(m_tag)), QKeySequence(Qt::Key_Delete),
                  [this] { Q_EMIT removed(m_tag); });
    menu->popup(mapToGlobal(QPoint(0, height())));
}

TagFlow::TagFlow(QWidget *parent) : QWidget(parent)
{
    auto policy = QSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void TagFlow::setTags(const QStringList &tags)
{
    for (auto *tag : m_tags) {
        tag->hide();
        tag->deleteLater();
    }
    m_tags.clear();
    for (const auto &text : tags) {
        auto *tag = new TagButton(text, this);
        connect(tag, &TagButton::removed, this, &TagFlow::removed);
        tag->show();
        m_tags.push_back(tag);
    }
    setVisible(!m_tags.empty());
    place(width(), true);
    updateGeometry();
}

QSize TagFlow::sizeHint() const
{
    return {100, place(qMax(width(), 100), false)};
}

void TagFlow::resizeEvent(QResizeEvent *)
{
    place(width(), true);
}

void TagFlow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange) {
        place(width(), true);
        updateGeometry();
    }
}

/// The height they take; moves them only for real.
int TagFlow::place(int width, bool isForReal) const
{
    int x = 0;
    int y = 0;
    int line = 0;
    for (auto *tag : m_tags) {
        const auto size = tag->sizeHint().boundedTo({width, 200});
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += line + kGap;
            line = 0;
        }
        if (isForReal)
            tag->setGeometry(
                QStyle::visualRect(layoutDirection(), {0, 0, width, y + size.height()}, {QPoint(x, y), size}));
        x += size.width() + kGap;
        line = qMax(line, size.height());
    }
    return y + line;
}

} // namespace counterbell::ui
