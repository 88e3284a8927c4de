// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace counterbell::ui
{

class CoreClient;
class ConnectionMark;
class MemberButton;
class RailButton;

/// The navigation rail, 80 wide, 56 folded (DESIGN-SYSTEM 4): the bell, the sections that work, the connection, and
/// who is signed in.
class Rail : public QWidget
{
    Q_OBJECT

public:
    explicit Rail(CoreClient &client, QWidget *parent = nullptr);

    /// A section, in order. `index` counts them from 0.
    RailButton *addSection(const QString &iconName, const QString &title);
    void setCurrent(int index);
    void setFolded(bool isFolded);
    [[nodiscard]] bool isFolded() const { return m_isFolded; }
    [[nodiscard]] RailButton *section(int index) const { return m_sections.at(size_t(index)); }

Q_SIGNALS:
    void chosen(int index);
    void memberPressed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_brand;
    QVBoxLayout *m_items;
    ConnectionMark *m_connection;
    MemberButton *m_member;
    std::vector<RailButton *> m_sections;
    bool m_isFolded = false;
};

} // namespace counterbell::ui
