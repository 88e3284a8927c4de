// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace counterbell::ui
{

class CoreClient;

/// How the console stands to its core: a dot and a word, never the dot alone (DESIGN-SYSTEM 4).
class ConnectionMark : public QWidget
{
    Q_OBJECT

public:
    ConnectionMark(CoreClient &client, QWidget *parent);

    /// Without room for the word it is an icon of its own shape, with the word as its tooltip.
    void setFolded(bool isFolded);
    [[nodiscard]] QString word() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] bool isOffline() const;

    CoreClient &m_client;
    bool m_isFolded = false;
};

/// Who is signed in: avatar 36 and first name. Pressing it switches.
class MemberButton : public QAbstractButton
{
    Q_OBJECT

public:
    MemberButton(CoreClient &client, QWidget *parent);

    void setFolded(bool isFolded);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void read();

    CoreClient &m_client;
    QString m_id, m_name;
    bool m_isFolded = false;
};

} // namespace counterbell::ui
