// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/sendlog/send_log_model.h"

#include <QTimer>

namespace counterbell::ui
{

/// Keeps a SendLogModel and its counts equal to the core's log under a filter: pages by key, live by send.updated.
class SendLogFeed : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Idle, ///< nothing was asked for yet
        Loading,
        Ready,
        Failed, ///< the first page didn't come: error()
    };
    /// Rows asked for at a time.
    static constexpr int kPage = 100;

    explicit SendLogFeed(CoreClient &client, QObject *parent = nullptr);

    [[nodiscard]] SendLogModel &model() { return m_model; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Error &error() const { return m_error; }
    [[nodiscard]] const SendFilter &filter() const { return m_filter; }
    /// Under the present filter; absent until they have come.
    [[nodiscard]] const std::optional<SendCounts> &counts() const { return m_counts; }

    void setFilter(const SendFilter &filter);
    /// Fetches everything again; rows stay until the new ones are there.
    void reload();

Q_SIGNALS:
    void stateChanged();
    void countsChanged();
    /// A send has changed, whether it is in the list or not.
    void sendChanged(const counterbell::Send &send);

private:
    void fetchFirst();
    void fetchNext();
    void fetchCounts();
    /// The newest page again, merged in: for rows that only the core can match with the filter's text.
    void fetchHead();
    void take(const Send &send);
    void setState(State state);

    CoreClient &m_client;
    SendLogModel m_model;
    SendFilter m_filter;
    State m_state = State::Idle;
    Error m_error;
    std::optional<SendCounts> m_counts;
    std::optional<QString> m_next;
    QTimer m_recount, m_head;
    int m_round = 0; ///< answers to an older filter are dropped
    bool m_isFetching = false;
};

/// Whether a row belongs under the filter: false, true, or nothing where only the core can tell (its text).
[[nodiscard]] std::optional<bool> fits(const Send &send, const SendFilter &filter);

} // namespace counterbell::ui
