// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/composer.h"

#include "ui/client/sms_count.h"
#include "ui/inbox/bubble_painter.h"
#include "ui/inbox/composer_edit.h"
#include "ui/inbox/emoji_picker.h"
#include "ui/inbox/file_strip.h"
#include "ui/inbox/label_kind.h"
#include "ui/inbox/quick_reply_list.h"
#include "ui/inbox/side_section.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/icon_button.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTextCursor>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

Composer::Composer(QWidget *parent)
    : QWidget(parent),
      m_box(new QWidget(this)),
      m_edit(new ComposerEdit(this)),
      m_files(new FileStrip(this)),
      m_attach(new IconButton(u"attach"_s, tr("Attach a file"), QKeySequence(u"Ctrl+Shift+A"_s), this)),
      m_emoji(new IconButton(u"emoji"_s, tr("Emoji"), {}, this)),
      m_template(new IconButton(u"template"_s, tr("Templates"), QKeySequence(u"Ctrl+T"_s), this)),
      m_quick(new IconButton(u"quick-reply"_s, tr("Quick replies"), QKeySequence(u"Ctrl+;"_s), this)),
      m_note(new IconButton(u"note"_s, tr("Write a note for the team"), QKeySequence(u"Ctrl+Shift+M"_s), this)),
      m_send(new QPushButton(this)),
      m_startHint(new QLabel(this)),
      m_endHint(new QLabel(this)),
      m_list(new QuickReplyList(parentWidget() ? parentWidget() : this)),
      m_picker(new EmojiPicker(this))
{
    build();
    connect(m_edit, &QPlainTextEdit::textChanged, this, &Composer::handleTextChanged);
    connect(m_edit, &ComposerEdit::sendRequested, this, &Composer::send);
    connect(m_edit, &ComposerEdit::focusChanged, this, [this](bool hasFocus) {
        m_isFocused = hasFocus;
        if (!hasFocus)
            m_list->hide();
        update();
    });
    connect(m_edit, &ComposerEdit::keyOffered, this, [this](QKeyEvent *event) {
        if (m_list->takeKey(event))
            event->accept();
    });
    connect(m_edit, &ComposerEdit::filesOffered, this, &Composer::filesOffered);
    connect(m_edit, &ComposerEdit::pictureOffered, this, &Composer::pictureOffered);
    connect(m_attach, &QToolButton::clicked, this, &Composer::attachRequested);
    connect(m_files, &FileStrip::removed, this, &Composer::fileRemoved);
    connect(m_list, &QuickReplyList::chosen, this, &Composer::takeQuickReply);
    connect(m_list, &QuickReplyList::dismissed, this, [this] { m_isListDismissed = true; });
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    connect(m_emoji, &QToolButton::clicked, this, [this] { m_picker->popUpAbove(m_emoji); });
    connect(m_picker, &EmojiPicker::chosen, this, [this](const QString &emoji) {
        m_edit->insertPlainText(emoji);
        focusText();
    });
    connect(m_template, &QToolButton::clicked, this, &Composer::templatesRequested);
    connect(m_quick, &QToolButton::clicked, this, &Composer::showQuickReplies);
    connect(m_note, &QToolButton::clicked, this, [this] { setNoteMode(!m_isNote); });
    show();
}

void Composer::build()
{
    setObjectName(u"composer"_s);
    m_edit->setObjectName(u"composerText"_s);
    m_send->setObjectName(u"send"_s);
    m_send->setProperty("kind", u"primary"_s);
    m_send->setProperty("large", true);
    m_emoji->setObjectName(u"emoji"_s);
    m_template->setObjectName(u"templates"_s);
    m_quick->setObjectName(u"quickReply"_s);
    m_note->setObjectName(u"noteMode"_s);
    m_note->setCheckable(true);
    m_attach->setObjectName(u"attach"_s);
    m_startHint->setObjectName(u"composerHint"_s);
    m_endHint->setObjectName(u"composerCount"_s);
    for (auto *hint : {m_startHint, m_endHint}) {
        setLabelKind(hint, u"meta"_s);
        hint->setTextFormat(Qt::PlainText);
    }
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(kSpace8, 0, kSpace4, kSpace4);
    tools->setSpacing(kSpace4);
    for (auto *tool : {m_attach, m_emoji, m_template, m_quick, m_note})
        tools->addWidget(tool);
    tools->addStretch();
    tools->addWidget(m_send);
    auto *inside = new QVBoxLayout(m_box);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->setSpacing(0);
    inside->addWidget(m_edit);
    inside->addWidget(m_files);
    inside->addLayout(tools);
    auto *hints = new QHBoxLayout;
    hints->setContentsMargins(2, kSpace4, 2, 0);
    hints->setSpacing(kSpace12);
    hints->addWidget(m_startHint, 1);
    hints->addWidget(m_endHint);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(kSpace16, 0, kSpace16, kSpace8);
    rows->setSpacing(0);
    rows->addWidget(m_box);
    rows->addLayout(hints);
    alignToStart(m_startHint);
    alignToStart(m_endHint);
}

