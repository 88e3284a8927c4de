// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

#include <QSaveFile>

namespace counterbell::ui
{

/// Writes the send log under a filter to a file, page by page. Nothing is at the path until all of it is: it is written
/// beside it and renamed at the end. One use; it ends with exactly one of finished, failed, cancelled.
class CsvExport : public QObject
{
    Q_OBJECT

public:
    CsvExport(CoreClient &client, const SendFilter &filter, const QString &path, QObject *parent = nullptr);

    void start();
    void cancel();
    [[nodiscard]] QString path() const { return m_file.fileName(); }

Q_SIGNALS:
    /// Rows written so far.
    void progressed(int rows);
    void finished(int rows);
    /// A sentence.
    void failed(const QString &why);
    void cancelled();

private:
    void fetch(const std::optional<QString> &before);
    void take(const Result<SendLogExport> &page);
    void fail(const QString &why);

    CoreClient &m_client;
    SendFilter m_filter;
    QSaveFile m_file;
    int m_rows = 0;
    bool m_isOver = false;
};

} // namespace counterbell::ui
