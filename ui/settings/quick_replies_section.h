// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/quick_reply.h"
#include "ui/settings/form_section.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace counterbell::ui
{

class SettingsCard;
class TextBox;

/// Texts that the composer offers on "/": the shop's, the same at every computer.
class QuickRepliesSection : public FormSection
{
    Q_OBJECT

public:
    explicit QuickRepliesSection(CoreClient &client, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override;
    bool hasChanges() const override;

protected:
    void fetch() override;
    void reset() override;
    void save() override;
    QString lockFact() const override;

private:
    struct Row {
        QWidget *widget;
        QLineEdit *name;
        TextBox *text;
    };
    void addRow(const QuickReply &reply);
    void removeRow(const QWidget *row);
    [[nodiscard]] QuickReplies typed() const;
    void showProblem(const Error &error);

    QuickReplies m_kept;
    SettingsCard *m_card;
    std::vector<Row> m_rows;
    QPushButton *m_add;
    QLabel *m_problem;
};

} // namespace counterbell::ui
