// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <functional>

namespace counterbell::bench
{

/// Runs the event loop until `isThere`, or for a minute: then it ends the program with a sentence.
void waitUntil(const char *what, const std::function<bool()> &isThere);

/// Sees when a widget has been painted. The time is taken in the turn of the event loop after the paint event, when the
/// frame has been flushed to the window system.
class PaintWatch : public QObject
{
    Q_OBJECT

public:
    explicit PaintWatch(QWidget *widget);

    /// Only paints while this is true count; without it all do.
    void countOnly(std::function<bool()> when) { m_when = std::move(when); }
    /// Paints of before don't count, also where their frame has not been flushed yet.
    void reset()
    {
        m_paintedAtNs = 0;
        ++m_round;
    }
    [[nodiscard]] bool isPainted() const { return m_paintedAtNs > 0; }
    [[nodiscard]] qint64 paintedAtNs() const { return m_paintedAtNs; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::function<bool()> m_when;
    qint64 m_paintedAtNs = 0;
    int m_round = 0;
};

} // namespace counterbell::bench
