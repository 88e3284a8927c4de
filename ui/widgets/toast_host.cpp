// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/metrics.h"
#include "ui/widgets/toast.h"

#include <QEvent>
#include <QLayout>
#include <QStyle>

#include <algorithm>
#include <ranges>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::size_t kMostKept = 20;

bool offers(const Toast &toast, const QString &actionId)
{
    const auto &actions = toast.spec().actions;
    return std::ranges::find(actions, actionId, &ToastAction::id) != actions.end();
}

} // namespace

ToastHost::ToastHost(QWidget *content) : QObject(content), m_content(content)
{
    content->installEventFilter(this);
}

void ToastHost::show(const ToastSpec &spec)
{
    forget(spec.key);
    if (spec.countdown || !spec.actions.empty()) {
        if (m_stack.size() >= kMostKept)
            drop(m_stack.front());
        m_stack.push_back(make(spec));
    } else if (m_waiting.size() < kMostKept) {
        m_waiting.push_back(spec);
    }
    arrange();
}

Toast *ToastHost::make(const ToastSpec &spec)
{
    auto *toast = new Toast(spec, m_content);
    toast->hide();
    connect(toast, &Toast::finished, this, [this, toast](const QString &id) {
        const auto acted = toast->spec().acted;
        take(toast);
        toast->hide();
        toast->deleteLater(); // its own button may have sent this
        arrange();
        if (acted && !id.isEmpty())
            acted(id);
    });
    return toast;
}

void ToastHost::take(Toast *toast)
{
    std::erase(m_stack, toast);
    if (m_note == toast)
        m_note = nullptr;
    toast->disconnect(this); // a second press before it is gone does nothing
}

void ToastHost::drop(Toast *toast)
{
    take(toast);
    delete toast;
}

void ToastHost::forget(const QString &key)
{
    if (key.isEmpty())
        return;
    std::erase_if(m_waiting, [&](const ToastSpec &spec) { return spec.key == key; });
    if (m_note && m_note->spec().key == key)
        drop(m_note);
    const auto same = std::ranges::find(m_stack, key, [](const Toast *toast) { return toast->spec().key; });
    if (same != m_stack.end())
        drop(*same);
}

void ToastHost::dismiss(const QString &key)
{
    forget(key);
    arrange();
}

void ToastHost::clear()
{
    m_waiting.clear();
    while (!m_stack.empty())
        drop(m_stack.back());
    if (m_note)
        drop(m_note);
}

Toast *ToastHost::current() const
{
    return m_stack.empty() ? m_note : m_stack.back();
}

std::vector<Toast *> ToastHost::shown() const
{
    std::vector<Toast *> seen;
    for (auto *toast : m_stack | std::views::reverse | std::views::take(kMostShown))
        seen.push_back(toast);
    if (m_note)
        seen.push_back(m_note);
    return seen;
}

bool ToastHost::trigger(const QString &actionId)
{
    for (auto *toast : m_stack | std::views::reverse) {
        if (offers(*toast, actionId)) {
            Q_EMIT toast->finished(actionId);
            return true;
        }
    }
    return false;
}

void ToastHost::arrange()
{
    if (!m_note && !m_waiting.empty()) {
        m_note = make(m_waiting.front());
        m_waiting.pop_front();
    }
    const auto seen = shown();
    for (auto *toast : m_stack) {
        if (std::ranges::find(seen, toast) == seen.end())
            toast->hide();
    }
    const QRect room = m_content->rect().adjusted(kSpace24, kSpace24, -kSpace24, -kSpace24);
    int bottom = room.y() + room.height();
    bool isFirst = true; // the one that hears Ctrl+Z
    for (auto *toast : seen) {
        toast->setKeysShown(isFirst);
        isFirst = isFirst && !offers(*toast, u"undo"_s);
        toast->layout()->invalidate();
        const QSize size(std::min(toast->sizeHint().width(), room.width()), toast->height());
        const QRect spot(QPoint(room.x(), bottom - size.height()), size);
        toast->setGeometry(QStyle::visualRect(m_content->layoutDirection(), m_content->rect(), spot));
        toast->show();
        toast->raise();
        bottom -= size.height() + kSpace8;
    }
}

bool ToastHost::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_content && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutDirectionChange))
        arrange();
    return false;
}

} // namespace counterbell::ui
