// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/template_form.h"

#include "core/api/message.h"
#include "ui/client/format.h"
#include "ui/inbox/label_kind.h"
#include "ui/inbox/side_section.h"
#include "ui/inbox/template_preview.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

QLabel *label(QWidget *parent, Text text)
{
    auto *made = new QLabel(parent);
    whenScaled(parent, [made = QPointer(made), text] {
        if (made)
            made->setFont(ui::font(text));
    });
    made->setTextFormat(Qt::PlainText);
    alignToStart(made);
    return made;
}

/// The pane behind the preview.
class PreviewPane : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors(palette()).window);
        painter.drawRoundedRect(rect(), kCardRadius, kCardRadius);
    }
};

} // namespace

TemplateForm::TemplateForm(QWidget *parent)
    : QWidget(parent),
      m_sendText(tr("Send template")),
      m_body(new QWidget(this)),
      m_foot(new QWidget(this)),
      m_job(new QWidget(this)),
      m_title(label(this, Text::Heading)),
      m_language(label(this, Text::Meta)),
      m_count(label(this, Text::MetaMedium)),
      m_previewTitle(label(this, Text::Meta)),
      m_cost(label(this, Text::Meta)),
      m_empty(label(this, Text::Base)),
      m_jobs(new QComboBox(this)),
      m_grid(new QGridLayout),
      m_preview(new TemplatePreview(this)),
      m_send(new QPushButton(icon(u"send"_s), m_sendText, this))
{
    build();
    connect(m_send, &QPushButton::clicked, this, [this] {
        TemplateChoice choice{m_entry.sid, {}};
        for (const auto &blank : m_blanks)
            choice.variables.insert(blank.name, blank.value.trimmed());
        Q_EMIT sendRequested(choice, fillTemplate(m_entry.body, m_blanks).text);
    });
}

void TemplateForm::build()
{
    m_send->setObjectName(u"sendTemplate"_s);
    m_send->setProperty("kind", u"primary"_s);
    m_send->setProperty("large", true);
    m_title->setObjectName(u"templateTitle"_s);
    m_count->setObjectName(u"blanksFilled"_s);
    m_preview->setObjectName(u"templatePreview"_s);
    m_cost->setObjectName(u"templateCost"_s);
    m_cost->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_grid->setHorizontalSpacing(kSpace8);
    m_grid->setVerticalSpacing(kSpace8);
    m_grid->setColumnMinimumWidth(0, 28);
    m_grid->setColumnMinimumWidth(1, kKeyColumn);
    m_grid->setColumnStretch(2, 1);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_language);
    auto *pane = new PreviewPane(this);
    auto *inPane = new QVBoxLayout(pane);
    inPane->setContentsMargins(kSpace12, kSpace12, kSpace12, kSpace12);
    inPane->setSpacing(6);
    inPane->addWidget(m_previewTitle);
    inPane->addWidget(m_preview);
    inPane->addStretch();
    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(0, 0, 0, 0);
    foot->setSpacing(kSpace12);
    foot->addWidget(m_cost, 1);
    foot->addWidget(m_send);
    auto *inside = new QWidget(this);
    auto *fields = new QVBoxLayout(inside);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(kSpace8);
    m_job->setLayout(buildJob());
    fields->addWidget(m_job);
    fields->addLayout(m_grid);
    fields->addWidget(m_count);
    fields->addWidget(pane, 1);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(inside);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    column->addLayout(head);
    column->addWidget(scroll, 1);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace12);
    outer->setSpacing(kSpace8);
    outer->addWidget(m_body, 1);
    outer->addWidget(m_empty, 1);
    outer->addWidget(m_foot);
    m_empty->hide();
}

QLayout *TemplateForm::buildJob()
{
    m_jobs->setObjectName(u"templateJob"_s);
    m_jobs->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto *name = label(m_job, Text::BaseMedium);
    name->setText(tr("About"));
    name->setBuddy(m_jobs);
    name->setFixedWidth(28 + kSpace8 + kKeyColumn);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace8);
    row->addWidget(name);
    row->addWidget(m_jobs, 1);
    connect(m_jobs, &QComboBox::activated, this, [this](int index) {
        Q_EMIT jobChosen(JobId{m_jobs->itemData(index).toLongLong()});
        focusFirstEmpty();
    });
    return row;
}

