// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "ui/settings/notice_samples.h"

#include <QWidget>

class QLabel;

namespace counterbell::ui
{

class Switch;

/// One of the four toggles: its name, when it sends, to whom, how many this week. The whole row is the target.
class NoticeRow : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeRow(NotificationCategory category, QWidget *parent = nullptr);

    [[nodiscard]] NotificationCategory category() const { return m_category; }
    void setWords(const NoticeWords &words);
    void setSentThisWeek(const QString &text);
    /// Without emitting.
    void setOn(bool isOn);
    void setLocked(bool isLocked, const QString &reason);
    /// Its preview is the one beside the list.
    void setCurrent(bool isCurrent);

Q_SIGNALS:
    void flipped(bool isOn);
    /// The pointer or the focus came here.
    void entered();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    NotificationCategory m_category;
    QLabel *m_name, *m_when, *m_recipient, *m_sent;
    QWidget *m_badge, *m_lock;
    Switch *m_switch;
    bool m_isCurrent = false, m_isWriting = false;
};

} // namespace counterbell::ui