void Composer::setState(const State &state)
{
    if (state == m_state)
        return;
    m_state = state;
    show();
}

void Composer::setSendsByEnter(bool sendsByEnter)
{
    m_sendsByEnter = sendsByEnter;
    m_edit->setSendsByEnter(sendsByEnter);
    showHints();
}

void Composer::show()
{
    const bool mayWrite = m_state.isEnabled || m_isNote;
    m_edit->setReadOnly(!mayWrite);
    m_edit->setFocusPolicy(mayWrite ? Qt::StrongFocus : Qt::NoFocus);
    m_edit->setPlaceholderText(m_isNote            ? tr("Write a note. Only the team sees it.")
                               : m_state.isEnabled ? m_state.placeholder
                                                   : m_state.reason);
    m_edit->setAccessibleName(m_isNote ? tr("Note for the team") : tr("Message to %1").arg(m_state.customer));
    m_edit->setAccessibleDescription(m_state.isEnabled ? QString() : m_state.reason);
    const bool mayAttach = m_state.isEnabled && m_state.mayAttach && !m_isNote;
    m_attach->setEnabled(mayAttach);
    m_attach->setLook(u"attach"_s, m_state.attachReason.isEmpty() ? tr("Attach a file") : m_state.attachReason);
    m_files->setVisible(m_hasFiles && !m_isNote);
    m_emoji->setEnabled(mayWrite);
    m_template->setEnabled(m_state.isEnabled && m_state.hasTemplates && !m_isNote);
    m_quick->setEnabled(m_state.isEnabled && !m_isNote);
    m_note->setEnabled(m_state.mayNote);
    m_note->setChecked(m_isNote);
    m_send->setText(m_isNote ? tr("Save note") : m_state.sendText);
    m_send->setIcon(icon(m_isNote ? u"note"_s : u"send"_s));
    showHints();
    update();
}

void Composer::setText(const QString &text)
{
    if (text == m_edit->toPlainText())
        return;
    m_isSetting = true;
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_isSetting = false;
    m_problem.clear();
    showHints();
}

QString Composer::text() const
{
    return m_edit->toPlainText();
}

void Composer::setProblem(const QString &sentence)
{
    m_problem = sentence;
    showHints();
}

void Composer::focusText()
{
    m_edit->setFocus(Qt::OtherFocusReason);
}

void Composer::setFiles(const std::vector<AttachedFile> &files)
{
    m_hasFiles = !files.empty();
    m_isReading = std::ranges::any_of(files, &AttachedFile::isReading);
    m_files->setFiles(files);
    show();
}

void Composer::setNoteMode(bool isNote)
{
    if (isNote == m_isNote || (isNote && !m_state.mayNote))
        return;
    m_isNote = isNote;
    m_list->hide();
    Q_EMIT noteModeChanged(isNote); // whoever keeps the texts changes them over
    show();
    focusText();
}

QString Composer::smsHint(const QString &text) const
{
    const auto count = countSms(text);
    // "1 SMS, 112 of 160"
    auto hint = tr("%n SMS, %1 of %2", nullptr, count.segments).arg(count.units).arg(count.capacity);
    if (!count.isGsm && !count.costly.isEmpty())
        hint += u' ' + tr("(%1 makes it longer)").arg(count.costly.front());
    return hint;
}

