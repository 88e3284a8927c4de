// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/qr_code.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/metrics.h"

#include <qrencode.h>

#include <QPainter>
#include <QUrl>

#include <memory>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kSide = 200; // with its quiet zone of white

} // namespace

QrCode qrCode(const QString &text)
{
    const auto bytes = text.toUtf8();
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
        QRcode_encodeString8bit(bytes.constData(), 0, QR_ECLEVEL_M), &QRcode_free);
    QrCode code;
    if (!made)
        return code;
    code.size = made->width;
    for (int at = 0; at < code.size * code.size; ++at)
        code.dark.push_back(made->data[at] & 1);
    return code;
}

QString clickToChatLink(const QString &sender, const QString &text)
{
    auto digits = sender;
    digits.remove(u'+');
    return u"https://wa.me/%1?text=%2"_s.arg(digits, QString::fromLatin1(QUrl::toPercentEncoding(text)));
}

QrView::QrView(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"qr"_s);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QrView::setText(const QString &text)
{
    m_code = qrCode(text);
    update();
}

QSize QrView::sizeHint() const
{
    return {kSide, kSide};
}

void QrView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    draw::box(painter, rect(), {Qt::white, colors(palette()).line2, 1, kCardRadius});
    if (m_code.size == 0)
        return;
    // Whole pixels: blurred edges are harder to read.
    const int module = (kSide - 2 * kSpace16) / m_code.size;
    const int edge = (kSide - module * m_code.size) / 2;
    for (int y = 0; y < m_code.size; ++y) {
        for (int x = 0; x < m_code.size; ++x) {
            if (m_code.isDark(x, y))
                painter.fillRect(edge + x * module, edge + y * module, module, module, Qt::black);
        }
    }
}

} // namespace counterbell::ui
