// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"
#include "core/api/send_log.h"

#include <QWidget>

class QVBoxLayout;

namespace counterbell::ui
{

/// The list of what is known about a send: ticket, category, sender, length, cost, provider, SID. The SID can be
/// copied.
class SendFacts : public QWidget
{
    Q_OBJECT

public:
    explicit SendFacts(QWidget *parent = nullptr);

    void setSend(const SendDetail &detail, const std::optional<Job> &job);

Q_SIGNALS:
    void openJob(const counterbell::JobId &id);

private:
    QWidget *addRow(const QString &key, QWidget *value);
    void addText(const QString &key, const QString &value);
    void addSid(const QString &sid);

    QVBoxLayout *m_column;
};

} // namespace counterbell::ui
