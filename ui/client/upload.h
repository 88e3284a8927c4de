// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/client/out_file.h"

namespace counterbell::ui
{

/// Brings a kept file to the core in parts (`media.upload`). Once, from its beginning: what breaks off is begun anew by
/// whoever wants it, and the core drops what was left unfinished or unsent.
class Upload : public QObject
{
    Q_OBJECT

public:
    using Ended = std::function<void(Result<AttachmentId>)>;

    /// `ended` runs once, unless this goes before.
    Upload(CoreClient &client, const OutFile &file, Ended ended, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void progressed(qint64 bytes);

private:
    void sendPart();

    CoreClient &m_client;
    const OutFile m_file;
    const Ended m_ended;
    std::optional<AttachmentId> m_id;
    qint64 m_sent = 0;
};

} // namespace counterbell::ui
