// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

#include <set>

namespace counterbell::ui
{

/// What a filled-in form asks for.
struct IntakeForm {
    std::optional<ContactId> customer; ///< known already
    QString name;                      ///< of a new one; empty: a job without customer
    QString phone;                     ///< bare E.164, or empty
    bool agreesToSms = false;
    bool agreesToWhatsApp = false;
    bool wantsOffers = false;
    CreateJob job; ///< its contactId is filled in here

    bool operator==(const IntakeForm &) const = default;
};

/// Takes a piece in: customer, then consents, then job. What was done is remembered, so that a second try after a
/// failure goes on where the first one stopped; where an answer was lost it looks first whether the deed was done.
class JobIntake : public QObject
{
    Q_OBJECT

public:
    explicit JobIntake(CoreClient &client, QObject *parent = nullptr);

    void run(const IntakeForm &form);
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void done(const counterbell::Job &job);
    void failed(const counterbell::Error &error);

private:
    using Consent = std::pair<Channel, ConsentPurpose>;
    void makeContact();
    void lookAtContact();
    void recordNext();
    void makeJob();
    void lookForJob();
    void createJob();
    void stop(const Error &error);
    [[nodiscard]] std::vector<Consent> wanted() const;

    CoreClient &m_client;
    IntakeForm m_form;
    std::optional<ContactId> m_contact;
    QString m_madeFor; ///< name and number of the contact made here
    std::set<Consent> m_recorded;
    std::optional<Timestamp> m_uncertainSince; ///< a jobs.create went out then and its answer was lost
    bool m_isContactUncertain = false;
    bool m_isRunning = false;
};

} // namespace counterbell::ui
