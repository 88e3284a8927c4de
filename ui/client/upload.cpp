// SPDX-License-Identifier: Apache-2.0
#include "ui/client/upload.h"

#include "core/api/media.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr MethodName<UploadMedia, UploadedMedia> kMediaUpload{"media.upload"_L1};
/// Small enough that other calls get their turn in between.
constexpr qint64 kPart = 256 * 1024;

} // namespace

Upload::Upload(CoreClient &client, const OutFile &file, Ended ended, QObject *parent)
    : QObject(parent), m_client(client), m_file(file), m_ended(std::move(ended))
{
}

void Upload::start()
{
    sendPart();
}

void Upload::sendPart()
{
    QFile file(m_file.path);
    if (!file.open(QIODevice::ReadOnly) || file.size() != m_file.size || !file.seek(m_sent)) {
        const auto gone = [this] { m_ended(refuse(Reason::MediaNotAllowed, {{u"problem"_s, u"gone"_s}})); };
        QMetaObject::invokeMethod(this, gone, Qt::QueuedConnection); // answers never come inside a call
        return;
    }
    const auto bytes = file.read(kPart);
    const bool isLast = m_sent + bytes.size() >= m_file.size;
    UploadMedia part;
    part.dataBase64 = QString::fromLatin1(bytes.toBase64());
    if (m_id) {
        part.attachmentId = m_id;
        part.offset = m_sent;
    } else {
        part.name = m_file.name;
        part.contentType = m_file.contentType;
    }
    if (!isLast)
        part.more = true;
    m_client.call(kMediaUpload, part, this, [this, isLast, size = bytes.size()](const Result<UploadedMedia> &answer) {
        if (!answer)
            return m_ended(tl::unexpected(answer.error()));
        m_id = answer->attachmentId;
        m_sent += size;
        Q_EMIT progressed(m_sent);
        if (isLast)
            m_ended(answer->attachmentId);
        else
            sendPart();
    });
}

} // namespace counterbell::ui
