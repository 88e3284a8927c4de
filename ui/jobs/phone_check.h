// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

namespace counterbell::ui
{

/// A typed number while somebody types: how it would be kept, and whose it is already. Only the answer to the newest
/// text counts.
class PhoneCheck : public QObject
{
    Q_OBJECT

public:
    explicit PhoneCheck(CoreClient &client, QObject *parent = nullptr);

    /// An empty text is no number and no error.
    void check(const QString &text, const QString &region);
    /// The text changed: what was known of it is void.
    void forget();

    [[nodiscard]] const std::optional<ParsedPhone> &number() const { return m_number; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] const std::optional<Contact> &owner() const { return m_owner; }
    /// "7 jobs since 2021, last here 6 Nov"; empty until known.
    [[nodiscard]] const QString &ownerHistory() const { return m_history; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    void changed();

private:
    void findOwner(int number);
    void tellHistory(int number);

    CoreClient &m_client;
    int m_asked = 0;
    bool m_isBusy = false;
    std::optional<ParsedPhone> m_number;
    std::optional<Error> m_error;
    std::optional<Contact> m_owner;
    QString m_history;
};

/// "We will use +61 412 345 678, mobile, Australia": what the field's line says of a good number.
[[nodiscard]] QString phoneSentence(const ParsedPhone &number);
/// "Australia" in the user's language from "AU".
[[nodiscard]] QString countryName(const QString &region);

} // namespace counterbell::ui
