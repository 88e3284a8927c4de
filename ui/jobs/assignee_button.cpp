// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/assignee_button.h"

#include "ui/client/format.h"
#include "ui/theme/colors.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/paint.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

AssigneeButton::AssigneeButton(QWidget *parent) : QToolButton(parent)
{
    setObjectName(u"assignee"_s);
    setProperty("ringRadius", kControlHeight / 2);
    setCursor(Qt::PointingHandCursor);
}

void AssigneeButton::setJob(const Job &job)
{
    m_id = job.assigneeId ? job.assigneeId->toString() : QString();
    m_name = job.assigneeName.value_or(QString());
    setAccessibleName(m_id.isEmpty() ? tr("Assign %1").arg(job.ticket)
                                     : tr("%1 is assigned to %2. Change that").arg(job.ticket, m_name));
    setToolTip(m_id.isEmpty() ? tr("Unassigned") : m_name);
    update();
}

QSize AssigneeButton::sizeHint() const
{
    return {kControlHeight, kControlHeight};
}

void AssigneeButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int inset = (kControlHeight - kAvatarCard) / 2;
    const auto disc = rect().adjusted(inset, inset, -inset, -inset);
    paintAvatar(painter, disc, m_id, m_name, palette());
    if (m_id.isEmpty())
        paintIcon(painter, disc.adjusted(5, 5, -5, -5), u"assign"_s, colors(palette()).text3, layoutDirection(), 2);
}

} // namespace counterbell::ui
