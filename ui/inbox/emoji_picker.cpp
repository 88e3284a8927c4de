// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/emoji_picker.h"

#include "ui/theme/metrics.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kColumns = 8;

struct Emoji {
    QStringView text;
    const char *name;
};

constexpr auto kEmoji = std::to_array<Emoji>({
    {u"😀", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "grinning face")},
    {u"😊", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "smiling face")},
    {u"🙂", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "slight smile")},
    {u"😉", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "winking face")},
    {u"😍", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "heart eyes")},
    {u"😂", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "tears of joy")},
    {u"😅", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "smile with sweat")},
    {u"🤔", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "thinking face")},
    {u"😢", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "crying face")},
    {u"🙏", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "folded hands")},
    {u"👍", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "thumbs up")},
    {u"👎", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "thumbs down")},
    {u"👌", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "fine")},
    {u"👏", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "clapping hands")},
    {u"🙌", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "raised hands")},
    {u"👋", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "waving hand")},
    {u"❤️", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "red heart")},
    {u"💚", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "green heart")},
    {u"💛", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "yellow heart")},
    {u"✨", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "sparkles")},
    {u"⭐", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "star")},
    {u"🎉", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "party")},
    {u"🎁", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "present")},
    {u"🌹", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "rose")},
    {u"💍", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "ring")},
    {u"💎", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "gem")},
    {u"📿", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "beads")},
    {u"👑", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "crown")},
    {u"⌚", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "watch")},
    {u"🔧", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "spanner")},
    {u"🔍", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "magnifier")},
    {u"📷", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "camera")},
    {u"✅", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "done")},
    {u"❌", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "cross")},
    {u"⚠️", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "warning")},
    {u"🔔", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "bell")},
    {u"📅", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "calendar")},
    {u"⏰", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "alarm clock")},
    {u"📍", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "place")},
    {u"📞", QT_TRANSLATE_NOOP("counterbell::ui::EmojiPicker", "telephone")},
});

} // namespace

EmojiPicker::EmojiPicker(QWidget *parent) : QFrame(parent, Qt::Popup)
{
    setObjectName(u"emojiPicker"_s);
    setAccessibleName(tr("Emoji"));
    setFrameShape(QFrame::StyledPanel);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    grid->setSpacing(0);
    for (const auto &emoji : kEmoji) {
        auto *button = new QToolButton(this);
        const auto text = emoji.text.toString();
        button->setText(text);
        button->setAccessibleName(tr(emoji.name));
        button->setToolTip(tr(emoji.name));
        button->setFixedSize(kControlHeight + 4, kControlHeight + 4);
        const int index = int(m_buttons.size());
        grid->addWidget(button, index / kColumns, index % kColumns);
        connect(button, &QToolButton::clicked, this, [this, text] {
            close();
            Q_EMIT chosen(text);
        });
        m_buttons.push_back(button);
    }
}

void EmojiPicker::popUpAbove(const QWidget *button)
{
    adjustSize();
    const int x = layoutDirection() == Qt::RightToLeft ? button->width() - width() : 0;
    move(button->mapToGlobal(QPoint(x, -height() - 4)));
    show();
    m_buttons.front()->setFocus(Qt::PopupFocusReason);
}

void EmojiPicker::keyPressEvent(QKeyEvent *event)
{
    const auto at = std::find_if(m_buttons.begin(), m_buttons.end(), [](auto *button) { return button->hasFocus(); });
    int index = at == m_buttons.end() ? 0 : int(at - m_buttons.begin());
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        index -= forward;
        break;
    case Qt::Key_Right:
        index += forward;
        break;
    case Qt::Key_Up:
        index -= kColumns;
        break;
    case Qt::Key_Down:
        index += kColumns;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return m_buttons[size_t(index)]->click();
    case Qt::Key_Escape:
        close();
        return;
    default:
        return QFrame::keyPressEvent(event);
    }
    m_buttons[size_t(std::clamp(index, 0, int(m_buttons.size()) - 1))]->setFocus(Qt::TabFocusReason);
}

} // namespace counterbell::ui
