// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/phone_check.h"

#include "ui/client/format.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace counterbell::ui
{

QString countryName(const QString &region)
{
    const auto territory = QLocale::codeToTerritory(region);
    return territory == QLocale::AnyTerritory ? region : QLocale::territoryToString(territory);
}

QString phoneSentence(const ParsedPhone &number)
{
    const auto shown = phone(number.phone);
    const auto country = countryName(number.region);
    if (!number.landline)
        return PhoneCheck::tr("We will use %1, %2").arg(shown, country);
    return *number.landline
               ? PhoneCheck::tr("We will use %1, landline, %2: it gets no SMS, so we will call").arg(shown, country)
               : PhoneCheck::tr("We will use %1, mobile, %2").arg(shown, country);
}

PhoneCheck::PhoneCheck(CoreClient &client, QObject *parent) : QObject(parent), m_client(client) {}

void PhoneCheck::forget()
{
    ++m_asked;
    m_isBusy = false;
    m_number.reset();
    m_error.reset();
    m_owner.reset();
    m_history.clear();
    Q_EMIT changed();
}

void PhoneCheck::check(const QString &text, const QString &region)
{
    forget();
    if (text.trimmed().isEmpty())
        return;
    m_isBusy = true;
    m_client.call(methods::contactsParsePhone, {.text = text, .region = region}, this,
                  [this, asked = m_asked](Result<ParsedPhone> answer) {
                      if (asked != m_asked)
                          return;
                      if (answer) {
                          m_number = *answer;
                          findOwner(asked);
                      } else {
                          m_isBusy = false;
                          m_error = answer.error();
                      }
                      Q_EMIT changed();
                  });
}

void PhoneCheck::findOwner(int asked)
{
    ContactListRequest request;
    request.filter.emplace().text = m_number->phone;
    request.limit = 20;
    m_client.call(methods::contactsList, request, this, [this, asked](Result<Page<Contact>> answer) {
        if (asked != m_asked)
            return;
        m_isBusy = false;
        if (answer) {
            const auto has = [this](const Contact &contact) {
                return contact.phone == m_number->phone ||
                       std::ranges::find(contact.addresses, m_number->phone) != contact.addresses.end();
            };
            const auto found = std::ranges::find_if(answer->items, has);
            if (found != answer->items.end()) {
                m_owner = *found;
                tellHistory(asked);
            }
        }
        Q_EMIT changed();
    });
}

void PhoneCheck::tellHistory(int asked)
{
    JobListRequest request;
    request.filter.emplace().contactId = m_owner->id;
    request.limit = kMaximumPageSize;
    m_client.call(methods::jobsList, request, this, [this, asked](Result<Page<Job>> answer) {
        if (asked != m_asked || !answer)
            return;
        if (answer->items.empty()) {
            m_history = tr("No jobs yet");
        } else {
            // As beside the thread: since their first job here, or their entry where that is older.
            const auto oldest = std::ranges::min(answer->items, {}, &Job::createdAt).createdAt;
            const auto first = std::min(oldest, m_owner->createdAt);
            const auto last = std::ranges::max(answer->items, {}, &Job::createdAt).createdAt;
            const auto year = QDateTime::fromMSecsSinceEpoch(toMillis(first)).date().year();
            const auto seen = listTime(last, m_client.now());
            m_history =
                answer->items.size() == 1
                    ? tr("One job, last here %1").arg(seen)
                    : tr("%n jobs since %1, last here %2", nullptr, int(answer->items.size())).arg(year).arg(seen);
        }
        Q_EMIT changed();
    });
}

} // namespace counterbell::ui
