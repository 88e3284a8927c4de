// SPDX-License-Identifier: Apache-2.0
// Files that go out with what is written.
#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/inbox/composer.h"
#include "ui/inbox/composer_edit.h"
#include "ui/inbox/thread_pane.h"
#include "ui/widgets/announcer.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

void ThreadPane::connectFiles()
{
    const auto takeUp = [this] {
        if (const auto &core = m_client.core())
            m_attached.takeUp(core->epoch);
    };
    takeUp();
    connect(&m_client, &CoreClient::connectionChanged, this, takeUp);
    connect(m_composer, &Composer::attachRequested, this, &ThreadPane::chooseFiles);
    connect(m_composer, &Composer::filesOffered, this, &ThreadPane::attach);
    connect(m_composer, &Composer::pictureOffered, this, [this](const QImage &picture) {
        if (!mayAttach())
            return;
        m_composer->setProblem({});
        m_attached.attach(m_id, picture);
    });
    connect(m_composer, &Composer::fileRemoved, this, [this](int number) {
        m_composer->setProblem({});
        m_attached.remove(m_id, number);
        focusComposer();
    });
    connect(&m_attached, &AttachedFiles::changed, this, [this](const ConversationId &id) {
        if (id == m_id)
            showFiles();
    });
    connect(&m_attached, &AttachedFiles::refused, this,
            [this](const ConversationId &id, const QString &name, const Error &error) {
                const auto fact = tr("%1 was not attached.").arg(isolated(name));
                const auto sentence = errorSentence(error);
                if (id != m_id)
                    return Q_EMIT said(fact, sentence);
                m_composer->setProblem(fact + u' ' + sentence);
                announce(window(), fact + u' ' + sentence);
            });
    connect(&m_outbox, &Outbox::uploading, &m_model, &ThreadModel::setPercent);
}

bool ThreadPane::mayAttach() const
{
    const auto &who = m_client.who();
    return m_conversation && m_composer->isVisible() && !m_composer->isNoteMode() && who &&
           who->member.role != Role::Staff;
}

void ThreadPane::showFiles()
{
    m_composer->setFiles(m_attached.of(m_id));
    showState();
}

/// What was attached before a restart and has been moved or deleted since.
void ThreadPane::showLostFiles()
{
    const auto lost = m_attached.takeLost(m_id);
    if (lost.isEmpty())
        return;
    QStringList names;
    for (const auto &name : lost)
        names << isolated(name);
    m_composer->setProblem(names.size() == 1
                               ? tr("%1 is no longer where it was, so it is not attached any more.").arg(names.front())
                               : tr("These files are no longer where they were, so they are not attached any more: %1")
                                     .arg(names.join(u", "_s)));
}

void ThreadPane::attach(const QStringList &paths)
{
    if (!mayAttach())
        return;
    m_composer->setProblem({});
    m_attached.attach(m_id, paths);
}

void ThreadPane::chooseFiles()
{
    if (!mayAttach() || findChild<QFileDialog *>())
        return;
    auto *dialog = new QFileDialog(this, tr("Attach files"));
    dialog->setObjectName(u"attachDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Pictures and documents (%1)")
                                .arg(u"*.jpg *.jpeg *.png *.gif *.webp *.pdf *.doc *.docx *.xlsx *.pptx *.mp4 *.mp3 "
                                     "*.aac *.amr *.ogg *.opus *.3gp *.vcf"_s),
                            tr("All files (*)")});
    // Whoever opens another conversation meanwhile attaches where the dialog was opened.
    connect(dialog, &QFileDialog::filesSelected, this,
            [this, id = m_id](const QStringList &paths) { m_attached.attach(id, paths); });
    dialog->open();
}

/// By WhatsApp each file is a message of its own, and the text goes with the first; SMS takes all in one (FACTS 1.1).
bool ThreadPane::sendWithFiles(const QString &text, const std::vector<OutFile> &files)
{
    SendMessage message;
    message.conversationId = m_id;
    message.channel = m_channel;
    if (!text.trimmed().isEmpty())
        message.body = text;
    if (m_channel == Channel::Sms) {
        if (m_outbox.send(message, files).isEmpty())
            return false;
        for (const auto &file : files)
            m_attached.release(m_id, file);
        return true;
    }
    for (const auto &file : files) {
        if (m_outbox.send(message, {file}).isEmpty())
            return false;
        m_attached.release(m_id, file);
        if (message.body) {
            message.body.reset();
            m_composer->setText({});
        }
    }
    return true;
}

void ThreadPane::dragEnterEvent(QDragEnterEvent *event)
{
    if (mayAttach() && !filesIn(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ThreadPane::dropEvent(QDropEvent *event)
{
    attach(filesIn(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace counterbell::ui
