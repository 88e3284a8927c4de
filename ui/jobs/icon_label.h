// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace counterbell::ui
{

/// An icon of 18 beside a line of text; quiet, or green for what went well.
class IconLabel : public QWidget
{
    Q_OBJECT

public:
    explicit IconLabel(const QString &iconName, QWidget *parent = nullptr);
    void setIconName(const QString &iconName, bool isGood);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    bool m_isGood = false;
};

} // namespace counterbell::ui
