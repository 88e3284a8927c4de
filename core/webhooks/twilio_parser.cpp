// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/twilio_parser.h"

#include "core/webhooks/form_decode.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::webhooks
{

namespace
{

constexpr int kMaximumMedia = 20;
constexpr qsizetype kMaximumName = 300; ///< profile names, button texts, ids
constexpr qsizetype kMaximumUrl = 4000;

tl::unexpected<Error> bad(QLatin1StringView parameter, QLatin1StringView problem)
{
    return refuse(Reason::InvalidArgument, {{u"parameter"_s, QString(parameter)}, {u"problem"_s, QString(problem)}});
}

/// QString::fromUtf8 drops a leading byte order mark, which a customer may have sent.
QString exactText(const QByteArray &bytes)
{
    if (!bytes.startsWith("\xEF\xBB\xBF"))
        return QString::fromUtf8(bytes);
    return QChar(0xFEFF) + QString::fromUtf8(bytes.sliced(3));
}

bool isSid(const QString &text, std::initializer_list<QLatin1StringView> prefixes)
{
    const auto isHex = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    };
    return text.size() == 34 && std::all_of(text.begin() + 2, text.end(), isHex) &&
           std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) { return text.startsWith(prefix); });
}

/// One webhook's parameters, by name.
class Reader
{
public:
    explicit Reader(FormParameters parameters) : m_parameters(std::move(parameters)) {}

    QString text(QByteArrayView name) const { return exactText(valueOf(m_parameters, name)); }

    /// Absent where missing or empty; cut to `maximum` characters.
    std::optional<QString> optional(QByteArrayView name, qsizetype maximum = kMaximumName) const
    {
        auto value = text(name).left(maximum);
        return value.isEmpty() ? std::nullopt : std::optional(std::move(value));
    }

    std::optional<int> number(QByteArrayView name) const
    {
        bool ok = false;
        const int value = valueOf(m_parameters, name).toInt(&ok);
        return ok && value >= 0 ? std::optional(value) : std::nullopt;
    }

    std::optional<double> degrees(QByteArrayView name, double limit) const
    {
        bool ok = false;
        const double value = valueOf(m_parameters, name).toDouble(&ok);
        return ok && value >= -limit && value <= limit ? std::optional(value) : std::nullopt;
    }

    std::optional<contacts::Address> address(QByteArrayView name) const { return contacts::parseAddress(text(name)); }

    std::optional<QString> userId() const
    {
        for (const auto name : {"ExternalUserId", "From", "To"}) {
            const auto found = address(name);
            if (found && found->kind == contacts::AddressKind::UserId)
                return found->value;
        }
        return std::nullopt;
    }

private:
    FormParameters m_parameters;
};

std::vector<InboundMedia> mediaOf(const Reader &reader)
{
    std::vector<InboundMedia> media;
    for (int i = 0; i < kMaximumMedia; ++i) {
        const auto index = QByteArray::number(i);
        const auto url = reader.optional("MediaUrl" + index, kMaximumUrl);
        if (!url)
            break;
        media.push_back({*url, reader.optional("MediaContentType" + index).value_or(QString()), std::nullopt});
    }
    return media;
}

/// A document's Body is its name, or, as far as is known, a caption that the customer wrote (FACTS 4.3).
bool looksLikeFileName(const QString &body)
{
    const auto dot = body.lastIndexOf(u'.');
    return dot > 0 && body.size() - dot > 1 && body.size() - dot <= 6 && body.size() <= 255 && !body.contains(u'\n') &&
           std::all_of(body.begin() + dot + 1, body.end(), [](QChar c) { return c.isLetterOrNumber(); });
}

std::optional<Location> locationOf(const Reader &reader)
{
    const auto latitude = reader.degrees("Latitude", 90);
    const auto longitude = reader.degrees("Longitude", 180);
    if (!latitude || !longitude)
        return std::nullopt;
    return Location{*latitude, *longitude, reader.optional("Label"), reader.optional("Address", 1000)};
}

std::optional<OptOutType> optOutTypeOf(const Reader &reader)
{
    const auto word = reader.text("OptOutType").toUpper();
    if (word == "STOP"_L1)
        return OptOutType::Stop;
    if (word == "START"_L1)
        return OptOutType::Start;
    return word == "HELP"_L1 ? std::optional(OptOutType::Help) : std::nullopt;
}

