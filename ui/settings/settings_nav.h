// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

class QButtonGroup;
class QVBoxLayout;

namespace counterbell::ui
{

/// One line of the settings list: icon 18, word; chosen as sel with accent-t 600.
class SettingsNavItem : public QAbstractButton
{
    Q_OBJECT

public:
    SettingsNavItem(const QString &iconName, const QString &text, QWidget *parent = nullptr);

    /// A dot behind the word: something there isn't saved.
    void setUnsaved(bool isUnsaved);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_icon;
    bool m_isUnsaved = false;
};

/// The list of sections, 232 wide, in groups.
class SettingsNav : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsNav(QWidget *parent = nullptr);

    void addGroup(const QString &title);
    /// Its index counts sections, not groups.
    SettingsNavItem *addItem(const QString &iconName, const QString &text);
    void setCurrent(int index);
    [[nodiscard]] int current() const;

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QVBoxLayout *m_column;
    QButtonGroup *m_items;
};

} // namespace counterbell::ui
