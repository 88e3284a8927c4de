// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/connection_overrides.h"
#include "app/sandbox/form.h"
#include "app/sandbox/traffic.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>
#include <memory>

namespace counterbell::sandbox
{

struct PostRequest;

/// One event to be told to the account's owner.
struct Webhook {
    QString url; ///< with its fragment, exactly as it was configured
    QByteArray method = "POST";
    Form params = {};
    bool isStatus = false;    ///< status callbacks say `charset=utf-8`, inbound messages don't (FACTS 4.1)
    QString fallbackUrl = {}; ///< for inbound messages only
    /// I-Twilio-Idempotency-Token; made when empty.
    QByteArray token = {};
    bool forged = false; ///< signed with a token that isn't the account's
};

/// Posts webhooks as Twilio does: signed, parameters in random order, repeated only as the URL's fragment says,
/// with the same I-Twilio-Idempotency-Token, within 15 s in all; then the fallback URL; then it is gone
/// (FACTS 4.1, 5.2).
class WebhookSender : public QObject
{
    Q_OBJECT
public:
    /// True when some try was answered with 2xx.
    using Done = std::function<void(bool delivered)>;

    WebhookSender(Traffic &traffic, QObject *parent = nullptr);

    void setAuthToken(const QString &token) { m_authToken = token; }
    /// URLs that begin with `publicBase` are signed as they stand but carried to `localBase`: the relay's public
    /// name needs no DNS and no certificate on this machine.
    void setRoute(const QString &publicBase, const QString &localBase);
    /// The URL under which `url` is reached from here.
    [[nodiscard]] QString routed(const QString &url) const;

    void send(Webhook webhook, Done done = {});
    [[nodiscard]] static QByteArray newIdempotencyToken();

private:
    struct Event;

    void tryNow(const std::shared_ptr<Event> &event);
    void afterTry(const std::shared_ptr<Event> &event, const WebhookTry &outcome);
    void giveUp(const std::shared_ptr<Event> &event);
    [[nodiscard]] PostRequest requestFor(const Event &event) const;

    Traffic &m_traffic;
    QString m_authToken;
    QString m_publicBase;
    QString m_localBase;
};

} // namespace counterbell::sandbox
