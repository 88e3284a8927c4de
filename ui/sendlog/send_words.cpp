// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_words.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("counterbell::ui::SendWords", text, nullptr, n);
}

Happened split(const QString &sentences)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Sentence, sentences);
    const auto end = finder.toNextBoundary();
    auto fact = sentences.left(end).trimmed();
    if (fact.endsWith(u'.'))
        fact.chop(1);
    return {fact, end < 0 ? QString() : sentences.mid(end).trimmed()};
}

Happened waiting(const Send &send)
{
    switch (send.status) {
    case DeliveryStatus::Held:
        return {tr("Can still be undone"), tr("It goes out when the undo time is over.")};
    case DeliveryStatus::Queued:
        if (send.dueAt && send.reason)
            return {split(reasonSentence(*send.reason)).fact, tr("We try again at %1.").arg(clockTime(*send.dueAt))};
        return {tr("Waiting for its turn"), {}};
    case DeliveryStatus::Uncertain:
        return split(reasonSentence(u"uncertain"_s));
    case DeliveryStatus::Sending:
        return {tr("Being handed to Twilio"), {}};
    case DeliveryStatus::Accepted:
        return {tr("Twilio has it"), {}};
    default:
        return {send.channel == Channel::Whatsapp ? tr("Not on the phone yet") : tr("No answer from carrier yet"), {}};
    }
}

} // namespace

QString categoryName(SendCategory category)
{
    switch (category) {
    case SendCategory::Reply:
        return tr("Reply");
    case SendCategory::Ai:
        return tr("AI reply");
    case SendCategory::JobReady:
        return tr("Job ready");
    case SendCategory::TaskAssignment:
        return tr("Task assigned");
    case SendCategory::StatusChange:
        return tr("Status change");
    case SendCategory::UrgentFlagged:
        return tr("Urgent flag");
    case SendCategory::Reminder:
        return tr("Reminder");
    case SendCategory::Acknowledgement:
        return tr("Opt-out reply");
    }
    return {};
}

QString channelWord(Channel channel)
{
    return channel == Channel::Whatsapp ? tr("WhatsApp") : tr("SMS");
}

QString providerName(const Send &send)
{
    if (groupOf(send.status) == SendGroup::NeverAttempted && send.attempts.empty())
        return {};
    return send.provider == "twilio"_L1 ? u"Twilio"_s : send.provider;
}

StatusLook statusLook(DeliveryStatus status)
{
    switch (groupOf(status).value_or(SendGroup::Delivered)) {
    case SendGroup::Delivered:
        return {ChipLook::Ok, status == DeliveryStatus::Read ? tr("Read") : tr("Delivered")};
    case SendGroup::Waiting:
        return {ChipLook::Waiting, tr("Waiting")};
    case SendGroup::Failed:
        return {ChipLook::Failed, tr("Failed")};
    case SendGroup::NeverAttempted:
        break;
    }
    return {ChipLook::NeverAttempted, tr("Never attempted")};
}

Happened happened(const Send &send)
{
    switch (groupOf(send.status).value_or(SendGroup::Delivered)) {
    case SendGroup::Delivered:
        if (!send.attempts.empty() && send.attempts.front().channel != send.channel)
            return {send.channel == Channel::Sms ? tr("Sent as SMS instead") : tr("Sent by WhatsApp instead"), {}};
        return {};
    case SendGroup::Waiting:
        return waiting(send);
    case SendGroup::Failed:
        return split(reasonSentence(send.reason.value_or(u"deliveryFailed"_s)));
    case SendGroup::NeverAttempted:
        break;
    }
    return split(reasonSentence(send.reason.value_or(u"undone"_s)));
}

QString happenedInShort(const Send &send)
{
    const auto group = groupOf(send.status);
    const auto reason = send.reason.value_or(QString());
    if ((group != SendGroup::Failed && group != SendGroup::NeverAttempted) || reason.isEmpty())
        return happened(send).fact;
    if (reason == "categoryDisabled"_L1)
        //: %1 a kind of notice: "Job ready is switched off"
        return tr("%1 is switched off").arg(categoryName(send.category));
    if (reason == "memberOptedOut"_L1 && !send.recipient.name.isEmpty())
        //: %1 a first name
        return tr("Off for %1").arg(send.recipient.name.section(u' ', 0, 0));
    return reasonInShort(reason);
}

QString logTime(Timestamp at, Timestamp now)
{
    const auto day = listTime(at, now);
    const auto clock = clockTime(at);
    return day == clock ? clock : u"%1 %2"_s.arg(day, clock);
}

QString currencySign(const QString &currency)
{
    auto sign = money({0, currency});
    sign.remove(QChar(0x2066)).remove(QChar(0x2069));
    return sign.left(sign.indexOf(u"0.00"_s)).trimmed();
}

QString costCell(const Send &send, const QString &currency)
{
    if (!send.cost)
        return send.attempts.empty() ? u"\u2013"_s : send.status == DeliveryStatus::Failed ? u"0.00"_s : QString();
    auto text = money(*send.cost);
    return send.cost->currency == currency ? text.remove(currencySign(currency)) : text;
}

QString lengthText(const Send &send)
{
    const auto length = int(send.body.toUcs4().size());
    const auto characters = length == 1 ? tr("1 character") : tr("%n characters", length);
    if (send.channel == Channel::Whatsapp || !send.segments)
        return characters;
    //: %1 "1 SMS", %2 "115 characters"
    return tr("%1, %2").arg(isolated(tr("%n SMS", *send.segments)), isolated(characters));
}

QString costText(const Send &send)
{
    if (send.cost && send.cost->micros != 0)
        return money(*send.cost);
    // What reached a carrier and got no further may be charged all the same.
    if (send.cost || send.status == DeliveryStatus::Failed || groupOf(send.status) == SendGroup::NeverAttempted)
        return tr("Not charged");
    return tr("Not known yet");
}

QString rowSentence(const Send &send, Timestamp now)
{
    QStringList parts{logTime(send.at, now),
                      isolated(send.recipient.name.isEmpty() ? phone(send.recipient.number) : send.recipient.name),
                      categoryName(send.category),
                      channelWord(send.channel),
                      statusLook(send.status).text,
                      happened(send).fact};
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

} // namespace counterbell::ui
