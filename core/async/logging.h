// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <memory>

namespace counterbell
{

struct LogOptions {
    QString file = {};                      ///< beside stderr; none when empty
    qint64 maximumBytes = 10 * 1024 * 1024; ///< of one file (DESIGN 1)
    int files = 5;
    bool toStderr = true;
};

/// Turns Qt's messages of all threads into one JSON object a line on stderr and in a rotated file, phone numbers
/// masked (CONTRACT 1, DESIGN 9). Made first in main() and destroyed last; one at a time, since Qt has one
/// message handler. Which categories say what is Qt's own business: QT_LOGGING_RULES.
class Logging
{
public:
    explicit Logging(LogOptions options);
    ~Logging();
    Q_DISABLE_COPY_MOVE(Logging)

private:
    struct Sink;
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &message);

    std::unique_ptr<Sink> m_sink;
    QtMessageHandler m_previous = nullptr;
};

} // namespace counterbell
