// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace counterbell::ui
{

class CoreClient;
class SignInPanel;

/// A screen before the pages: the bell and the name at the start, what there is to do beside it, as the first-run
/// pages are drawn.
class FrontScreen : public QWidget
{
    Q_OBJECT

public:
    FrontScreen(const QString &title, QWidget *content, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// Who is at the counter?
class SignInScreen : public QWidget
{
    Q_OBJECT

public:
    explicit SignInScreen(CoreClient &client, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    SignInPanel *m_panel;
};

} // namespace counterbell::ui
