// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandbox_server.h"

#include "app/sandbox/account_api.h"
#include "app/sandbox/content_api.h"
#include "app/sandbox/context.h"
#include "app/sandbox/delivery.h"
#include "app/sandbox/http_server.h"
#include "app/sandbox/media_api.h"
#include "app/sandbox/messages_api.h"
#include "app/sandbox/messaging_api.h"
#include "app/sandbox/rules.h"
#include "app/sandbox/seed_loader.h"
#include "app/sandbox/twilio_errors.h"
#include "app/sandbox/twilio_gate.h"
#include "app/sandbox/webhook_sender.h"

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

/// In the order of construction; destruction is the way back.
struct SandboxServer::Parts {
    std::unique_ptr<Database> database;
    Context context;
    WebhookSender webhooks;
    Delivery delivery;
    MessagesApi messages;
    MediaApi media;
    ContentApi content;
    ControlApi control;
    HttpServer api;
    HttpServer cdn;

    Parts(std::unique_ptr<Database> db, const Router &router)
        : database(std::move(db)),
          context(*database),
          webhooks(context.traffic),
          delivery(context),
          messages(context),
          media(context),
          content(context),
          control(context),
          api([&router](HttpRequest request,
                        HttpResponder responder) { router.handle(std::move(request), std::move(responder)); },
              [this] { return context.clock.httpDate(); }),
          cdn([this](const HttpRequest &request,
                     const HttpResponder &responder) { media.serveLink(request, responder); },
              [this] { return context.clock.httpDate(); })
    {
        context.webhooks = &webhooks;
        context.delivery = &delivery;
    }
};

SandboxServer::SandboxServer(Options options, QObject *parent) : QObject(parent), m_options(std::move(options)) {}

SandboxServer::~SandboxServer() = default;

SandboxServer::Result SandboxServer::start()
{
    auto database = Database::open(m_options.dataDir);
    if (!database)
        return tl::unexpected(database.error());
    m_parts = std::make_unique<Parts>(std::move(*database), m_router);
    auto &context = m_parts->context;
    context.maxConcurrent = m_options.maxConcurrent;
    context.clock.setOffsetSeconds(context.state.meta(u"clockOffsetSeconds"_s).toLongLong());
    if (auto opened = openAccount(); !opened)
        return opened;

    m_parts->messages.addTo(m_router);
    m_parts->media.addTo(m_router);
    m_parts->content.addTo(m_router);
    addAccountApi(m_router, context);
    addNumbersApi(m_router, context);
    addMessagingApi(m_router, context);
    addServicesApi(m_router, context);
    m_parts->control.addTo(m_router);
    m_router.setFallback([&context](const HttpRequest &request, const HttpResponder &responder) {
        const auto path = QString::fromLatin1(request.path);
        if (path.startsWith("/sandbox"_L1))
            return responder.send(HttpResponse::json(404, {{u"error"_s, u"There is no call of that name."_s}}));
        counted(context, request, responder)
            .send(errorAnswer(twilioError(20404, u"The requested resource %1 was not found"_s.arg(path))));
    });
    if (auto listening = listen(); !listening)
        return listening;
    m_parts->delivery.resume();
    return {};
}

SandboxServer::Result SandboxServer::openAccount()
{
    auto &context = m_parts->context;
    auto account = context.state.account();
    if (!account) {
        const auto orElse = [](const QString &given, const QString &otherwise) {
            return given.isEmpty() ? otherwise : given;
        };
        account = Account{orElse(m_options.accountSid, newSid("AC"_L1)), orElse(m_options.authToken, newSid(""_L1)),
                          orElse(m_options.whatsappSender, u"+61480000001"_s),
                          orElse(m_options.smsSender, u"+61480000002"_s), u"Counterbell sandbox"_s};
        if (!isE164(account->whatsappSender) || !isE164(account->smsSender))
            return tl::unexpected(u"The senders must be numbers in E.164 form."_s);
        const auto now = context.clock.nowMs();
        const bool stored =
            context.state.setAccount(*account, now) && context.state.setMeta(u"createdMs"_s, QString::number(now));
        if (!stored)
            return tl::unexpected(u"The account couldn't be written into %1."_s.arg(m_options.dataDir));
    }
    context.account = *account;
    m_parts->webhooks.setAuthToken(account->authToken);
    return {};
}

/// A resumed directory keeps its ports: the links in webhooks and lists that others hold stay good.
SandboxServer::Result SandboxServer::listen()
{
    auto &context = m_parts->context;
    const auto open = [&](HttpServer &server, quint16 asked, const QString &key) -> Result {
        const auto former = quint16(context.state.meta(key).toUInt());
        auto port = server.listen(asked != 0 ? asked : former);
        if (!port && asked == 0 && former != 0)
            port = server.listen(0);
        if (!port)
            return tl::unexpected(port.error());
        if (!context.state.setMeta(key, QString::number(*port)))
            return tl::unexpected(u"The port couldn't be written into %1."_s.arg(m_options.dataDir));
        return {};
    };
    if (auto opened = open(m_parts->api, m_options.port, u"port"_s); !opened)
        return opened;
    if (auto opened = open(m_parts->cdn, m_options.mediaPort, u"mediaPort"_s); !opened)
        return opened;
    context.baseUrl = u"http://127.0.0.1:%1"_s.arg(m_parts->api.port());
    context.mediaBaseUrl = u"http://127.0.0.1:%1"_s.arg(m_parts->cdn.port());
    return {};
}

bool SandboxServer::isNew() const
{
    return m_parts->context.state.meta(u"seeded"_s).isEmpty();
}

SandboxServer::Result SandboxServer::loadSeed(const QJsonObject &seed)
{
    if (!isNew())
        return {};
    auto loaded = sandbox::loadSeed(m_parts->context, seed);
    m_parts->webhooks.setAuthToken(m_parts->context.account.authToken);
    return loaded;
}

QUrl SandboxServer::baseUrl() const
{
    return QUrl(m_parts->context.baseUrl);
}

quint16 SandboxServer::mediaPort() const
{
    return m_parts->cdn.port();
}

QString SandboxServer::accountSid() const
{
    return m_parts->context.account.sid;
}

QString SandboxServer::authToken() const
{
    return m_parts->context.account.authToken;
}

QString SandboxServer::whatsappSender() const
{
    return m_parts->context.account.whatsappSender;
}

QString SandboxServer::smsSender() const
{
    return m_parts->context.account.smsSender;
}

qint64 SandboxServer::clockOffsetSeconds() const
{
    return m_parts->context.clock.offsetSeconds();
}

void SandboxServer::setClockFollower(ClockFollower follower)
{
    m_parts->control.setClockFollower(std::move(follower));
}

void SandboxServer::setWebhookRoute(const QString &publicBase, const QString &localBase)
{
    m_parts->webhooks.setRoute(publicBase, localBase);
}

} // namespace counterbell::sandbox
