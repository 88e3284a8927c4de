// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/up_state.h"

#include <QJsonDocument>

#include <utility>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

namespace
{

constexpr std::pair<QLatin1StringView, quint16 UpState::*> kPorts[] = {
    {"twilioPort"_L1, &UpState::twilioPort}, {"mediaPort"_L1, &UpState::mediaPort},
    {"relayPort"_L1, &UpState::relayPort},   {"relayOpsPort"_L1, &UpState::relayOpsPort},
    {"corePort"_L1, &UpState::corePort},
};
constexpr std::pair<QLatin1StringView, QString UpState::*> kTexts[] = {
    {"accountSid"_L1, &UpState::accountSid},
    {"authToken"_L1, &UpState::authToken},
    {"whatsappSender"_L1, &UpState::whatsappSender},
    {"smsSender"_L1, &UpState::smsSender},
    {"modelKey"_L1, &UpState::modelKey},
    {"pairingCode"_L1, &UpState::pairingCode},
};

QString loopback(quint16 port)
{
    return u"http://127.0.0.1:%1"_s.arg(port);
}

/// A TOML basic string: what could end it or be read as an escape is escaped.
QString toml(const QString &text)
{
    QString quoted = text;
    quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + quoted + u'"';
}

} // namespace

QString UpState::twilioUrl() const
{
    return loopback(twilioPort);
}

QString UpState::relayUrl() const
{
    return loopback(relayPort);
}

QString UpState::modelUrl() const
{
    return twilioUrl() + u"/v1"_s;
}

QString UpState::tenant() const
{
    const auto secretPart = pairingCode.section(u'#', 1, 1);
    return secretPart.section(u'.', 0, 0);
}

QJsonObject UpState::toJson() const
{
    QJsonObject object{{u"version"_s, 1}};
    for (const auto &[name, member] : kPorts)
        object.insert(name, this->*member);
    for (const auto &[name, member] : kTexts)
        object.insert(name, this->*member);
    return object;
}

tl::expected<UpState, QString> UpState::fromJson(const QJsonObject &object)
{
    if (object.value("version"_L1).toInt() != 1)
        return tl::unexpected(u"up.json is of another version."_s);
    UpState state;
    for (const auto &[name, member] : kPorts) {
        const int port = object.value(name).toInt();
        if (port < 1 || port > 65535)
            return tl::unexpected(u"up.json has no usable %1."_s.arg(name));
        state.*member = static_cast<quint16>(port);
    }
    for (const auto &[name, member] : kTexts) {
        state.*member = object.value(name).toString();
        if ((state.*member).isEmpty() && member != &UpState::pairingCode)
            return tl::unexpected(u"up.json has no %1."_s.arg(name));
    }
    return state;
}

QJsonObject provisionFor(const UpState &state, qint64 clockOffsetSeconds)
{
    return {
        {u"kind"_s, u"sandbox"_s},
        {u"seed"_s, true},
        {u"twilio"_s, QJsonObject{{u"baseUrl"_s, state.twilioUrl()},
                                  {u"accountSid"_s, state.accountSid},
                                  {u"authToken"_s, state.authToken}}},
        {u"senders"_s, QJsonObject{{u"whatsapp"_s, state.whatsappSender}, {u"sms"_s, state.smsSender}}},
        {u"relay"_s, QJsonObject{{u"pairingCode"_s, state.pairingCode}}},
        {u"model"_s, QJsonObject{{u"baseUrl"_s, state.modelUrl()},
                                 {u"name"_s, u"sandbox-scripted"_s},
                                 {u"apiKey"_s, state.modelKey}}},
        {u"clockOffsetSeconds"_s, clockOffsetSeconds},
    };
}

QByteArray relayConfigurationFor(const UpState &state, const QString &directory)
{
    const auto text = u"listen = \"127.0.0.1:%1\"\npublic_url = %2\nspool = %3\nops_listen = \"127.0.0.1:%4\"\n"_s.arg(
        QString::number(state.relayPort), toml(state.relayUrl()), toml(directory + u"/spool.sqlite"_s),
        QString::number(state.relayOpsPort));
    return text.toUtf8();
}

QByteArray readyLineFor(const UpState &state, const QString &coreUrl, const QString &coreToken)
{
    const auto inbound = u"%1/t/%2/twilio/inbound"_s.arg(state.relayUrl(), state.tenant());
    const auto status = u"%1/t/%2/twilio/status"_s.arg(state.relayUrl(), state.tenant());
    const QJsonObject line{{u"twilio"_s, state.twilioUrl()},
                           {u"relay"_s, state.relayUrl()},
                           {u"webhookUrl"_s, inbound},
                           // Signed for the relay's public_url, which is its own address here.
                           {u"publicWebhookUrl"_s, inbound},
                           {u"statusUrl"_s, status},
                           {u"core"_s, coreUrl},
                           {u"token"_s, coreToken},
                           {u"accountSid"_s, state.accountSid},
                           {u"authToken"_s, state.authToken},
                           {u"whatsappSender"_s, state.whatsappSender},
                           {u"smsSender"_s, state.smsSender},
                           {u"modelUrl"_s, state.modelUrl()}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

} // namespace counterbell::sandbox
