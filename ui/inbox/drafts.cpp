// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/drafts.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::ui
{

Drafts::Drafts(CoreClient &client, const QString &path, QObject *parent)
    : QObject(parent), m_client(client), m_file(path)
{
    takeUp();
    m_timer.setSingleShot(true);
    m_timer.setInterval(700ms);
    connect(&m_timer, &QTimer::timeout, this, &Drafts::flush);
    m_storing.setSingleShot(true);
    m_storing.setInterval(200ms);
    connect(&m_storing, &QTimer::timeout, this, &Drafts::store);
    connect(&client, &CoreClient::connectionChanged, this, [this] {
        takeUp();
        if (m_client.connection() != Connection::Online)
            return;
        for (auto it = m_unconfirmed.cbegin(); it != m_unconfirmed.cend(); ++it)
            m_due.insert(it.key());
        flush();
    });
}

void Drafts::takeUp()
{
    const auto &core = m_client.core();
    if (!core || core->epoch == m_epoch)
        return;
    m_epoch = core->epoch;
    m_unconfirmed.clear();
    m_due.clear();
    for (const auto &item : m_file.read()) {
        const ConversationId id{item["conversationId"_L1].toString().toLongLong()};
        if (!id.isNull() && item["epoch"_L1].toString() == m_epoch)
            m_unconfirmed.insert(id, item["body"_L1].toString());
    }
}

Drafts::~Drafts()
{
    store();
}

QString Drafts::draftOf(const Conversation &conversation) const
{
    const auto typed = m_unconfirmed.constFind(conversation.id);
    return typed != m_unconfirmed.cend() ? *typed : conversation.draft.value_or(QString());
}

void Drafts::type(ConversationId id, const QString &text)
{
    m_unconfirmed.insert(id, text);
    m_due.insert(id);
    m_timer.start();
    m_storing.start();
}

void Drafts::forget(ConversationId id)
{
    m_due.remove(id);
    m_unconfirmed.remove(id);
    m_storing.start();
}

void Drafts::flush()
{
    m_timer.stop();
    store();
    for (const auto id : std::exchange(m_due, {}))
        tell(id);
}

void Drafts::tell(ConversationId id)
{
    const auto text = m_unconfirmed.value(id);
    m_client.call(methods::inboxSetDraft, {.conversationId = id, .body = text}, this,
                  [this, id, text](const Result<Conversation> &answer) {
                      // Typed on meanwhile: that is told next, and confirms for itself. Refused: the file keeps it.
                      const bool isGone = !answer && answer.error().reason == Reason::NotFound;
                      if ((answer || isGone) && m_unconfirmed.value(id) == text) {
                          m_unconfirmed.remove(id);
                          m_storing.start();
                      }
                  });
}

void Drafts::store()
{
    m_storing.stop();
    if (m_epoch.isEmpty())
        return; // nothing was taken up, so nothing may be written over
    QJsonArray items;
    for (auto it = m_unconfirmed.cbegin(); it != m_unconfirmed.cend(); ++it)
        items.append(
            QJsonObject{{u"conversationId"_s, it.key().toString()}, {u"body"_s, it.value()}, {u"epoch"_s, m_epoch}});
    m_file.write(items);
}

} // namespace counterbell::ui
