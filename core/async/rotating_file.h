// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QString>

namespace counterbell
{

/// A file of lines that is set aside when it is full: `name`, `name.1` (the one before) … `name.4`.
/// Mode 0600. Whoever uses it from several threads guards it.
class RotatingFile
{
public:
    RotatingFile(QString path, qint64 maximumBytes, int files);

    /// Appends `line` and a line break. A full disk loses lines, never the program.
    void write(const QByteArray &line);

private:
    bool open();
    void rotate();

    const QString m_path;
    const qint64 m_maximumBytes;
    const int m_files;
    QFile m_file;
};

} // namespace counterbell
