// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/message.h"
#include "app/sandbox/webhook_sender.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace counterbell::sandbox
{

struct Context;
struct Handset;
struct StatusStep;

/// Carries accepted messages to their handsets: runs the status plan in real time, writes each status down before
/// it tells anybody, and posts the callbacks with the ordered faults.
class Delivery : public QObject
{
    Q_OBJECT
public:
    Delivery(Context &context, QObject *parent = nullptr);

    /// Begins with a message that has just been accepted. With `early` its first callback goes out, and is
    /// answered (or 3 s pass), before `ready` is called; otherwise `ready` comes at once.
    void begin(const Message &message, bool early, const std::function<void()> &ready);
    /// Goes on with every message that a former run left under way.
    void resume();
    /// A phone was switched on, or reads again: what waited for that goes on.
    void handsetChanged(const QString &handset);
    /// Sends an inbound message's webhook, with the ordered faults.
    void postInbound(Webhook webhook);

private:
    void schedule(const Message &message);
    void step(const QString &sid, const std::function<void()> &told = {});
    void take(Message message, const StatusStep &step, const std::function<void()> &told);
    void fetchMediaThenStep(const Message &waiting, const std::function<void()> &told);
    void tell(const Message &message, const Handset &handset, const std::function<void()> &told);
    void tellHeldBack(const QString &sid);
    [[nodiscard]] QString callbackUrl(const Message &message) const;

    Context &m_context;
    QSet<QString> m_scheduled;
    QHash<QString, QList<Webhook>> m_shuffled; ///< callbacks held back until their message is settled
    int m_told = 0;
};

} // namespace counterbell::sandbox
