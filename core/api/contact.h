// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/api/page.h"

namespace counterbell
{

/// What the ledger says; an entry itself is never unknown.
enum class ConsentState {
    Unknown,
    OptedIn,
    OptedOut,
};

/// What the customer agreed to.
enum class ConsentPurpose {
    Service,
    Marketing,
};

/// Where a consent entry came from.
enum class ConsentSource {
    Keyword,
    Inbound,
    Operator,
    Intake,
    Provider,
    Import,
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::ConsentState, {counterbell::ConsentState::Unknown, QLatin1StringView("unknown")},
                       {counterbell::ConsentState::OptedIn, QLatin1StringView("opted_in")},
                       {counterbell::ConsentState::OptedOut, QLatin1StringView("opted_out")})
COUNTERBELL_WIRE_NAMES(counterbell::ConsentPurpose,
                       {counterbell::ConsentPurpose::Service, QLatin1StringView("service")},
                       {counterbell::ConsentPurpose::Marketing, QLatin1StringView("marketing")})
COUNTERBELL_WIRE_NAMES(counterbell::ConsentSource, {counterbell::ConsentSource::Keyword, QLatin1StringView("keyword")},
                       {counterbell::ConsentSource::Inbound, QLatin1StringView("inbound")},
                       {counterbell::ConsentSource::Operator, QLatin1StringView("operator")},
                       {counterbell::ConsentSource::Intake, QLatin1StringView("intake")},
                       {counterbell::ConsentSource::Provider, QLatin1StringView("provider")},
                       {counterbell::ConsentSource::Import, QLatin1StringView("import")})

namespace counterbell
{

/// Consent for service messages, per channel.
struct ContactConsent {
    ConsentState whatsapp = ConsentState::Unknown;
    ConsentState sms = ConsentState::Unknown;

    bool operator==(const ContactConsent &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("whatsapp", &ContactConsent::whatsapp), field("sms", &ContactConsent::sms)};
    }
};

/// What a number has shown it can do; absent while unknown.
struct ContactCapabilities {
    std::optional<bool> onWhatsApp;
    std::optional<bool> landline;

    bool operator==(const ContactCapabilities &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("onWhatsApp", &ContactCapabilities::onWhatsApp),
                          field("landline", &ContactCapabilities::landline)};
    }
};

/// A customer. `phone` is bare E.164; who hides it has addresses only (FACTS 4.5).
struct Contact {
    ContactId id;
    QString name;
    std::optional<QString> phone;
    std::vector<QString> addresses; ///< bare E.164 or WhatsApp's business-scoped id
    std::vector<QString> tags;
    QString notes;
    ContactConsent consent;
    ContactCapabilities capabilities;
    bool prefersCall = false;
    std::optional<QString> language;
    Timestamp createdAt;

    bool operator==(const Contact &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("id", &Contact::id),
                          field("name", &Contact::name),
                          field("phone", &Contact::phone),
                          field("addresses", &Contact::addresses),
                          field("tags", &Contact::tags),
                          field("notes", &Contact::notes),
                          field("consent", &Contact::consent),
                          field("capabilities", &Contact::capabilities),
                          field("prefersCall", &Contact::prefersCall),
                          field("language", &Contact::language),
                          field("createdAt", &Contact::createdAt)};
    }
};

/// One line of the append-only consent ledger (DESIGN 6).
struct ConsentEntry {
    ConsentEntryId id;
    ContactId contactId;
    Channel channel = Channel::Sms;
    ConsentPurpose purpose = ConsentPurpose::Service;
    ConsentState state = ConsentState::OptedIn;
    ConsentSource source = ConsentSource::Operator;
    QString evidence;
    QString actor; ///< who or what recorded it, as a name for the screen
    Timestamp at;
    bool providerBlocked = false; ///< Twilio itself refuses this number until the customer sends START

    bool operator==(const ConsentEntry &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("id", &ConsentEntry::id),
                          field("contactId", &ConsentEntry::contactId),
                          field("channel", &ConsentEntry::channel),
                          field("purpose", &ConsentEntry::purpose),
                          field("state", &ConsentEntry::state),
                          field("source", &ConsentEntry::source),
                          field("evidence", &ConsentEntry::evidence),
                          field("actor", &ConsentEntry::actor),
                          field("at", &ConsentEntry::at),
                          field("providerBlocked", &ConsentEntry::providerBlocked)};
    }
};

/// contacts.create
struct CreateContact {
    QString name;
    std::optional<QString> phone;
    std::optional<QString> region; ///< ISO country for a number without +; the shop's by default
    std::optional<std::vector<QString>> tags;
    std::optional<QString> notes;
    std::optional<bool> prefersCall;
    std::optional<QString> language;
    /// How the customer agreed to be written to: recorded as an opt-in, and asked for where their number was erased.
    std::optional<QString> optInEvidence;

