// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/banner.h"

#include <QTimer>

namespace counterbell::ui
{

class CoreClient;
class Outbox;

/// Shows while the core can't be reached: what that means for what is being written, the countdown, Try now
/// (DESIGN-SYSTEM 5). Short interruptions don't show it.
class OfflineBanner : public Banner
{
    Q_OBJECT

public:
    OfflineBanner(CoreClient &client, Outbox &outbox, QWidget *parent = nullptr);

    /// "Next try in 12 s"
    [[nodiscard]] QString countdown() const;

private:
    void follow();
    void write();

    CoreClient &m_client;
    Outbox &m_outbox;
    QLabel *m_next;
    QTimer m_grace;
    QTimer m_tick;
};

} // namespace counterbell::ui
