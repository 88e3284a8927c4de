// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/enums.h"

#include <QJsonObject>

namespace counterbell
{

/// Why a request was refused: stable words that the console turns into sentences (CONTRACT 3).
enum class Reason {
    NotSignedIn,
    WrongPin,
    LockedOut,
    NotPermitted,
    NotFound,
    Conflict,
    DuplicatePhone,
    InvalidArgument,
    InvalidPhone,
    NoPhone,
    CategoryDisabled,
    MemberOptedOut,
    RecipientOptedOut,
    ConsentRequired,
    SessionWindowExpired,
    TemplateNotApproved,
    TemplateParameterMismatch,
    TemplateValueInvalid,
    TextTooLong,
    MediaNotAllowed,
    RegionBlocked,
    BudgetExceeded,
    PreviewSuppressed,
    ProviderUnreachable,
    TooLate,
    EvidenceRequired,
    ShuttingDown,
    Internal,
};

/// An expected failure: a reason that code acts on, and the parameters of its sentence.
struct Error {
    Reason reason = Reason::Internal;
    QJsonObject details = {};

    bool operator==(const Error &) const = default;
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::Reason, {counterbell::Reason::NotSignedIn, QLatin1StringView("notSignedIn")},
                       {counterbell::Reason::WrongPin, QLatin1StringView("wrongPin")},
                       {counterbell::Reason::LockedOut, QLatin1StringView("lockedOut")},
                       {counterbell::Reason::NotPermitted, QLatin1StringView("notPermitted")},
                       {counterbell::Reason::NotFound, QLatin1StringView("notFound")},
                       {counterbell::Reason::Conflict, QLatin1StringView("conflict")},
                       {counterbell::Reason::DuplicatePhone, QLatin1StringView("duplicatePhone")},
                       {counterbell::Reason::InvalidArgument, QLatin1StringView("invalidArgument")},
                       {counterbell::Reason::InvalidPhone, QLatin1StringView("invalidPhone")},
                       {counterbell::Reason::NoPhone, QLatin1StringView("noPhone")},
                       {counterbell::Reason::CategoryDisabled, QLatin1StringView("categoryDisabled")},
                       {counterbell::Reason::MemberOptedOut, QLatin1StringView("memberOptedOut")},
                       {counterbell::Reason::RecipientOptedOut, QLatin1StringView("recipientOptedOut")},
                       {counterbell::Reason::ConsentRequired, QLatin1StringView("consentRequired")},
                       {counterbell::Reason::SessionWindowExpired, QLatin1StringView("sessionWindowExpired")},
                       {counterbell::Reason::TemplateNotApproved, QLatin1StringView("templateNotApproved")},
                       {counterbell::Reason::TemplateParameterMismatch, QLatin1StringView("templateParameterMismatch")},
                       {counterbell::Reason::TemplateValueInvalid, QLatin1StringView("templateValueInvalid")},
                       {counterbell::Reason::TextTooLong, QLatin1StringView("textTooLong")},
                       {counterbell::Reason::MediaNotAllowed, QLatin1StringView("mediaNotAllowed")},
                       {counterbell::Reason::RegionBlocked, QLatin1StringView("regionBlocked")},
                       {counterbell::Reason::BudgetExceeded, QLatin1StringView("budgetExceeded")},
                       {counterbell::Reason::PreviewSuppressed, QLatin1StringView("previewSuppressed")},
                       {counterbell::Reason::ProviderUnreachable, QLatin1StringView("providerUnreachable")},
                       {counterbell::Reason::TooLate, QLatin1StringView("tooLate")},
                       {counterbell::Reason::EvidenceRequired, QLatin1StringView("evidenceRequired")},
                       {counterbell::Reason::ShuttingDown, QLatin1StringView("shuttingDown")},
                       {counterbell::Reason::Internal, QLatin1StringView("internal")})
