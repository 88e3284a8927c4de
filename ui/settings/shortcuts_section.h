// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings/settings_section.h"

class QKeySequenceEdit;
class QLabel;

namespace counterbell::ui
{

class SegmentControl;
class Shortcuts;
class Switch;

/// Every key: change it, see what it would take from another, take the first ones back.
class ShortcutsSection : public SettingsSection
{
    Q_OBJECT

public:
    ShortcutsSection(CoreClient &client, Shortcuts &shortcuts, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override;

private:
    struct Row {
        QString id;
        QKeySequenceEdit *edit;
        QLabel *problem;
    };
    void build();
    void addGroup(const QString &section);
    QWidget *addRow(const QString &id, const QString &title, const QString &letter);
    void change(const Row &row);
    void write();

    Shortcuts &m_shortcuts;
    std::vector<Row> m_rows;
    Switch *m_letters;
    SegmentControl *m_send;
    bool m_isWriting = false;
};

} // namespace counterbell::ui