    bool operator==(const CreateContact &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{
            field("name", &CreateContact::name),         field("phone", &CreateContact::phone),
            field("region", &CreateContact::region),     field("tags", &CreateContact::tags),
            field("notes", &CreateContact::notes),       field("prefersCall", &CreateContact::prefersCall),
            field("language", &CreateContact::language), field("optInEvidence", &CreateContact::optInEvidence)};
    }
};

/// contacts.update: what is absent stays as it is; an empty phone removes it.
struct UpdateContact {
    ContactId contactId;
    std::optional<QString> name;
    std::optional<QString> phone;
    std::optional<QString> region;
    std::optional<std::vector<QString>> tags;
    std::optional<QString> notes;
    std::optional<bool> prefersCall;
    std::optional<QString> language;

    bool operator==(const UpdateContact &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("contactId", &UpdateContact::contactId),
                          field("name", &UpdateContact::name),
                          field("phone", &UpdateContact::phone),
                          field("region", &UpdateContact::region),
                          field("tags", &UpdateContact::tags),
                          field("notes", &UpdateContact::notes),
                          field("prefersCall", &UpdateContact::prefersCall),
                          field("language", &UpdateContact::language)};
    }
};

/// contacts.list: text is part of a name or of a number in any notation.
struct ContactFilter {
    std::optional<QString> text;
    std::optional<QString> tag;

    bool operator==(const ContactFilter &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("text", &ContactFilter::text), field("tag", &ContactFilter::tag)};
    }
};

/// contacts.get and other methods on one contact
struct ContactParams {
    ContactId contactId;

    bool operator==(const ContactParams &) const = default;
    static constexpr auto fields() { return std::tuple{field("contactId", &ContactParams::contactId)}; }
};

/// contacts.merge: `contactId` becomes part of `intoContactId`, which stays.
struct MergeContacts {
    ContactId contactId;
    ContactId intoContactId;

    bool operator==(const MergeContacts &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("contactId", &MergeContacts::contactId),
                          field("intoContactId", &MergeContacts::intoContactId)};
    }
};

/// contacts.unmerge: by the contact that was merged away (its last merge), or by the merge itself; one of the two.
struct UnmergeContacts {
    std::optional<ContactId> contactId;
    std::optional<MergeId> mergeId;

    bool operator==(const UnmergeContacts &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("contactId", &UnmergeContacts::contactId), field("mergeId", &UnmergeContacts::mergeId)};
    }
};

/// contacts.erase: what went, and how many messages the provider is still to delete, those of earlier erasures
/// included.
struct ErasedContact {
    bool erased = true;
    int messages = 0;
    int sends = 0; ///< rows of the send log that stay, without personal data
    int providerDeletions = 0;

    bool operator==(const ErasedContact &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("erased", &ErasedContact::erased), field("messages", &ErasedContact::messages),
                          field("sends", &ErasedContact::sends),
                          field("providerDeletions", &ErasedContact::providerDeletions)};
    }
};

/// contacts.parsePhone
struct ParsePhone {
    QString text;
    std::optional<QString> region;

    bool operator==(const ParsePhone &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("text", &ParsePhone::text), field("region", &ParsePhone::region)};
    }
};

/// A number as it is stored, as it is shown, and its country.
struct ParsedPhone {
    QString phone;
    QString national;
    QString region;
    std::optional<bool> landline; ///< known for sure; absent where the numbering plan does not tell

    bool operator==(const ParsedPhone &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("phone", &ParsedPhone::phone), field("national", &ParsedPhone::national),
                          field("region", &ParsedPhone::region), field("landline", &ParsedPhone::landline)};
    }
};

/// consent.history
struct ConsentHistoryRequest {
    ContactId contactId;
    std::optional<QString> before;
    std::optional<int> limit;
    std::optional<Empty> filter; ///< lists take one; this one has nothing to filter by

    bool operator==(const ConsentHistoryRequest &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("contactId", &ConsentHistoryRequest::contactId),
                          field("before", &ConsentHistoryRequest::before),
                          field("limit", &ConsentHistoryRequest::limit),
                          field("filter", &ConsentHistoryRequest::filter)};
    }
};

/// consent.record; an opt-in needs evidence, an opt-out does not.
struct RecordConsent {
    ContactId contactId;
    Channel channel = Channel::Sms;
    ConsentState state = ConsentState::OptedIn;
    std::optional<ConsentPurpose> purpose;
    std::optional<QString> evidence;
    std::optional<bool> intake; ///< asked for while taking a job in

    bool operator==(const RecordConsent &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("contactId", &RecordConsent::contactId), field("channel", &RecordConsent::channel),
                          field("state", &RecordConsent::state),         field("purpose", &RecordConsent::purpose),
                          field("evidence", &RecordConsent::evidence),   field("intake", &RecordConsent::intake)};
    }
};

using ContactListRequest = ListRequest<ContactFilter>;

} // namespace counterbell
