// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/dialog.h"

#include <QDate>

class QDateEdit;

namespace counterbell::ui
{

class Field;

/// From one day to another, both included.
class DateRangeDialog : public Dialog
{
    Q_OBJECT

public:
    DateRangeDialog(QDate from, QDate to, QWidget *over);

    [[nodiscard]] QDate from() const;
    [[nodiscard]] QDate to() const;

protected:
    bool mayAccept() override;

private:
    QDateEdit *m_from, *m_to;
    Field *m_toField;
};

} // namespace counterbell::ui
