// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/template_values.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace counterbell::ui
{

class TemplatePreview;

/// The blanks of one template, how it will look, and Send (mockup 04). Send stays disabled until every blank is
/// filled, and the line above says which is missing.
class TemplateForm : public QWidget
{
    Q_OBJECT

public:
    explicit TemplateForm(QWidget *parent = nullptr);

    /// `cost` is what such a message cost last; absent where unknown.
    void show(const Template &entry, const std::vector<TemplateBlank> &blanks, const QString &customer,
              const std::optional<Money> &cost);
    void clear(const QString &sentence);
    [[nodiscard]] bool isSent() const { return m_isSent; }
    /// Somebody typed into a blank since show().
    [[nodiscard]] bool isEdited() const { return m_isEdited; }
    void setSendText(const QString &text);
    void setProblem(const QString &sentence);
    /// It went out: not again before something was changed or chosen.
    void setSent();
    /// The core is being asked.
    void setBusy(bool isBusy);

Q_SIGNALS:
    void sendRequested(const counterbell::TemplateChoice &choice, const QString &text);

private:
    void build();
    void addField(int row);
    void handleEdited(int row, const QString &value);
    void showState();

    Template m_entry;
    std::vector<TemplateBlank> m_blanks;
    bool m_isBusy = false, m_isEdited = false, m_isSent = false;
    QWidget *m_body;
    QLabel *m_title, *m_language, *m_count, *m_previewTitle, *m_cost, *m_empty;
    QGridLayout *m_grid;
    TemplatePreview *m_preview;
    QPushButton *m_send;
};

} // namespace counterbell::ui