void Composer::showHints()
{
    const auto text = m_edit->toPlainText();
    const auto length = text.toUcs4().size();
    const bool isTooLong = !m_isNote && length > m_state.longest;
    const bool hasFileProblem = !m_isNote && !m_state.fileProblem.isEmpty();
    const auto keys = m_sendsByEnter ? tr("Enter sends, Shift+Enter starts a new line")
                                     : tr("Ctrl+Enter sends, Enter starts a new line");
    const auto problem = !m_problem.isEmpty() ? m_problem
                         : hasFileProblem     ? m_state.fileProblem
                         : isTooLong
                             ? tr("This is longer than %L1 characters. Shorten it to send it.").arg(m_state.longest)
                             : QString();
    m_startHint->setText(!problem.isEmpty()       ? problem
                         : m_isNote               ? tr("Only the team sees notes. Esc goes back to the message.")
                         : m_state.hint.isEmpty() ? keys
                                                  : m_state.hint);
    setLabelKind(m_startHint, problem.isEmpty() ? u"meta"_s : u"error"_s);
    m_startHint->setWordWrap(!problem.isEmpty());
    const bool isCounted = m_state.channel == Channel::Sms && m_state.isEnabled && !m_isNote && !text.isEmpty();
    m_endHint->setText(m_isNote ? QString() : isCounted ? smsHint(text) : m_state.sender);
    const bool hasContent = !text.trimmed().isEmpty() || (m_hasFiles && !m_isNote);
    const bool isStopped = isTooLong || hasFileProblem || (m_isReading && !m_isNote);
    m_send->setEnabled((m_state.isEnabled || m_isNote) && hasContent && !isStopped);
}

void Composer::handleTextChanged()
{
    if (m_isSetting)
        return;
    m_problem.clear();
    m_isListDismissed = m_isListDismissed && m_edit->toPlainText().startsWith(u'/');
    offerQuickReplies();
    showHints();
    Q_EMIT textTyped(m_edit->toPlainText());
}

void Composer::setQuickReplies(const std::vector<QuickReply> &replies)
{
    m_replies = replies;
    offerQuickReplies();
}

void Composer::offerQuickReplies()
{
    const auto text = m_edit->toPlainText();
    if (m_isNote || !text.startsWith(u'/') || text.contains(u'\n') || text.contains(u' ') || m_isListDismissed)
        return m_list->hide();
    auto *over = m_list->parentWidget();
    m_list->offer(matchingQuickReplies(m_replies, QStringView(text).mid(1)),
                  QRect(m_box->mapTo(over, QPoint(0, 0)), m_box->size()));
}

void Composer::showQuickReplies()
{
    if (!m_state.isEnabled || m_isNote)
        return;
    focusText();
    m_isListDismissed = false;
    auto *over = m_list->parentWidget();
    m_list->offer(m_replies, QRect(m_box->mapTo(over, QPoint(0, 0)), m_box->size()));
}

void Composer::takeQuickReply(const QString &name)
{
    const auto reply =
        std::find_if(m_replies.begin(), m_replies.end(), [&](const QuickReply &r) { return r.name == name; });
    if (reply == m_replies.end())
        return;
    const auto filled = filledQuickReply(*reply, m_state.customer);
    if (text().startsWith(u'/')) {
        m_edit->selectAll();
        m_edit->insertPlainText(filled);
    } else {
        m_edit->insertPlainText(filled);
    }
    focusText();
}

void Composer::send()
{
    if (!m_send->isEnabled())
        return;
    if (m_isNote)
        Q_EMIT noteRequested(text());
    else
        Q_EMIT sendRequested(text());
}

void Composer::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_isNote)
        return setNoteMode(false);
    QWidget::keyPressEvent(event);
}

void Composer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showHints();
    if (event->type() == QEvent::LayoutDirectionChange) {
        alignToStart(m_startHint);
        alignToStart(m_endHint);
    }
}

void Composer::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    const bool mayWrite = m_state.isEnabled || m_isNote;
    QPainter painter(this);
    painter.fillRect(rect(), c.base);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isFocused = m_isFocused && mayWrite;
    const double width = isFocused ? 2 : 1;
    painter.setPen(QPen(isFocused ? c.accentT : mayWrite ? c.control : c.line2, width));
    painter.setBrush(!mayWrite ? c.disabled : m_isNote ? noteColor(palette()) : c.base);
    const double inset = width / 2;
    painter.drawRoundedRect(QRectF(m_box->geometry()).adjusted(inset, inset, -inset, -inset), kCardRadius, kCardRadius);
}

} // namespace counterbell::ui
