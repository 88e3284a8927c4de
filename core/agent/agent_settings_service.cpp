// SPDX-License-Identifier: Apache-2.0
#include "core/agent/agent_settings_service.h"

#include "core/agent/agent_prompt.h"
#include "core/agent/model_endpoint.h"
#include "core/agent/model_key.h"
#include "core/secrets/secret_store.h"
#include "core/store/settings_repository.h"
#include "core/workspace/workspace_settings.h"

namespace counterbell::agent
{

using namespace Qt::StringLiterals;

namespace
{

const auto kGroup = u"agent"_s;
constexpr qsizetype kLongestTest = 4000;

AgentSettings readAgent(store::Connection &db)
{
    return store::settingsOf<AgentSettings>(db, kGroup);
}

} // namespace

QCoro::Task<Result<AgentSettings>> AgentSettingsService::get()
{
    co_return co_await m_store.read([](store::Connection &db) -> Result<AgentSettings> { return readAgent(db); });
}

QCoro::Task<Result<AgentSettings>> AgentSettingsService::set(SetAgent change)
{
    const auto before = co_await get();
    if (!before)
        co_return before;
    const auto wanted = changed(*before, change);
    if (!wanted)
        co_return wanted;
    if (change.baseUrl && *change.baseUrl != before->baseUrl && !change.key)
        change.key = QString();
    // The key first: settings that promise a key which isn't there would fail every turn.
    if (change.key) {
        const auto name = QString(kModelKeySecret);
        // Not in one expression: GCC 12 destroys the arguments of both sides of a conditional that awaits.
        Result<> kept;
        if (change.key->isEmpty())
            kept = co_await m_secrets.remove(name);
        else
            kept = co_await m_secrets.write(name, change.key->toUtf8());
        if (!kept)
            co_return tl::unexpected(kept.error());
    }
    auto written = m_store.write([change](store::Tx &tx) -> Result<AgentSettings> {
        auto settings = changed(readAgent(tx), change);
        if (settings)
            store::writeSettings(tx, kGroup, toJson(*settings));
        return settings;
    });
    co_return co_await written;
}

QCoro::Task<Result<TestReplyResult>> AgentSettingsService::testReply(TestReply request)
{
    if (request.text.trimmed().isEmpty() || request.text.size() > kLongestTest)
        co_return refuse(Reason::InvalidArgument,
                         {{u"argument"_s, u"text"_s},
                          {u"problem"_s, request.text.size() > kLongestTest ? u"tooLong"_s : u"empty"_s}});
    const auto now = m_clock.now();
    struct Known {
        AgentSettings settings;
        QString system;
    };
    auto reading = m_store.read([now](store::Connection &db) -> Result<Known> {
        const auto settings = readAgent(db);
        return Known{settings, systemPrompt(settings.prompt, workspace::readWorkspace(db), now)};
    });
    const auto known = co_await reading;
    if (!known)
        co_return tl::unexpected(known.error());
    const auto endpoint = co_await endpointOf(&m_secrets, known->settings);
    if (!endpoint)
        co_return refuse(Reason::ProviderUnreachable, {{u"problem"_s, endpoint.error()}});
    std::vector<ModelMessage> messages{{ModelRole::System, known->system},
                                       {ModelRole::User, markedAsCustomers(request.text)}};
    const auto answer = co_await m_model.ask(*endpoint, std::move(messages), QJsonArray());
    if (!answer)
        co_return refuse(Reason::ProviderUnreachable, {{u"problem"_s, answer.error()}});
    if (answer->text.isEmpty())
        co_return refuse(Reason::ProviderUnreachable, {{u"problem"_s, u"modelAnswerEmpty"_s}});
    co_return TestReplyResult{answer->text};
}

} // namespace counterbell::agent
