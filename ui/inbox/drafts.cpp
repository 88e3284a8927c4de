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
    for (const auto &item : m_file.read()) {
        const ConversationId id{item["conversationId"_L1].toString().toLongLong()};
        if (!id.isNull())
            m_unconfirmed.insert(id, item["body"_L1].toString());
    }
    m_timer.setSingleShot(true);
    m_timer.setInterval(700ms);
    connect(&m_timer, &QTimer::timeout, this, &Drafts::flush);
    m_storing.setSingleShot(true);
    m_storing.setInterval(200ms);
    connect(&m_storing, &QTimer::timeout, this, &Drafts::store);
    connect(&client, &CoreClient::connectionChanged, this, [this] {
        if (m_client.connection() != Connection::Online)
            return;
        for (auto it = m_unconfirmed.cbegin(); it != m_unconfirmed.cend(); ++it)
            m_due.insert(it.key());
        flush();
    });
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
    QJsonArray items;
    for (auto it = m_unconfirmed.cbegin(); it != m_unconfirmed.cend(); ++it)
        items.append(QJsonObject{{u"conversationId"_s, it.key().toString()}, {u"body"_s, it.value()}});
    m_file.write(items);
}

} // namespace counterbell::ui
