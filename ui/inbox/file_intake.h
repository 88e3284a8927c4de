// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/out_file.h"

#include <QImage>
#include <QThreadPool>

namespace counterbell::ui
{

/// A file as the core and its customers will see it: its type by what it is as well as by its name, and a look at it
/// where it is a picture. Refusals are those of fileProblem(). Runs on any thread.
struct TakenFile {
    OutFile file;
    QImage look; ///< null where it is no picture
};
[[nodiscard]] Result<TakenFile> takeFile(const QString &folder, const QString &path);
/// From the clipboard: a PNG, or a JPEG where that would be too large.
[[nodiscard]] Result<TakenFile> takePicture(const QString &folder, const QImage &picture, const QString &name);
/// One that was kept before.
[[nodiscard]] TakenFile lookAt(const OutFile &file);

/// The same off the GUI thread, one after the other. Each is known by the number that the caller gives.
class FileIntake : public QObject
{
    Q_OBJECT

public:
    FileIntake(QString folder, QObject *parent = nullptr);
    ~FileIntake() override;

    void takePath(int number, const QString &path);
    void takeImage(int number, const QImage &picture, const QString &name);
    void takeKept(int number, const OutFile &file);

Q_SIGNALS:
    void taken(int number, const counterbell::ui::TakenFile &file);
    void refused(int number, const counterbell::Error &error);

private:
    void run(int number, std::function<Result<TakenFile>()> work);

    const QString m_folder;
    QThreadPool m_pool; ///< last: it waits for its work before the rest goes
};

} // namespace counterbell::ui
