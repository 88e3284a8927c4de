// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/date_range_dialog.h"

#include "ui/widgets/field.h"

#include <QDateEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

DateRangeDialog::DateRangeDialog(QDate from, QDate to, QWidget *over)
    : Dialog(tr("Messages between two days"), over), m_from(new QDateEdit(from)), m_to(new QDateEdit(to))
{
    for (auto *day : {m_from, m_to})
        day->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat));
    m_from->setObjectName(u"fromDay"_s);
    m_to->setObjectName(u"toDay"_s);
    m_toField = new Field(tr("To"), m_to);
    body()->addWidget(new Field(tr("From"), m_from));
    body()->addWidget(m_toField);
    addButton(tr("Cancel"), {}, Rejected);
    addButton(tr("Show"), u"primary"_s, Accepted);
}

QDate DateRangeDialog::from() const
{
    return m_from->date();
}

QDate DateRangeDialog::to() const
{
    return m_to->date();
}

bool DateRangeDialog::mayAccept()
{
    const bool isRight = from() <= to();
    m_toField->setError(isRight ? QString() : tr("This day is before the first one. Choose a later one."));
    return isRight;
}

} // namespace counterbell::ui
