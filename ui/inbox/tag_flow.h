// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace counterbell::ui
{

/// Outlined chips one after the other, wrapping into as many lines as they need.
class TagFlow : public QWidget
{
    Q_OBJECT

public:
    explicit TagFlow(QWidget *parent = nullptr);

    void setTags(const QStringList &tags);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place(width, false); }
    QSize sizeHint() const override;

Q_SIGNALS:
    void removed(const QString &tag);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int place(int width, bool isForReal) const;

    std::vector<QWidget *> m_tags;
};

/// One tag; pressed it offers Remove, Delete and Backspace remove it at once.
class TagButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit TagButton(const QString &tag, QWidget *parent = nullptr);

    QSize sizeHint() const override;

Q_SIGNALS:
    void removed(const QString &tag);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void offer();

    QString m_tag;
};

} // namespace counterbell::ui
