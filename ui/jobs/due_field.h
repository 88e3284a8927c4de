// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"

#include <QPushButton>

#include <functional>
#include <optional>

class QDate;

namespace counterbell::ui
{

/// A day, due at the end of the shop's day (17:00): near ones from a menu, others from a calendar.
class DueField : public QPushButton
{
    Q_OBJECT

public:
    /// `now` is the business clock.
    explicit DueField(std::function<Timestamp()> now, QWidget *parent = nullptr);

    [[nodiscard]] const std::optional<Timestamp> &due() const { return m_due; }
    void setDue(std::optional<Timestamp> due);
    /// Once a day was set the core can't take it away again: then "No day" isn't offered.
    void setRemovable(bool isRemovable);

Q_SIGNALS:
    void dueChanged();

private:
    void fill();
    void choose(const QDate &day);
    void write();

    std::function<Timestamp()> m_now;
    std::optional<Timestamp> m_due;
    bool m_isRemovable = true;
};

} // namespace counterbell::ui
