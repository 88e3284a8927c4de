// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"

#include <QWidget>

class QVBoxLayout;

namespace counterbell::ui
{

/// The consent ledger's events below each other, on a line with a dot each: full red for an opt-out, green ring for
/// an opt-in (mockup 03).
class LedgerView : public QWidget
{
    Q_OBJECT

public:
    explicit LedgerView(QWidget *parent = nullptr);

    /// Older entries below those that are there; at most `most` events are shown.
    void add(const std::vector<ConsentEntry> &entries, Timestamp now, size_t most = SIZE_MAX);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Dot {
        QWidget *row;
        bool isOptOut;
    };

    QVBoxLayout *m_column;
    std::vector<ConsentEntry> m_entries;
    std::vector<Dot> m_dots;
};

} // namespace counterbell::ui
