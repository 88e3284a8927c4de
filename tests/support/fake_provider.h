// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/provider.h"

#include <coroutine>
#include <deque>
#include <functional>

namespace counterbell::test
{

/// A provider that plays a script and remembers everything that reached it. Outcomes are taken in order; without one
/// a message is accepted under a sid of its own. While `isHolding`, requests wait until release() or answer().
class FakeProvider : public messaging::Provider
{
public:
    using Outcome = std::function<messaging::SendOutcome()>;

    std::vector<messaging::OutboundMessage> sent;
    std::deque<Outcome> outcomes;
    std::deque<Result<messaging::MessageListPage>> lists; ///< the last one is given again and again
    std::function<messaging::MessageListPage(const messaging::MessageFilter &)> onList; ///< instead of `lists`
    std::map<QString, messaging::ListedMessage> messages;                               ///< for fetchMessage
    std::vector<QString> fetched;
    std::deque<Result<messaging::MediaContent>> media; ///< for fetchMedia; the last one is given again and again
    std::vector<QUrl> fetchedMedia;
    std::vector<Template> templates;
    int listed = 0;
    int underWay = 0;
    int mostUnderWay = 0;
    bool isHolding = false;

    void then(messaging::SendOutcome outcome)
    {
        outcomes.push_back([outcome] { return outcome; });
    }
    /// Lets everything that waits go on.
    void release()
    {
        isHolding = false;
        for (const auto waiting : std::exchange(m_waiting, {}))
            waiting.resume();
    }

    /// Lets the one that has waited longest go on.
    void releaseOne()
    {
        const auto first = m_waiting.front();
        m_waiting.erase(m_waiting.begin());
        first.resume();
    }

    QCoro::Task<messaging::SendOutcome> send(messaging::OutboundMessage message) override
    {
        sent.push_back(message);
        const auto number = sent.size();
        mostUnderWay = std::max(mostUnderWay, ++underWay);
        Outcome outcome = [number]() -> messaging::SendOutcome { return accepted(sidOf(number)); };
        if (!outcomes.empty()) {
            outcome = outcomes.front();
            outcomes.pop_front();
        }
        co_await Turn{*this};
        --underWay;
        co_return outcome();
    }

    QCoro::Task<Result<messaging::MessageListPage>> listMessages(messaging::MessageFilter filter,
                                                                 std::optional<QString>) override
    {
        ++listed;
        lastFilter = filter;
        if (onList)
            co_return Result<messaging::MessageListPage>(onList(filter));
        auto page =
            lists.empty() ? Result<messaging::MessageListPage>(refuse(Reason::ProviderUnreachable)) : lists.front();
        if (lists.size() > 1)
            lists.pop_front();
        co_return page;
    }
    QCoro::Task<Result<messaging::ListedMessage>> fetchMessage(QString sid) override
    {
        fetched.push_back(sid);
        if (isUnreachable)
            co_return refuse(Reason::ProviderUnreachable);
        const auto found = messages.find(sid);
        if (found == messages.end())
            co_return refuse(Reason::NotFound);
        co_return Result<messaging::ListedMessage>(found->second);
    }
    QCoro::Task<Result<>> redactMessage(QString) override { co_return Result<>{}; }
    QCoro::Task<Result<>> deleteMessage(QString) override { co_return Result<>{}; }
    QCoro::Task<Result<std::vector<messaging::MediaItem>>> listMedia(QString) override
    {
        co_return std::vector<messaging::MediaItem>{};
    }
    QCoro::Task<Result<messaging::MediaContent>> fetchMedia(QUrl url, qint64) override
    {
        fetchedMedia.push_back(url);
        auto content = media.empty() ? Result<messaging::MediaContent>(refuse(Reason::NotFound)) : media.front();
        if (media.size() > 1)
            media.pop_front();
        co_await Turn{*this};
        co_return content;
    }
    QCoro::Task<Result<>> deleteMedia(QString, QString) override { co_return Result<>{}; }
    QCoro::Task<Result<std::vector<Template>>> listTemplates() override
    {
        if (isUnreachable)
            co_return refuse(Reason::ProviderUnreachable);
        co_return Result<std::vector<Template>>(templates); // a bare lvalue would be moved out of its member
    }

    static QString sidOf(size_t number) { return QStringLiteral("SM%1").arg(number, 32, 16, QLatin1Char('0')); }
    static messaging::Accepted accepted(const QString &sid, const QString &status = QStringLiteral("queued"))
    {
        messaging::Accepted outcome;
        outcome.sid = sid;
        outcome.status = status;
        return outcome;
    }
    static messaging::Refused refused(int code)
    {
        messaging::Refused outcome;
        outcome.httpStatus = 400;
        outcome.code = code;
        return outcome;
    }

    messaging::MessageFilter lastFilter;
    bool isUnreachable = false;

private:
    struct Turn {
        FakeProvider &provider;
        [[nodiscard]] bool await_ready() const { return !provider.isHolding; }
        void await_suspend(std::coroutine_handle<> waiting) const { provider.m_waiting.push_back(waiting); }
        void await_resume() const {}
    };

    std::vector<std::coroutine_handle<>> m_waiting;
};

} // namespace counterbell::test
