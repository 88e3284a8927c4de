// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

namespace counterbell::ui
{

/// A message's text in its bubble, where it is shown and not written: previews, the send log's detail. Plain text in
/// its own direction; parts of it may stand out.
class BubbleText : public QWidget
{
    Q_OBJECT

public:
    enum class Side {
        In,  // base, tail at bottom-start: as the customer gets it
        Out, // the operator's
    };
    /// A stretch of the text in accent, 600: what was filled in.
    struct Mark {
        int start = 0;
        int length = 0;
    };

    explicit BubbleText(Side side, QWidget *parent = nullptr);

    void setText(const QString &text, const std::vector<Mark> &marks = {});
    [[nodiscard]] QString text() const { return m_text; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// Lays the text out within `width`, and draws it where there is a painter; its height.
    int lay(int width, QPainter *painter) const;

    Side m_side;
    QString m_text;
    std::vector<Mark> m_marks;
};

} // namespace counterbell::ui
