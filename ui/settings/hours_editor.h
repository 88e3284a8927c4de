// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/workspace.h"

#include <QWidget>

#include <array>

class QTimeEdit;

namespace counterbell::ui
{

class Switch;

/// Seven days: open from and to, or closed.
class HoursEditor : public QWidget
{
    Q_OBJECT

public:
    explicit HoursEditor(QWidget *parent = nullptr);

    void setHours(const std::vector<OpeningHours> &hours);
    [[nodiscard]] std::vector<OpeningHours> hours() const;

Q_SIGNALS:
    void edited();

private:
    struct Day {
        Switch *isOpen;
        QTimeEdit *opens, *closes;
    };
    void write(const Day &day);

    std::array<Day, 7> m_days;
};

} // namespace counterbell::ui
