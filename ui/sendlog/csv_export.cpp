// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/csv_export.h"

#include "ui/client/error_text.h"

#include <QFileInfo>

namespace counterbell::ui
{

CsvExport::CsvExport(CoreClient &client, const SendFilter &filter, const QString &path, QObject *parent)
    : QObject(parent), m_client(client), m_filter(filter), m_file(path)
{
}

void CsvExport::start()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return fail(tr("The file can't be written in this folder. Choose another one."));
    // Spreadsheets take a file for UTF-8 by this mark alone.
    m_file.write("\xEF\xBB\xBF");
    fetch(std::nullopt);
}

void CsvExport::fetch(const std::optional<QString> &before)
{
    SendLogRequest request;
    request.filter = m_filter;
    request.before = before;
    request.limit = kMaximumPageSize;
    m_client.call(methods::sendLogExport, request, this, [this](const Result<SendLogExport> &page) { take(page); });
}

void CsvExport::take(const Result<SendLogExport> &page)
{
    if (m_isOver)
        return;
    if (!page)
        return fail(errorSentence(page.error()));
    const auto text = page->csv.toUtf8();
    if (m_file.write(text) != text.size() || !m_file.flush())
        return fail(tr("The file can't be written: the disk may be full. Nothing was kept of it."));
    m_rows += page->rows;
    Q_EMIT progressed(m_rows);
    if (m_isOver) // cancelled by whoever heard that
        return;
    if (page->next)
        return fetch(page->next);
    if (!m_file.commit())
        return fail(tr("The file can't be written: the disk may be full. Nothing was kept of it."));
    m_isOver = true;
    Q_EMIT finished(m_rows);
}

void CsvExport::cancel()
{
    if (std::exchange(m_isOver, true))
        return;
    m_file.cancelWriting();
    m_file.commit();
    Q_EMIT cancelled();
}

void CsvExport::fail(const QString &why)
{
    if (std::exchange(m_isOver, true))
        return;
    if (m_file.isOpen()) {
        m_file.cancelWriting();
        m_file.commit();
    }
    Q_EMIT failed(why);
}

} // namespace counterbell::ui
