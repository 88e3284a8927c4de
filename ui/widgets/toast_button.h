// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace counterbell::ui
{

/// A toast's action: 36 high, in the toast's own action colour, its key as a cap behind it.
class ToastButton : public QAbstractButton
{
    Q_OBJECT

public:
    ToastButton(const QString &text, const QString &key, QWidget *parent);

    /// Empty: no cap.
    void setKey(const QString &key);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_key;
};

} // namespace counterbell::ui
