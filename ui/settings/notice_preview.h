// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "ui/settings/notice_samples.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace counterbell::ui
{

/// Beside the toggles: the message as it arrives, how long it is, why it goes this way.
class NoticePreview : public QWidget
{
    Q_OBJECT

public:
    explicit NoticePreview(QWidget *parent = nullptr);

    void setNotice(const NoticeWords &words, const NoticeSample &sample, Channel channel);
    /// Job ready's wording is the shop's own.
    void setEditable(bool isEditable);

Q_SIGNALS:
    void editRequested();

private:
    QLabel *m_title, *m_from, *m_length, *m_route;
    QWidget *m_badge;
    BubbleText *m_text;
    QToolButton *m_edit;
};

} // namespace counterbell::ui
