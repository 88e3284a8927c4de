// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace counterbell::ui
{

/// A QR code's modules, row by row; size 0 where the text doesn't fit into one.
struct QrCode {
    int size = 0;
    std::vector<bool> dark;

    [[nodiscard]] bool isDark(int x, int y) const { return dark[size_t(y * size + x)]; }
};

/// Error correction M, the smallest version that holds the text.
[[nodiscard]] QrCode qrCode(const QString &text);

/// WhatsApp's link that opens a chat with `sender` (bare E.164) and `text` written already (FEATURES 1.8).
[[nodiscard]] QString clickToChatLink(const QString &sender, const QString &text);

/// Black on white in both schemes, since cameras want it so, in a frame.
class QrView : public QWidget
{
    Q_OBJECT

public:
    explicit QrView(QWidget *parent = nullptr);
    void setText(const QString &text);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QrCode m_code;
};

} // namespace counterbell::ui
