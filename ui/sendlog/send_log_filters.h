// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/api/send_log.h"
#include "ui/client/core_client.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;

namespace counterbell::ui
{

class FilterChipRow;
class PersonFilter;

/// The bar under the title: what became of it, with counts; when, how, why, to whom.
class SendLogFilters : public QWidget
{
    Q_OBJECT

public:
    explicit SendLogFilters(CoreClient &client, QWidget *parent = nullptr);

    /// All but its text, which is the search field's.
    [[nodiscard]] SendFilter filter() const;
    /// Another page asked to see this; what the bar can't show it keeps and clears with the rest.
    void setFilter(const SendFilter &filter);
    void setCounts(const std::optional<SendCounts> &counts);
    void clear();
    /// Something narrows the list: clear() could show more.
    [[nodiscard]] bool isNarrow() const;

Q_SIGNALS:
    void changed();

private:
    enum Days : int;

    QComboBox *addCombo(const QString &name, const QString &objectName);
    void fillDays();
    void chooseDays();
    void askForDays();
    void showDays(Days days);

    CoreClient &m_client;
    FilterChipRow *m_groups;
    QComboBox *m_days, *m_channel, *m_category;
    PersonFilter *m_person;
    QHBoxLayout *m_row;
    std::optional<Timestamp> m_from, m_to; ///< of a range of one's own
    std::optional<JobId> m_job;
    std::optional<ConversationId> m_conversation;
    std::optional<DeliveryStatus> m_status;
    int m_daysBefore = 0;
};

/// The local midnight that began the day `days` before the day of `now`.
[[nodiscard]] Timestamp startOfDay(Timestamp now, int days);

} // namespace counterbell::ui
