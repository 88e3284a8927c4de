// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"

#include <QAbstractButton>

#include <optional>

namespace counterbell::ui
{

/// One choice of a SegmentControl; it is chosen by being clicked and never unchosen so.
class Segment : public QAbstractButton
{
    Q_OBJECT

public:
    Segment(const QString &key, const QString &text, QWidget *parent);

    [[nodiscard]] QString key() const { return m_key; }
    void setIconName(const QString &name);
    void setChannel(Channel channel);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen();

protected:
    void nextCheckState() override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] int markWidth() const;

    QString m_key, m_icon;
    std::optional<Channel> m_channel;
};

} // namespace counterbell::ui
