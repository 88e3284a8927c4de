// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"

#include <QWidget>

#include <optional>

namespace counterbell::ui
{

/// A person's disc with initials; with a channel, its badge overlaps the bottom-end corner by 4.
class Avatar : public QWidget
{
    Q_OBJECT

public:
    /// `size` at 100 %, it grows with the letters: 40 in rows and headers, 36 on the rail, 24 on cards.
    explicit Avatar(int size, QWidget *parent = nullptr);

    /// An empty id is "nobody", dashed. The accessible name is `name`.
    void setPerson(const QString &id, const QString &name);
    void setChannel(std::optional<Channel> channel);
    /// What the badge's cut-out is filled with: the colour the avatar stands on (pane where not told).
    void setGround(const QColor &ground);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int m_size;
    QString m_id, m_name;
    std::optional<Channel> m_channel;
    QColor m_ground;
};

} // namespace counterbell::ui
