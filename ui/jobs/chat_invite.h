// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace counterbell::ui
{

class QrView;

/// The pane that starts the chat at the counter: the customer scans, taps Send, and the shop sees it arrive. Nothing
/// waits for it.
class ChatInvite : public QFrame
{
    Q_OBJECT

public:
    explicit ChatInvite(CoreClient &client, QWidget *parent = nullptr);

    /// Whom it is for: the first name, empty while nobody is named, and bare E.164.
    void setCustomer(const QString &name, const QString &phone);
    void setKind(JobKind kind);
    /// Their message came while the form was open.
    [[nodiscard]] bool hasArrived() const { return !m_phone.isEmpty() && m_arrivedFrom == m_phone; }

Q_SIGNALS:
    void arrived();

private:
    void findSender();
    void hear(const Conversation &conversation);
    void write();
    [[nodiscard]] QString message() const;

    CoreClient &m_client;
    const Timestamp m_since;
    QString m_name, m_phone, m_sender;
    JobKind m_kind = JobKind::Repair;
    QString m_arrivedFrom; ///< the number that wrote
    QLabel *m_text, *m_message, *m_state;
    QWidget *m_mark;
    QrView *m_qr;
    QWidget *m_offer;
};

} // namespace counterbell::ui
