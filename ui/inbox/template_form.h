// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/template_values.h"

#include <QWidget>

class QComboBox;
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
    /// The same template about another job: what somebody typed stays.
    void refill(const std::vector<TemplateBlank> &blanks);
    /// The jobs that it may be about, to choose from where there are several. `chosen` is null for none yet.
    void setJobs(const std::vector<Job> &jobs, JobId chosen);
    /// What such a message costs has become known, or isn't; absent where unknown.
    void setCost(const std::optional<Money> &cost);
    void clear(const QString &sentence);
    /// Nothing is chosen: the button says so.
    void clearToChoose(const QString &sentence);
    /// Into the first blank that is empty; with none, onto what can be done next.
    void focusFirstEmpty();
    [[nodiscard]] bool isFor(const QString &sid) const { return !sid.isEmpty() && m_entry.sid == sid; }
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
    void jobChosen(counterbell::JobId job);

private:
    struct BlankField {
        QLineEdit *field;
        QLabel *source;
        bool isTyped = false;
    };

    void build();
    QLayout *buildJob();
    void addField(int row);
    void placeSource(const BlankField &blank);
    void showCost();
    void handleEdited(int row, const QString &value);
    void showState();

    Template m_entry;
    std::vector<TemplateBlank> m_blanks;
    std::vector<BlankField> m_fields;
    std::optional<Money> m_knownCost;
    QString m_sendText;
    bool m_isBusy = false, m_isEdited = false, m_isSent = false, m_hasProblem = false;
    QWidget *m_body, *m_foot, *m_job;
    QLabel *m_title, *m_language, *m_count, *m_previewTitle, *m_cost, *m_empty;
    QComboBox *m_jobs;
    QGridLayout *m_grid;
    TemplatePreview *m_preview;
    QPushButton *m_send;
};

} // namespace counterbell::ui
