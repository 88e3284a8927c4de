// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/sendlog/send_steps.h"

#include <QWidget>

class QVBoxLayout;

namespace counterbell::ui
{

/// The steps of a send under each other, joined by a line: ring, what, time; a bad one has a full red dot.
class SendTimeline : public QWidget
{
    Q_OBJECT

public:
    explicit SendTimeline(QWidget *parent = nullptr);

    void setSteps(const std::vector<SendStep> &steps);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row {
        QWidget *widget;
        bool isBad;
    };

    QVBoxLayout *m_column;
    std::vector<Row> m_rows;
};

} // namespace counterbell::ui
