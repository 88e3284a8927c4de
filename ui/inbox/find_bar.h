// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace counterbell::ui
{

class IconButton;

/// Find in conversation (Ctrl+F): a text, how many, older, newer.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);

    void open();
    void close();
    [[nodiscard]] QString text() const;
    void setResult(const QString &sentence);

Q_SIGNALS:
    void textChanged(const QString &text);
    void olderRequested();
    void newerRequested();
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLineEdit *m_text;
    QLabel *m_result;
};

} // namespace counterbell::ui
