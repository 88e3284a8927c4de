// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QIODevice>

#include <functional>

namespace counterbell::messaging
{

/// A request body that can be read once and never rewound, so that Qt can't send the request a second time when a
/// connection dies (it would, three times). What has been read of it is also the only proof of what may have
/// gone out: Qt asks for the first byte once the connection stands and is encrypted.
class OneShotBody : public QIODevice
{
    Q_OBJECT

public:
    /// `mayGo`, where there is one, is asked for the first byte; on false nothing is handed out, ever.
    explicit OneShotBody(QByteArray body, std::function<bool()> mayGo = {}, QObject *parent = nullptr);

    [[nodiscard]] bool wasTouched() const { return m_position > 0; }
    /// From here on nothing more is handed out, so that an answer already given stays true.
    void shut() { m_isShut = true; }

    bool isSequential() const override { return true; }
    bool seek(qint64) override { return false; }
    bool reset() override { return false; }
    bool atEnd() const override;
    qint64 bytesAvailable() const override;

Q_SIGNALS:
    /// `mayGo` said no.
    void heldBack();

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
    std::function<bool()> m_mayGo;
    qint64 m_position = 0;
    bool m_isShut = false;
};

} // namespace counterbell::messaging
