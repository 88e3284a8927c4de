// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace counterbell::ui
{

class Avatar;

/// "Ava Lindqvist already has this number": use her, or take in somebody else.
class KnownCustomer : public QFrame
{
    Q_OBJECT

public:
    explicit KnownCustomer(QWidget *parent = nullptr);

    /// `hasNumber`: they are known by the number in the form.
    void setContact(const Contact &contact, const QString &history, bool hasNumber);
    /// What was chosen so far; absent: nothing.
    void setChoice(std::optional<bool> isUsed);

Q_SIGNALS:
    void chosen(bool isUsed);

private:
    Avatar *m_avatar;
    QLabel *m_fact, *m_history;
    QPushButton *m_other, *m_use;
    QString m_name;
};

} // namespace counterbell::ui
