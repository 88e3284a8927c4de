// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QProgressBar;

namespace counterbell::ui
{

/// Until the core answers: nothing for a second, then what is being done, or a sentence why it can't be, with the last
/// line that the program said, and Retry.
class StartScreen : public QWidget
{
    Q_OBJECT

public:
    explicit StartScreen(QWidget *parent = nullptr);

    /// Begins anew with what is being done.
    void begin(const QString &what);
    void fail(const QString &sentence, const QString &lastLine);

Q_SIGNALS:
    void retryPressed();

private:
    QLabel *m_text;
    QLabel *m_lastLine;
    QProgressBar *m_progress;
    QPushButton *m_retry;
    QTimer m_patience;
};

} // namespace counterbell::ui
