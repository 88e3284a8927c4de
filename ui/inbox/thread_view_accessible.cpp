// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/thread_view_accessible.h"

#include "ui/inbox/failure_actions.h"
#include "ui/inbox/thread_view.h"

#include <QAccessibleWidget>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

class RowAccessible : public QAccessibleInterface
{
public:
    RowAccessible(ThreadView *view, qint64 key) : m_view(view), m_key(key) {}
    [[nodiscard]] int row() const { return m_view ? m_view->model().rowOfKey(m_key) : -1; }

    bool isValid() const override { return row() >= 0; }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && m_view ? m_view->accessibleText(row()) : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override
    {
        if (!m_view)
            return {};
        const auto rect = m_view->rowRect(row());
        return {m_view->viewport()->mapToGlobal(rect.topLeft()), rect.size()};
    }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.focusable = true;
        state.focused = m_view && m_view->hasFocus() && m_view->currentRow() == row();
        state.offscreen = m_view && !m_view->viewport()->rect().intersects(m_view->rowRect(row()));
        return state;
    }

private:
    QPointer<ThreadView> m_view;
    qint64 m_key;
};

class ThreadAccessible : public QAccessibleWidget
{
public:
    explicit ThreadAccessible(ThreadView *view) : QAccessibleWidget(view, QAccessible::List), m_view(view) {}
    ~ThreadAccessible() override
    {
        for (const auto id : m_rows)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return m_view->model().count() + int(m_view->visibleActions().size()); }
    QAccessibleInterface *child(int index) const override
    {
        const int rows = m_view->model().count();
        if (index < 0)
            return nullptr;
        if (index < rows)
            return rowInterface(m_view->model().at(index).key);
        const auto actions = m_view->visibleActions();
        return size_t(index - rows) < actions.size()
                   ? QAccessible::queryAccessibleInterface(actions[size_t(index - rows)])
                   : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (int i = 0; i < childCount(); ++i) {
            if (this->child(i) == child)
                return i;
        }
        return -1;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        return child(m_view->rowAt(m_view->viewport()->mapFromGlobal(QPoint(x, y))));
    }
    QAccessibleInterface *focusChild() const override
    {
        return m_view->hasFocus() ? child(m_view->currentRow()) : nullptr;
    }

private:
    QAccessibleInterface *rowInterface(qint64 key) const
    {
        auto id = m_rows.value(key);
        if (id == 0) {
            id = QAccessible::registerAccessibleInterface(new RowAccessible(m_view, key));
            m_rows.insert(key, id);
        }
        return QAccessible::accessibleInterface(id);
    }

    ThreadView *m_view;
    mutable QHash<qint64, QAccessible::Id> m_rows;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<ThreadView *>(object);
    return view ? new ThreadAccessible(view) : nullptr;
}

} // namespace

void installThreadViewAccessible()
{
    QAccessible::removeFactory(makeInterface);
    QAccessible::installFactory(makeInterface);
}

} // namespace counterbell::ui
