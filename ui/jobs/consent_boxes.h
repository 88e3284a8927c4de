// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"

#include <QWidget>

class QCheckBox;
class QLabel;

namespace counterbell::ui
{

/// What the customer agrees to at the counter. Nothing is ticked for them; what the ledger has already is said.
class ConsentBoxes : public QWidget
{
    Q_OBJECT

public:
    explicit ConsentBoxes(QWidget *parent = nullptr);

    /// `name`: the first name, empty while nobody is named; `known`: the contact chosen, if any.
    void setCustomer(const QString &name, const std::optional<Contact> &known);
    [[nodiscard]] bool agreesToSms() const;
    [[nodiscard]] bool agreesToWhatsApp() const;
    [[nodiscard]] bool wantsOffers() const;

private:
    struct Box {
        QCheckBox *check;
        QLabel *hint;
    };
    Box add(const QString &objectName);
    void write(Box &box, const QString &text, const QString &hint);

    Box m_sms, m_whatsApp, m_offers;
    std::optional<ContactId> m_for;
};

} // namespace counterbell::ui
