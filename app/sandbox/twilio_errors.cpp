// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/twilio_errors.h"

#include <QMap>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

QString errorTitle(int code)
{
    static const QMap<int, QString> titles{
        {11200, u"HTTP retrieval failure"_s},
        {20003, u"Authenticate"_s},
        {20007, u"Page size too large"_s},
        {20009, u"Cannot delete this resource before it is complete"_s},
        {20404, u"The requested resource was not found"_s},
        {20422, u"Invalid Parameter"_s},
        {20429, u"Too Many Requests"_s},
        {20500, u"Internal Server Error"_s},
        {21211, u"Invalid 'To' Phone Number"_s},
        {21212, u"Invalid From Number (caller ID)"_s},
        {21408, u"Permission to send an SMS has not been enabled for the region indicated by the 'To' number"_s},
        {21602, u"Message body is required"_s},
        {21603, u"A 'From' or 'MessagingServiceSid' parameter is required to send a message"_s},
        {21604, u"The destination 'To' phone number is required to send an SMS"_s},
        {21606, u"The 'From' phone number provided is not a valid message-capable Twilio phone number for this"
                " destination."_s},
        {21609, u"Invalid 'StatusCallback'"_s},
        {21610, u"Attempt to send to unsubscribed recipient"_s},
        {21611, u"This 'From' number has exceeded the maximum number of queued messages"_s},
        {21612, u"The 'To' phone number is not currently reachable via SMS"_s},
        {21614, u"'To' number is not a valid mobile number"_s},
        {21617, u"The concatenated message body exceeds the 1600 character limit"_s},
        {21620, u"Invalid media URL(s)"_s},
        {21623, u"Number of media files exceeds allowed limit"_s},
        {21624, u"Invalid validity period value"_s},
        {21654, u"ContentSid Required"_s},
        {21655, u"The ContentSid is Invalid"_s},
        {21656, u"The ContentVariables Parameter is invalid"_s},
        {21701, u"The Messaging Service does not exist"_s},
        {21703, u"The Messaging Service does not have a phone number available to send a message"_s},
        {21910, u"Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel"_s},
        {30003, u"Unreachable destination handset"_s},
        {30006, u"Landline or unreachable carrier"_s},
        {30409, u"This message cannot be canceled"_s},
        {35118, u"MessagingServiceSid is required to schedule a message"_s},
        {63003, u"Channel could not find To address"_s},
        {63007, u"Twilio could not find a Channel with the specified From address"_s},
        {63013, u"Channel policy violation"_s},
        {63016, u"Failed to send freeform message because you are outside the allowed window. If you are using"
                " WhatsApp, please use a Message Template."_s},
        {63019, u"Media failed to download"_s},
        {63021, u"Channel invalid content error"_s},
        {63034, u"Media exceeds size limit"_s},
        {63041, u"Template paused"_s},
        {63042, u"Template disabled"_s},
        {63049, u"Meta chose not to deliver this WhatsApp marketing message"_s},
    };
    return titles.value(code);
}

TwilioError twilioError(int code, const QString &message)
{
    static const QMap<int, int> statuses{{20003, 401}, {20009, 409}, {20404, 404},
                                         {20429, 429}, {20500, 500}, {30409, 409}};
    return {code, statuses.value(code, 400), message.isEmpty() ? errorTitle(code) : message};
}

HttpResponse errorAnswer(const TwilioError &error)
{
    return HttpResponse::json(error.status,
                              {{u"code"_s, error.code},
                               {u"message"_s, error.message},
                               {u"more_info"_s, u"https://www.twilio.com/docs/errors/%1"_s.arg(error.code)},
                               {u"status"_s, error.status}});
}

} // namespace counterbell::sandbox
