// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/phone/sandbox_api.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace counterbell::ui
{

/// One line of the phone's screen.
struct TalkLine {
    bool isOwn = false; ///< the customer wrote it here
    Channel channel = Channel::Sms;
    QString text; ///< as it arrived; plain
    Timestamp at;

    bool operator==(const TalkLine &) const = default;
};

/// What the customer sees on their phone: bubbles by time, the newest in sight.
class TalkView : public QScrollArea
{
    Q_OBJECT

public:
    explicit TalkView(QWidget *parent = nullptr);

    void show(std::vector<TalkLine> lines, Timestamp now);
    [[nodiscard]] const std::vector<TalkLine> &lines() const { return m_lines; }

private:
    std::vector<TalkLine> m_lines;
    QWidget *m_page;
    QVBoxLayout *m_column;
    QLabel *m_nothing;
};

} // namespace counterbell::ui
