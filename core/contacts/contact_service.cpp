// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/contact_service.h"

#include "core/contacts/consent_repository.h"
#include "core/contacts/contact_input.h"
#include "core/contacts/phone_number.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::Connection;
using store::Tx;

namespace
{

constexpr qsizetype kMaximumNotes = 10'000;

tl::unexpected<Error> noSuchContact()
{
    return refuse(Reason::NotFound, {{u"what"_s, u"contact"_s}});
}

/// Their number must not come back by somebody's list; only they, or proof that they agreed, bring it back.
tl::unexpected<Error> wasErased()
{
    return refuse(Reason::Conflict, {{u"problem"_s, u"erased"_s}});
}

void recordOptIn(Tx &tx, ContactId contact, const QString &evidence, Timestamp now)
{
    for (const auto channel : {Channel::Whatsapp, Channel::Sms})
        ConsentRepository().append(tx, {.contactId = contact,
                                        .channel = channel,
                                        .source = ConsentSource::Intake,
                                        .evidence = evidence,
                                        .actionAt = now,
                                        .at = now});
}

/// The parts that create and update have in common, written into `contact` where they are present.
template <class Request>
Result<> readDetails(const Request &request, Contact &contact)
{
    if (request.notes) {
        const auto notes = boundedText(*request.notes, u"notes"_s, kMaximumNotes);
        if (!notes)
            return tl::unexpected(notes.error());
        contact.notes = *notes;
    }
    if (request.tags) {
        const auto tags = checkedTags(*request.tags);
        if (!tags)
            return tl::unexpected(tags.error());
        contact.tags = *tags;
    }
    if (request.language) {
        const auto language = checkedLanguage(*request.language);
        if (!language)
            return tl::unexpected(language.error());
        contact.language = *language;
    }
    contact.prefersCall = request.prefersCall.value_or(contact.prefersCall);
    return {};
}

} // namespace

QCoro::Task<Result<Contact>> ContactService::create(CreateContact request)
{
    const auto now = m_clock.now();
    auto answer = m_store.write([this, request, now](Tx &tx) { return createIn(tx, request, now); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Page<Contact>>> ContactService::list(ContactListRequest request)
{
    const auto window = store::textWindow(request.before, request.limit);
    if (!window)
        co_return tl::unexpected(window.error());
    const auto filter = request.filter.value_or(ContactFilter{});
    if (filter.text) {
        if (const auto text = boundedText(*filter.text, u"text"_s, 200); !text)
            co_return tl::unexpected(text.error());
    }
    auto answer = m_store.read([this, filter, window = *window](Connection &db) -> Result<Page<Contact>> {
        return m_contacts.list(db, filter, window);
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Contact>> ContactService::get(ContactParams request)
{
    auto answer = m_store.read([this, id = request.contactId](Connection &db) -> Result<Contact> {
        const auto contact = m_contacts.find(db, id);
        if (!contact)
            return noSuchContact();
        return *contact;
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Contact>> ContactService::update(UpdateContact request)
{
    const auto now = m_clock.now();
    auto answer = m_store.write([this, request, now](Tx &tx) { return updateIn(tx, request, now); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<ParsedPhone>> ContactService::parsePhone(ParsePhone request)
{
    auto answer = m_store.read([request](Connection &db) -> Result<ParsedPhone> {
        return contacts::parsePhone(request.text, regionFor(db, request.region));
    });
    co_return co_await std::move(answer);
}

Result<Contact> ContactService::createIn(Tx &tx, const CreateContact &request, Timestamp now) const
{
    Contact details;
    const auto name = requiredText(request.name, u"name"_s);
    if (!name)
        return tl::unexpected(name.error());
    if (const auto read = readDetails(request, details); !read)
        return tl::unexpected(read.error());
    const auto evidence = boundedText(request.optInEvidence.value_or(QString()).trimmed(), u"optInEvidence"_s, 1'000);
    if (!evidence)
        return tl::unexpected(evidence.error());
    NewContact contact{.name = *name,
                       .tags = details.tags,
                       .notes = details.notes,
                       .prefersCall = details.prefersCall,
                       .language = details.language};
    if (request.phone && !request.phone->trimmed().isEmpty()) {
        const auto phone = freePhone(tx, *request.phone, request.region, ContactId{});
        if (!phone)
            return tl::unexpected(phone.error());
        if (evidence->isEmpty() && m_erased.isErased(tx, phone->phone))
            return wasErased();
        m_erased.forget(tx, phone->phone);
        contact.phone = phone->phone;
        contact.capabilities.landline = phone->landline;
    }
    const auto id = m_contacts.create(tx, contact, now);
    if (!evidence->isEmpty())
        recordOptIn(tx, id, *evidence, now);
    return m_contacts.find(tx, id).value();
}

Result<Contact> ContactService::updateIn(Tx &tx, const UpdateContact &request, Timestamp now) const
{
    const auto before = m_contacts.find(tx, request.contactId);
    if (!before)
        return noSuchContact();
    auto contact = *before;
    if (request.name) {
        const auto name = requiredText(*request.name, u"name"_s);
        if (!name)
            return tl::unexpected(name.error());
        contact.name = *name;
    }
    if (const auto read = readDetails(request, contact); !read)
        return tl::unexpected(read.error());
    std::optional<bool> landline;
    if (request.phone && request.phone->trimmed().isEmpty()) {
        contact.phone.reset();
    } else if (request.phone) {
        const auto phone = freePhone(tx, *request.phone, request.region, contact.id);
        if (!phone)
            return tl::unexpected(phone.error());
        if (phone->phone != before->phone && !m_contacts.findByAddress(tx, address_kind::kPhone, phone->phone) &&
            m_erased.isErased(tx, phone->phone))
            return wasErased();
        contact.phone = phone->phone;
        landline = phone->landline;
    }
    m_contacts.update(tx, contact, now);
    if (contact.phone != before->phone)
        m_contacts.learnCapability(tx, contact.id, {}, landline);
    return m_contacts.find(tx, contact.id).value();
}

Result<ParsedPhone> ContactService::freePhone(Connection &db, const QString &text, const std::optional<QString> &region,
                                              ContactId owner) const
{
    const auto phone = contacts::parsePhone(text, regionFor(db, region));
    if (!phone)
        return phone;
    const auto other = m_contacts.findByAddress(db, address_kind::kPhone, phone->phone);
    if (other && *other != owner)
        return refuse(Reason::DuplicatePhone, {{u"contactId"_s, other->toString()}});
    return phone;
}

} // namespace counterbell::contacts
