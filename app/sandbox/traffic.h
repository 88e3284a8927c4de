// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMap>
#include <QString>

namespace counterbell::sandbox
{

/// Counters since this process started, for GET /sandbox/account.
struct Traffic {
    /// `POST /2010-04-01/Accounts/{AccountSid}/Messages.json` → status → how many; a request whose connection was
    /// cut counts under "cut".
    QMap<QString, QMap<QString, int>> requests;
    int inFlight = 0; ///< Twilio-side requests without an answer yet

    int webhooksTried = 0;    ///< every single POST, repeats included
    int webhooksAnswered = 0; ///< of them, those that got an HTTP answer
    QMap<QString, int> webhookAnswers;
    int webhooksGivenUp = 0; ///< events lost after all tries: Twilio's alert 11200
};

} // namespace counterbell::sandbox
