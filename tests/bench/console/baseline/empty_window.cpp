// SPDX-License-Identifier: Apache-2.0
// A window with nothing in it: what any program of Qt Widgets costs on this machine. Says when it was painted and how
// much memory it has then, and ends.
#include "tests/bench/console/stopwatch.h"

#include <QApplication>
#include <QMainWindow>
#include <QTimer>

namespace
{

class Window : public QMainWindow
{
protected:
    bool event(QEvent *event) override
    {
        const bool isPaint = event->type() == QEvent::Paint;
        const bool done = QMainWindow::event(event);
        // From the event loop: what was painted has been flushed by then.
        if (isPaint && !std::exchange(m_isPainted, true))
            QTimer::singleShot(0, this, [] {
                std::printf("{\"paintedAtNs\":%lld,\"computedNs\":%lld,\"pssKib\":%lld}\n",
                            static_cast<long long>(counterbell::bench::nowNs()),
                            static_cast<long long>(counterbell::bench::processNs()),
                            static_cast<long long>(counterbell::bench::pssKib()));
                QCoreApplication::quit();
            });
        return done;
    }

private:
    bool m_isPainted = false;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    Window window;
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}
