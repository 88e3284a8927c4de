// SPDX-License-Identifier: Apache-2.0
#include "core/async/logging.h"

#include "core/async/log_line.h"
#include "core/async/rotating_file.h"

#include <QDateTime>

#include <atomic>
#include <cstdio>
#include <mutex>
#include <optional>

namespace counterbell
{

struct Logging::Sink {
    explicit Sink(const LogOptions &options) : toStderr(options.toStderr)
    {
        if (!options.file.isEmpty())
            file.emplace(options.file, options.maximumBytes, options.files);
    }

    std::mutex mutex;
    const bool toStderr;
    std::optional<RotatingFile> file;

    /// Qt's handler is a plain function, so the one sink has to be found from outside.
    static std::atomic<Sink *> current;
};

std::atomic<Logging::Sink *> Logging::Sink::current = nullptr;

Logging::Logging(LogOptions options) : m_sink(std::make_unique<Sink>(options))
{
    Sink::current = m_sink.get();
    m_previous = qInstallMessageHandler(&Logging::handle);
}

Logging::~Logging()
{
    qInstallMessageHandler(m_previous);
    Sink::current = nullptr;
}

void Logging::handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    auto *sink = Sink::current.load();
    if (!sink)
        return;
    const auto line = logLine(QDateTime::currentDateTimeUtc(), type, context.category, message);
    const std::lock_guard guard(sink->mutex);
    if (sink->toStderr) {
        std::fprintf(stderr, "%s\n", line.constData());
        std::fflush(stderr);
    }
    if (sink->file)
        sink->file->write(line);
}

} // namespace counterbell
