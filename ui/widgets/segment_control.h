// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace counterbell::ui
{

class Segment;

/// A few exclusive choices in one track, 32 high with segments of 26 (WhatsApp | SMS, Board | List).
/// One tab stop; arrows move. Each segment is a radio button to a screen reader.
class SegmentControl : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentControl(const QString &accessibleName, QWidget *parent = nullptr);

    void addSegment(const QString &key, const QString &text);
    void addSegment(const QString &key, const QString &text, const QString &iconName);
    /// With the channel's badge, 16.
    void addSegment(const QString &key, const QString &text, Channel channel);

    /// Chooses without emitting; an unknown key changes nothing.
    void setCurrent(const QString &key);
    [[nodiscard]] QString current() const;
    void setSegmentEnabled(const QString &key, bool isEnabled, const QString &reason = {});

Q_SIGNALS:
    /// The person chose another one.
    void currentChanged(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    Segment *add(const QString &key, const QString &text);
    void choose(Segment *segment);
    void select(Segment *segment);

    std::vector<Segment *> m_segments;
};

} // namespace counterbell::ui
