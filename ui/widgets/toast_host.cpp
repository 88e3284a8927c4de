// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/metrics.h"
#include "ui/widgets/toast.h"

#include <QEvent>
#include <QStyle>

#include <algorithm>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace
{

constexpr std::size_t kMostWaiting = 20;

} // namespace

ToastHost::ToastHost(QWidget *content) : QObject(content), m_content(content)
{
    content->installEventFilter(this);
}

void ToastHost::show(const ToastSpec &spec)
{
    if (m_current && (spec.key.isEmpty() || m_current->spec().key != spec.key)) {
        Waiting waiting{spec, {}};
        waiting.since.start();
        const auto same = std::ranges::find_if(
            m_waiting, [&](const Waiting &other) { return !spec.key.isEmpty() && other.spec.key == spec.key; });
        if (same != m_waiting.end())
            *same = std::move(waiting);
        else if (m_waiting.size() < kMostWaiting)
            m_waiting.push_back(std::move(waiting));
        // A hold is pressing: what merely informs makes way for it.
        if (spec.countdown && !m_current->spec().countdown)
            next();
        return;
    }
    present(spec);
}

void ToastHost::present(ToastSpec spec)
{
    delete m_current;
    auto *toast = new Toast(std::move(spec), m_content);
    m_current = toast;
    connect(toast, &Toast::finished, this, [this, toast](const QString &id) {
        const auto acted = toast->spec().acted;
        if (m_current == toast)
            m_current.clear();
        toast->hide();
        toast->deleteLater(); // its own button may have sent this
        next();
        if (acted && !id.isEmpty())
            acted(id);
    });
    place();
    toast->show();
    toast->raise();
}

void ToastHost::next()
{
    // Holds before what merely informs, in the order they came.
    std::ranges::stable_partition(m_waiting, [](const Waiting &waiting) { return waiting.spec.countdown.has_value(); });
    while (!m_waiting.empty()) {
        auto waiting = std::move(m_waiting.front());
        m_waiting.pop_front();
        auto &spec = waiting.spec;
        if (spec.countdown) {
            const auto left = spec.left.value_or(*spec.countdown) - milliseconds(waiting.since.elapsed());
            if (left <= milliseconds(0))
                continue;
            spec.left = left;
        }
        present(std::move(spec));
        return;
    }
}

void ToastHost::dismiss(const QString &key)
{
    std::erase_if(m_waiting, [&](const Waiting &waiting) { return waiting.spec.key == key; });
    if (m_current && m_current->spec().key == key) {
        delete m_current;
        next();
    }
}

void ToastHost::clear()
{
    m_waiting.clear();
    delete m_current;
}

bool ToastHost::trigger(const QString &actionId)
{
    if (!m_current)
        return false;
    const auto &actions = m_current->spec().actions;
    if (std::ranges::find(actions, actionId, &ToastAction::id) == actions.end())
        return false;
    Q_EMIT m_current->finished(actionId);
    return true;
}

void ToastHost::place()
{
    if (!m_current)
        return;
    const QRect room = m_content->rect().adjusted(kSpace24, kSpace24, -kSpace24, -kSpace24);
    const auto wanted = m_current->sizeHint();
    const QSize size(std::min(wanted.width(), room.width()), m_current->height());
    const QRect spot(QPoint(room.x(), room.y() + room.height() - size.height()), size);
    m_current->setGeometry(QStyle::visualRect(m_content->layoutDirection(), m_content->rect(), spot));
}

bool ToastHost::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_content && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutDirectionChange))
        place();
    return false;
}

} // namespace counterbell::ui