void TemplateForm::show(const Template &entry, const std::vector<TemplateBlank> &blanks, const QString &customer,
                        const std::optional<Money> &cost)
{
    m_entry = entry;
    m_blanks = blanks;
    m_isBusy = false;
    m_isEdited = m_isSent = false;
    m_title->setText(templateTitle(entry));
    m_language->setText(languageName(entry.language));
    setLabelKind(m_language, u"meta"_s);
    setLabelKind(m_previewTitle, u"meta"_s);
    //: Above the preview of a template; %1 is the customer's first name
    m_previewTitle->setText(tr("%1 will see").arg(isolated(firstName(customer))));
    m_knownCost = cost;
    m_hasProblem = false;
    showCost();
    while (auto *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_fields.clear();
    for (int row = 0; row < int(m_blanks.size()); ++row)
        addField(row);
    m_body->show();
    m_foot->show();
    m_empty->hide();
    m_send->setText(m_sendText);
    showState();
}

void TemplateForm::showCost()
{
    const auto category = categoryName(m_entry.category);
    m_cost->setText(
        m_knownCost
            ? tr("%1 message, about %2. A reply opens the window for 24 hours.").arg(category, money(*m_knownCost))
            : tr("%1 message. A reply opens the window for 24 hours.").arg(category));
    setLabelKind(m_cost, u"secondary"_s);
}

void TemplateForm::setCost(const std::optional<Money> &cost)
{
    if (m_entry.sid.isEmpty() || cost == m_knownCost)
        return;
    m_knownCost = cost;
    if (!m_isSent && !m_hasProblem)
        showCost();
}

void TemplateForm::setJobs(const std::vector<Job> &jobs, JobId chosen)
{
    m_jobs->clear();
    for (const auto &job : jobs) {
        //: A job to choose: its ticket, then what it is
        const auto text = tr("%1, %2").arg(leftToRight(job.ticket), isolated(pieceOf(job)));
        m_jobs->addItem(text, job.id.value);
    }
    m_jobs->setPlaceholderText(tr("Choose a job"));
    m_jobs->setCurrentIndex(m_jobs->findData(chosen.value));
    const bool wantsOne = std::ranges::any_of(m_blanks, [](const auto &b) { return b.isOfJob; }) && m_jobs->count() > 1;
    m_job->setVisible(wantsOne);
}

void TemplateForm::refill(const std::vector<TemplateBlank> &blanks)
{
    for (size_t row = 0; row < m_fields.size() && row < blanks.size(); ++row) {
        auto &entry = m_fields[row];
        if (entry.isTyped)
            continue;
        m_blanks[row] = blanks[row];
        entry.field->setText(blanks[row].value);
        entry.field->setPlaceholderText(blanks[row].hint);
        entry.field->setAccessibleDescription(blanks[row].source.isEmpty() ? blanks[row].hint : blanks[row].source);
        entry.source->setText(blanks[row].source);
        placeSource(entry);
    }
    showState();
}

void TemplateForm::focusFirstEmpty()
{
    for (size_t row = 0; row < m_fields.size(); ++row) {
        if (!isValidTemplateValue(m_blanks[row].value))
            return m_fields[row].field->setFocus(Qt::TabFocusReason);
    }
    if (m_send->isEnabled())
        m_send->setFocus(Qt::TabFocusReason);
}

void TemplateForm::addField(int row)
{
    const auto &blank = m_blanks[size_t(row)];
    auto *number = label(this, Text::Meta);
    number->setText(leftToRight(u"{{%1}}"_s.arg(blank.name.size() > 3 ? QString::number(row + 1) : blank.name)));
    setLabelKind(number, u"meta"_s);
    auto *name = label(this, Text::BaseMedium);
    name->setText(blank.label);
    auto *field = new QLineEdit(blank.value, this);
    field->setObjectName(u"blank"_s + blank.name);
    field->setAccessibleName(blank.label);
    field->setAccessibleDescription(blank.source.isEmpty() ? blank.hint : blank.source);
    field->setPlaceholderText(blank.hint);
    field->setMaxLength(1024);
    name->setBuddy(field);
    auto *source = label(field, Text::Meta);
    source->setObjectName(u"blankSource"_s);
    source->setText(blank.source);
    setLabelKind(source, u"meta"_s);
    source->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *inField = new QHBoxLayout(field);
    inField->setContentsMargins(kSpace8 + 2, 2, kSpace8 + 2, 2); // mirrored with the field: within its border
    inField->addStretch();
    inField->addWidget(source);
    m_fields.push_back({field, source});
    placeSource(m_fields.back());
    m_grid->addWidget(number, row, 0);
    m_grid->addWidget(name, row, 1);
    m_grid->addWidget(field, row, 2);
    field->show(); // Enter may move into it before control is back in the event loop
    connect(field, &QLineEdit::textEdited, this, [this, row](const QString &value) {
        auto &entry = m_fields[size_t(row)];
        entry.isTyped = true; // it is theirs now
        entry.source->clear();
        placeSource(entry);
        handleEdited(row, value);
    });
    connect(field, &QLineEdit::returnPressed, this, [this] {
        if (m_send->isEnabled())
            m_send->click();
        else
            focusNextChild();
    });
}

/// Leaves room at the field's end for where its value came from.
void TemplateForm::placeSource(const BlankField &blank)
{
    const bool isShown = !blank.source->text().isEmpty();
    blank.source->setVisible(isShown);
    const int end = isShown ? blank.source->sizeHint().width() + kSpace16 : 0;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    blank.field->setTextMargins(isMirrored ? end : 0, 0, isMirrored ? 0 : end, 0);
}

void TemplateForm::handleEdited(int row, const QString &value)
{
    m_isEdited = true;
    m_isSent = m_hasProblem = false;
    m_blanks[size_t(row)].value = value;
    m_blanks[size_t(row)].source.clear();
    showState();
}

void TemplateForm::showState()
{
    const auto missing = std::find_if(m_blanks.begin(), m_blanks.end(),
                                      [](const TemplateBlank &blank) { return !isValidTemplateValue(blank.value); });
    const int filled = int(std::count_if(m_blanks.begin(), m_blanks.end(),
                                         [](const TemplateBlank &blank) { return isValidTemplateValue(blank.value); }));
    const bool isComplete = missing == m_blanks.end();
    //: How many of a template's blanks are filled: "✓ 3 of 3 blanks filled"
    auto text = tr("%1 of %2 blanks filled").arg(filled).arg(m_blanks.size());
    m_count->setText(m_blanks.empty() ? tr("This template has no blanks")
                     : isComplete     ? u"✓ "_s + text
                                      : text + u". "_s + tr("Missing: %1").arg(missing->label));
    setLabelKind(m_count, isComplete ? u"ok"_s : u"secondary"_s);
    m_preview->setText(fillTemplate(m_entry.body, m_blanks));
    m_send->setEnabled(isComplete && !m_isBusy && !m_isSent);
}

void TemplateForm::clear(const QString &sentence)
{
    m_entry = {};
    m_blanks.clear();
    m_isEdited = m_isSent = false;
    m_body->hide();
    m_foot->hide();
    m_empty->setText(sentence);
    setLabelKind(m_empty, u"secondary"_s);
    m_empty->show();
}

void TemplateForm::clearToChoose(const QString &sentence)
{
    clear(sentence);
    m_cost->clear();
    m_send->setText(tr("Choose a template"));
    m_send->setEnabled(false);
    m_foot->show();
}

void TemplateForm::setSendText(const QString &text)
{
    m_sendText = text;
    if (!m_entry.sid.isEmpty())
        m_send->setText(text);
}

void TemplateForm::setSent()
{
    m_isBusy = false;
    m_isSent = true;
    m_cost->setText(tr("Sent. Choose or change something to send another one."));
    setLabelKind(m_cost, u"ok"_s);
    showState();
}

void TemplateForm::setProblem(const QString &sentence)
{
    m_isBusy = false;
    showState();
    m_hasProblem = !sentence.isEmpty();
    if (m_hasProblem) {
        m_cost->setText(sentence);
        setLabelKind(m_cost, u"error"_s);
    }
}

void TemplateForm::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    showState();
}

} // namespace counterbell::ui
