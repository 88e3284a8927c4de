// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace counterbell::ui
{

/// A section's title, 12/600, with its action as a link at the end.
class SectionTitle : public QWidget
{
    Q_OBJECT

public:
    explicit SectionTitle(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// An empty text removes it.
    void setAction(const QString &text);

Q_SIGNALS:
    void actionTriggered();

private:
    QLabel *m_title;
    QToolButton *m_action;
};

} // namespace counterbell::ui
