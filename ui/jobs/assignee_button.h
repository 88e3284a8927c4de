// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"

#include <QToolButton>

namespace counterbell::ui
{

/// Who a job is assigned to, as a disc of 24 in a target of 32; nobody is dashed. Pressing it is for the page.
class AssigneeButton : public QToolButton
{
    Q_OBJECT

public:
    explicit AssigneeButton(QWidget *parent = nullptr);

    void setJob(const Job &job);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_id, m_name;
};

} // namespace counterbell::ui
