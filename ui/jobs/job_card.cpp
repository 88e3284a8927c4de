// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_card.h"

#include "ui/jobs/assignee_button.h"
#include "ui/jobs/job_card_paint.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/accessible.h"

#include <QEnterEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kDragStart = 5; // FEATURES 2, Nexpura
constexpr int kNarrowest = 120;

} // namespace

/// A button of the card.
struct JobCard::Action {
    QString name, icon, text, spoken, kind;
    bool isLarge;
    void (JobCard::*signal)(const Job &);
};

JobCard::JobCard(const Job &job, Timestamp now, QWidget *parent)
    : QWidget(parent), m_job(job), m_now(now), m_assignee(new AssigneeButton(this))
{
    setObjectName(u"jobCard"_s);
    setAccessibleRole(this, QAccessible::ListItem);
    setProperty("focusRing", true);
    setProperty("ringRadius", kCardRadius);
    // Not Fixed: the lane would keep the height the card had at another width as its least.
    auto policy = QSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::ClickFocus);
    connect(m_assignee, &QToolButton::clicked, this,
            [this] { Q_EMIT assignPressed(m_job, m_assignee->mapToGlobal(QPoint(0, m_assignee->height()))); });
    m_assignee->installEventFilter(this);
    setTabStop(false);
    setJob(job, now);
    whenScaled(this, [this] {
        arrange();
        updateGeometry();
    });
}

void JobCard::setJob(const Job &job, Timestamp now)
{
    m_job = job;
    m_now = now;
    m_assignee->setJob(job);
    setAccessibleName(jobSentence(job, now));
    updateGeometry();
    arrange();
}

void JobCard::tick(Timestamp now)
{
    const bool wasCounting = !m_layout.undo.isEmpty();
    m_now = now;
    if (wasCounting != secondsHeld(m_job, now).has_value())
        setJob(m_job, now);
    update();
}

void JobCard::setJustChanged(bool isJustChanged)
{
    m_isJustChanged = isJustChanged;
    update();
}

void JobCard::setTabStop(bool isTabStop)
{
    m_isTabStop = isTabStop;
    setFocusPolicy(isTabStop ? Qt::StrongFocus : Qt::ClickFocus);
    for (auto *button : findChildren<QAbstractButton *>())
        button->setFocusPolicy(isTabStop ? Qt::TabFocus : Qt::NoFocus);
}

int JobCard::heightForWidth(int width) const
{
    return width == this->width() && m_layout.height > 0 ? m_layout.height : layoutJobCard(m_job, m_now, width).height;
}

QSize JobCard::sizeHint() const
{
    const int wide = std::max(width(), kNarrowest);
    return {wide, heightForWidth(wide)};
}

QSize JobCard::minimumSizeHint() const
{
    return {kNarrowest, 0};
}

bool JobCard::isActive() const
{
    const auto *focus = focusWidget();
    return m_isHovered || hasFocus() || (focus && focus->hasFocus());
}

std::optional<JobCard::Action> JobCard::firstAction() const
{
    if (m_layout.secondAction.isEmpty())
        return Action{u"ready"_s,  u"ready"_s, tr("Mark ready"),      tr("Mark %1 ready").arg(m_job.ticket),
                      u"accent"_s, true,       &JobCard::readyPressed};
    return Action{u"call"_s, u"phone"_s, tr("Call"),           tr("Call about %1").arg(m_job.ticket),
                  {},        false,      &JobCard::callPressed};
}

std::optional<JobCard::Action> JobCard::secondAction() const
{
    return Action{u"collected"_s,
                  {},
                  tr("Collected"),
                  tr("Mark %1 collected").arg(m_job.ticket),
                  {},
                  false,
                  &JobCard::collectedPressed};
}

std::optional<JobCard::Action> JobCard::hoverAction() const
{
    if (!isActive())
        return std::nullopt;
    const bool isReady = m_job.status == JobStatus::Ready;
    Action action{u"ready"_s, {},    nextStepText(m_job),   tr("Mark %1 ready").arg(m_job.ticket),
                  {},         false, &JobCard::readyPressed};
    if (isReady) {
        action.name = u"collected"_s;
        action.spoken = tr("Mark %1 collected").arg(m_job.ticket);
        action.signal = &JobCard::collectedPressed;
    }
    if (m_layout.isHoverIcon)
        action.icon = isReady ? u"collected"_s : u"ready"_s;
    return action;
}

