// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/team.h"
#include "ui/client/core_client.h"
#include "ui/widgets/toast_spec.h"

#include <QWidget>

class QBoxLayout;
class QScrollArea;
class QVBoxLayout;

namespace counterbell::ui
{

class Banner;

/// One section of the settings: its title stands over it, its content scrolls.
class SettingsSection : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsSection(CoreClient &client, QWidget *parent = nullptr);

    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString iconName() const = 0;
    /// It has come to the front, or the core's data are others: the place to fetch.
    virtual void opened() {}
    /// What was typed and not saved; it stays until it is.
    [[nodiscard]] virtual bool hasChanges() const { return false; }

Q_SIGNALS:
    void toastRequested(const counterbell::ui::ToastSpec &toast);
    void changesChanged();

protected:
    [[nodiscard]] bool may(QLatin1StringView permission) const;
    /// 712 wide at most, under each other; `content` may hold more beside it.
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    /// A pane of 328 beside the column; below it where there is no room for both.
    void setAside(QWidget *aside);
    /// "Only owners and managers can change these. Ask Mia Tanaka or Jon Halden."
    void setLockedFor(bool isLocked, const QString &fact);
    /// For settings that the core doesn't tell everybody: nothing but the lock's sentence stays.
    void setKept(bool isKept);
    void say(const QString &fact, const QString &detail = {}, bool isFailure = false);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void askForNames();
    void arrange();

    CoreClient &m_sectionClient;
    QVBoxLayout *m_column;
    QWidget *m_content;
    QScrollArea *m_area;
    QBoxLayout *m_row;
    QWidget *m_columnBox;
    QWidget *m_aside = nullptr;
    Banner *m_lock;
    QString m_lockFact;
    std::vector<QWidget *> m_kept; ///< hidden by setKept()
};

/// "Ask Mia Tanaka or Jon Halden.": managers first, as many as fit a line.
[[nodiscard]] QString whomToAsk(const std::vector<Member> &members);

} // namespace counterbell::ui