Result<InboundFact> inboundMessage(const Reader &reader, QString accountSid, QString messageSid)
{
    const auto from = reader.address("From");
    if (!from)
        return bad("From"_L1, "invalid"_L1);
    const auto to = reader.address("To");
    if (!to || to->channel != from->channel)
        return bad("To"_L1, "invalid"_L1);

    InboundMessageFact fact;
    fact.accountSid = std::move(accountSid);
    fact.messageSid = std::move(messageSid);
    fact.channel = from->channel;
    fact.from = *from;
    fact.to = *to;
    fact.userId = reader.userId();
    fact.waId = reader.optional("WaId");
    fact.profileName = reader.optional("ProfileName");
    fact.body = reader.text("Body");
    fact.media = mediaOf(reader);
    fact.location = locationOf(reader);
    fact.kind = fact.location ? MessageKind::Location : fact.media.empty() ? MessageKind::Text : MessageKind::Media;
    fact.buttonText = reader.optional("ButtonText", 1000);
    fact.buttonPayload = reader.optional("ButtonPayload", 4000);
    fact.listId = reader.optional("ListId");
    fact.repliedToSid = reader.optional("OriginalRepliedMessageSid");
    fact.optOutType = optOutTypeOf(reader);
    fact.messageType = reader.optional("MessageType");
    if (fact.messageType == "document"_L1 && fact.media.size() == 1 && looksLikeFileName(fact.body))
        fact.media.front().fileName = fact.body;
    if (fact.channel == Channel::Sms)
        fact.segments = reader.number("NumSegments");
    return InboundFact(std::move(fact));
}

/// The core puts the attempt's id into the callback's URL (CONTRACT 4).
std::optional<QString> attemptOf(const RawRequest &request)
{
    const auto query = decodeForm(queryOf(request.url));
    const auto id = query ? QString::fromUtf8(valueOf(*query, "attempt")) : QString();
    const auto isPlain = [](QChar c) { return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_'); };
    return !id.isEmpty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), isPlain) ? std::optional(id)
                                                                                          : std::nullopt;
}

Result<InboundFact> statusCallback(const Reader &reader, const RawRequest &request, QString accountSid,
                                   QString messageSid, QString status)
{
    const auto isWord = [](QChar c) { return (c >= u'a' && c <= u'z') || c == u'_'; };
    if (status.size() > 40 || !std::all_of(status.begin(), status.end(), isWord))
        return bad("MessageStatus"_L1, "invalid"_L1);
    StatusFact fact;
    fact.accountSid = std::move(accountSid);
    fact.messageSid = std::move(messageSid);
    fact.status = std::move(status);
    fact.errorCode = reader.number("ErrorCode");
    if (fact.errorCode == 0)
        fact.errorCode.reset();
    fact.errorMessage = reader.optional("ErrorMessage", 1000);
    fact.attemptId = attemptOf(request);
    fact.to = reader.address("To");
    fact.from = reader.address("From");
    const bool isWhatsApp =
        reader.text("ChannelPrefix") == "whatsapp"_L1 || (fact.to && fact.to->channel == Channel::Whatsapp);
    fact.channel = isWhatsApp ? Channel::Whatsapp : Channel::Sms;
    fact.userId = reader.userId();
    return InboundFact(std::move(fact));
}

} // namespace

Result<InboundFact> parseTwilio(const RawRequest &request)
{
    auto parameters = decodeForm(request.method == "GET" ? queryOf(request.url) : request.body);
    if (!parameters)
        return tl::unexpected(parameters.error());
    const Reader reader(std::move(*parameters));

    const auto accountSid = reader.text("AccountSid");
    if (!isSid(accountSid, {"AC"_L1}))
        return bad("AccountSid"_L1, accountSid.isEmpty() ? "missing"_L1 : "invalid"_L1);
    auto messageSid = reader.text("MessageSid");
    if (messageSid.isEmpty())
        messageSid = reader.text("SmsSid"); // its older name, still always sent
    if (!isSid(messageSid, {"SM"_L1, "MM"_L1}))
        return bad("MessageSid"_L1, messageSid.isEmpty() ? "missing"_L1 : "invalid"_L1);

    auto status = reader.text("MessageStatus").toLower();
    if (status.isEmpty())
        status = reader.text("SmsStatus").toLower();
    if (status == "received"_L1 || status == "receiving"_L1)
        return inboundMessage(reader, accountSid, messageSid);
    // A status callback always says which; what has a text or media and no status is a message that came in.
    const bool hasContent = !reader.text("Body").isEmpty() || !reader.text("NumMedia").isEmpty();
    if (status.isEmpty() && hasContent && !reader.text("From").isEmpty())
        return inboundMessage(reader, accountSid, messageSid);
    if (status.isEmpty())
        return bad("MessageStatus"_L1, "missing"_L1);
    return statusCallback(reader, request, accountSid, messageSid, status);
}

} // namespace counterbell::webhooks