void JobCard::arrangeButton(QPointer<QPushButton> &button, const QRect &rect, const std::optional<Action> &action)
{
    if (rect.isEmpty() || !action) {
        if (button)
            button->hide();
        return;
    }
    if (!button) {
        button = new QPushButton(this);
        button->setFocusPolicy(m_isTabStop ? Qt::TabFocus : Qt::NoFocus);
        button->installEventFilter(this);
    }
    button->setObjectName(action->name);
    button->setProperty("kind", action->kind);
    button->setProperty("large", action->isLarge);
    const bool isIcon = &button == &m_hover && m_layout.isHoverIcon;
    button->setText(isIcon ? QString() : action->text);
    button->setToolTip(isIcon ? action->text : QString());
    button->setIcon(action->icon.isEmpty() ? QIcon() : icon(action->icon));
    button->setIconSize(QSize(kIconButton, kIconButton));
    button->setAccessibleName(action->spoken);
    button->setGeometry(QStyle::visualRect(layoutDirection(), this->rect(), rect));
    disconnect(button, &QPushButton::clicked, this, nullptr);
    connect(button, &QPushButton::clicked, this, [this, signal = action->signal] { Q_EMIT(this->*signal)(m_job); });
    button->show();
}

void JobCard::arrange()
{
    if (width() <= 0)
        return;
    m_layout = layoutJobCard(m_job, m_now, width());
    const int reach = (kControlHeight - kAvatarCard) / 2;
    m_assignee->setGeometry(
        QStyle::visualRect(layoutDirection(), rect(), m_layout.avatar.adjusted(-reach, -reach, reach, reach)));
    arrangeButton(m_first, m_layout.firstAction, firstAction());
    arrangeButton(m_second, m_layout.secondAction, secondAction());
    arrangeButton(m_hover, m_layout.hoverAction, hoverAction());
    arrangeButton(m_undo, m_layout.undo,
                  Action{u"undo"_s,
                         {},
                         tr("Undo"),
                         tr("Undo: %1 is not ready").arg(m_job.ticket),
                         u"ghost"_s,
                         false,
                         &JobCard::undoPressed});
    update();
}

void JobCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const JobCardState state{.isHovered = m_isHovered,
                             .isJustChanged = m_isJustChanged,
                             .isDragged = m_isDragged,
                             .hasHoverAction = m_hover && m_hover->isVisible()};
    paintJobCard(painter, rect(), m_layout, m_job, m_now, state, palette(), layoutDirection());
}

void JobCard::resizeEvent(QResizeEvent *)
{
    arrange();
}

void JobCard::enterEvent(QEnterEvent *)
{
    m_isHovered = true;
    arrange();
}

void JobCard::leaveEvent(QEvent *)
{
    m_isHovered = false;
    arrange();
}

void JobCard::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    arrange();
    Q_EMIT focused(m_job.id);
}

void JobCard::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    QMetaObject::invokeMethod(this, &JobCard::arrange, Qt::QueuedConnection); // it may go to a button of its own
}

bool JobCard::eventFilter(QObject *watched, QEvent *event)
{
    // Marked ready, a card makes room for the next one, whose button would take the second click of a double click.
    if (event->type() == QEvent::MouseButtonDblClick)
        return true;
    // The card's own buttons coming and going with the focus count as the card.
    if (event->type() == QEvent::FocusIn) {
        arrange();
        Q_EMIT focused(m_job.id);
    } else if (event->type() == QEvent::FocusOut) {
        QMetaObject::invokeMethod(this, &JobCard::arrange, Qt::QueuedConnection);
    }
    return QWidget::eventFilter(watched, event);
}

void JobCard::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_pressedAt = event->globalPosition().toPoint();
}

void JobCard::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressedAt)
        return;
    const auto at = event->globalPosition().toPoint();
    if (!m_isDragged && (at - *m_pressedAt).manhattanLength() < kDragStart)
        return;
    if (!std::exchange(m_isDragged, true)) {
        setFocus(Qt::MouseFocusReason); // for Esc
        setCursor(Qt::ClosedHandCursor);
        update();
    }
    Q_EMIT dragMoved(at);
}

void JobCard::endDrag()
{
    m_pressedAt.reset();
    if (!std::exchange(m_isDragged, false))
        return;
    unsetCursor();
    update();
}

void JobCard::mouseReleaseEvent(QMouseEvent *event)
{
    const bool wasDragged = m_isDragged;
    endDrag();
    if (wasDragged)
        Q_EMIT dropped(event->globalPosition().toPoint());
}

void JobCard::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT opened(m_job);
}

void JobCard::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (!m_isDragged)
            return event->ignore();
        endDrag();
        Q_EMIT dragCancelled();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT opened(m_job);
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        if (event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier) {
            Q_EMIT stepped(event->key());
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

void JobCard::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByMouse = event->reason() == QContextMenuEvent::Mouse;
    Q_EMIT menuRequested(m_job, isByMouse ? event->globalPos() : mapToGlobal(QPoint(kSpace16, kSpace32)));
}

} // namespace counterbell::ui
