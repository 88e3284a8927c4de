// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/takeout/contact_files.h"

#include "core/contacts/consent_repository.h"
#include "core/contacts/contact_repository.h"
#include "core/inbox/conversation_repository.h"
#include "core/inbox/desk/conversation_view.h"
#include "core/inbox/message_repository.h"
#include "core/jobs/job_repository.h"
#include "core/messaging/send_log_repository.h"

#include <QFile>
#include <QJsonDocument>

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kPage = 200;

struct Found {
    Contact contact;
    std::optional<Conversation> conversation;
};

tl::unexpected<Error> unwritable()
{
    return refuse(Reason::Internal, {{u"problem"_s, u"unwritable"_s}});
}

QByteArray textOf(const QJsonObject &object, QJsonDocument::JsonFormat format)
{
    return QJsonDocument(object).toJson(format);
}

Result<> writeObject(const QString &path, const QJsonObject &object)
{
    QFile file(path);
    const auto text = textOf(object, QJsonDocument::Indented);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(text) != text.size() || !file.flush())
        return unwritable();
    return {};
}

/// Pages of a list, one read each, into an array of one row a line. `read(db, before)` gives a page.
template <class Read>
QCoro::Task<Result<int>> writeList(store::Store *store, QString path, Read read)
{
    using T = typename std::invoke_result_t<Read, store::Connection &, std::optional<QString>>::value_type;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        co_return unwritable();
    int rows = 0;
    std::optional<QString> before;
    do {
        auto reading = store->read([read, before](store::Connection &db) -> Result<T> { return read(db, before); });
        const auto page = co_await std::move(reading);
        if (!page)
            co_return tl::unexpected(page.error());
        QByteArray lines;
        for (const auto &item : page->items) {
            lines += (rows++ == 0 ? "[\n" : ",\n") + textOf(toJson(item), QJsonDocument::Compact);
        }
        if (file.write(lines) != lines.size())
            co_return unwritable();
        before = page->next;
    } while (before);
    if (file.write(rows == 0 ? "[]\n" : "\n]\n") < 0 || !file.flush())
        co_return unwritable();
    co_return rows;
}

/// Every list of theirs; pages of jobs and consents take a window, those of messages and sends what the contract has.
struct Lists {
    ContactId contact;
    std::optional<ConversationId> conversation;

    [[nodiscard]] Result<Page<ConsentEntry>> consents(store::Connection &db, std::optional<QString> before) const
    {
        return ConsentRepository().history(db, contact, store::timeWindow(before, kPage).value());
    }
    [[nodiscard]] Result<Page<Message>> messages(store::Connection &db, std::optional<QString> before) const
    {
        if (!conversation)
            return Page<Message>{};
        return inbox::MessageRepository().page(db, *conversation, before, kPage);
    }
    [[nodiscard]] Result<Page<Job>> jobs(store::Connection &db, std::optional<QString> before) const
    {
        JobFilter filter;
        filter.contactId = contact;
        return jobs::JobRepository().list(db, filter, store::timeWindow(before, kPage).value());
    }
    [[nodiscard]] Result<Page<Send>> sends(store::Connection &db, std::optional<QString> before) const
    {
        SendFilter filter;
        filter.contactId = contact;
        return messaging::SendLogRepository().page(db, filter, before, kPage);
    }
};

/// A page of one of the lists, as writeList() takes it.
template <class Method>
auto reader(Lists lists, Method method)
{
    return [lists, method](store::Connection &db, std::optional<QString> before) {
        return (lists.*method)(db, std::move(before));
    };
}

} // namespace

QCoro::Task<Result<TakeoutCounts>> writeContactFiles(store::Store *store, ContactId contact, QString folder)
{
    auto reading = store->read([contact](store::Connection &db) -> Result<Found> {
        auto known = ContactRepository().find(db, contact);
        if (!known)
            return refuse(Reason::NotFound, {{u"what"_s, u"contact"_s}});
        const auto conversation = inbox::ConversationRepository().findFor(db, contact);
        return Found{std::move(*known), conversation ? inbox::viewConversation(db, *conversation) : std::nullopt};
    });
    const auto found = co_await std::move(reading);
    if (!found)
        co_return tl::unexpected(found.error());
    if (const auto written = writeObject(folder + u"/contact.json"_s, toJson(found->contact)); !written)
        co_return tl::unexpected(written.error());
    Lists lists{contact, {}};
    if (found->conversation) {
        lists.conversation = found->conversation->id;
        const auto written = writeObject(folder + u"/conversation.json"_s, toJson(*found->conversation));
        if (!written)
            co_return tl::unexpected(written.error());
    }
    auto consents = writeList(store, folder + u"/consents.json"_s, reader(lists, &Lists::consents));
    const auto consentCount = co_await std::move(consents);
    auto messages = writeList(store, folder + u"/messages.json"_s, reader(lists, &Lists::messages));
    const auto messageCount = co_await std::move(messages);
    auto jobs = writeList(store, folder + u"/jobs.json"_s, reader(lists, &Lists::jobs));
    const auto jobCount = co_await std::move(jobs);
    auto sends = writeList(store, folder + u"/sends.json"_s, reader(lists, &Lists::sends));
    const auto sendCount = co_await std::move(sends);
    for (const auto *count : {&consentCount, &messageCount, &jobCount, &sendCount}) {
        if (!*count)
            co_return tl::unexpected(count->error());
    }
    co_return TakeoutCounts{*consentCount, *messageCount, *jobCount, *sendCount};
}

} // namespace counterbell::contacts
