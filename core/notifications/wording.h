// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/api/job.h"
#include "core/api/result.h"

namespace counterbell::notifications
{

/// What the notices of DESIGN 4 speak of. Empty parts drop out of the text together with their brackets.
struct NoticeFacts {
    JobKind kind = JobKind::Repair;
    QString ticket;
    QString description;
    QString customerName; ///< whole; texts use its first word
    QString businessName;
    QString due; ///< formatted, see formatDate
    JobStatus oldStatus = JobStatus::Received;
    JobStatus newStatus = JobStatus::Received;
    QString urgentReason;
};

/// The job-ready text until a manager changes it: {customer}, {item} (repair or order), {business}, {description}; a
/// manager may use {ticket} too.
[[nodiscard]] QString defaultJobReadyWording();

/// A manager's own wording: it has to name the business (FEATURES NX-16), use no other placeholder and have at most
/// 600 characters. Reason::InvalidArgument with details.problem missingBusiness, unknownPlaceholder (and
/// .placeholder) or tooLong.
[[nodiscard]] Result<> checkJobReadyWording(const QString &wording);

/// To the customer (NX-09). SMS stays within GSM-7 where its letters allow.
[[nodiscard]] QString jobReadyText(const NoticeFacts &facts, const QString &wording);

/// Values for a workspace's own job-ready template: parameters named like the placeholders above, or numbered
/// customer, item, description, business. A parameter that is neither has no value, so the template isn't used.
[[nodiscard]] QMap<QString, QString> jobReadyVariables(const NoticeFacts &facts,
                                                       const std::vector<QString> &parameters);

/// To the member: with bell and dash on WhatsApp (NX-10), in plain GSM-7 by SMS, where they would double the price.
[[nodiscard]] QString assignmentText(const NoticeFacts &facts, Channel channel);

/// {{1}} to {{4}} of the assignment template; what is absent is "the shop" and "no date".
[[nodiscard]] QMap<QString, QString> assignmentVariables(const NoticeFacts &facts);

/// To the member, by SMS (NX-11).
[[nodiscard]] QString statusChangeText(const NoticeFacts &facts);
[[nodiscard]] QString urgentText(const NoticeFacts &facts);

/// "Samuel" of "Samuel Iyer"; nothing where the name is only a number.
[[nodiscard]] QString firstName(const QString &name);

/// "Sun 17 May 2026" in the workspace's language ("en-AU") and time zone ("Australia/Sydney"); UTC where the zone is
/// unknown, English where the language is.
[[nodiscard]] QString formatDate(Timestamp at, const QString &language, const QString &timezone);

} // namespace counterbell::notifications
