// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace counterbell::ui
{

/// An icon of 16 before a small line of text, which may wrap: "Due Fri 21 Nov", "Not notified: …".
class IconLine : public QWidget
{
    Q_OBJECT

public:
    enum class Look {
        Quiet,
        Danger,
    };

    IconLine(const QString &iconName, const QString &text, Look look, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    Look m_look;
};

} // namespace counterbell::ui
