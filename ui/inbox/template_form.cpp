// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/template_form.h"

#include "core/api/message.h"
#include "ui/client/format.h"
#include "ui/inbox/label_kind.h"
#include "ui/inbox/template_preview.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
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
    made->setFont(ui::font(text));
    made->setTextFormat(Qt::PlainText);
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
      m_body(new QWidget(this)),
      m_title(label(this, Text::Heading)),
      m_language(label(this, Text::Meta)),
      m_count(label(this, Text::MetaMedium)),
      m_previewTitle(label(this, Text::Meta)),
      m_cost(label(this, Text::Meta)),
      m_empty(label(this, Text::Base)),
      m_grid(new QGridLayout),
      m_preview(new TemplatePreview(this)),
      m_send(new QPushButton(icon(u"send"_s), tr("Send template"), this))
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
    auto *foot = new QHBoxLayout;
    foot->setSpacing(kSpace12);
    foot->addWidget(m_cost, 1);
    foot->addWidget(m_send);
    auto *inside = new QWidget(this);
    auto *fields = new QVBoxLayout(inside);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(kSpace8);
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
    column->addLayout(foot);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace12);
    outer->addWidget(m_body);
    outer->addWidget(m_empty);
    m_empty->hide();
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
    m_cost->setText(cost ? tr("%1 message, about %2. A reply opens the window for 24 hours.")
                               .arg(categoryName(entry.category), money(*cost))
                         : tr("%1 message. A reply opens the window for 24 hours.").arg(categoryName(entry.category)));
    setLabelKind(m_cost, u"secondary"_s);
    while (auto *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (int row = 0; row < int(m_blanks.size()); ++row)
        addField(row);
    m_body->show();
    m_empty->hide();
    showState();
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
    field->setAccessibleDescription(blank.source);
    field->setMaxLength(1024);
    name->setBuddy(field);
    auto *source = label(field, Text::Meta);
    source->setText(blank.source);
    setLabelKind(source, u"meta"_s);
    auto *inField = new QHBoxLayout(field);
    inField->setContentsMargins(0, 0, kSpace8 + 2, 0);
    inField->addStretch();
    inField->addWidget(source);
    source->setAttribute(Qt::WA_TransparentForMouseEvents);
    const int end = source->sizeHint().width() + kSpace16;
    field->setTextMargins(layoutDirection() == Qt::RightToLeft ? end : 0, 0,
                          layoutDirection() == Qt::RightToLeft ? 0 : end, 0);
    m_grid->addWidget(number, row, 0);
    m_grid->addWidget(name, row, 1);
    m_grid->addWidget(field, row, 2);
    connect(field, &QLineEdit::textEdited, this, [this, row, source](const QString &value) {
        source->hide(); // it is theirs now
        handleEdited(row, value);
    });
    connect(field, &QLineEdit::returnPressed, this, [this] {
        if (m_send->isEnabled())
            m_send->click();
        else
            focusNextChild();
    });
}

void TemplateForm::handleEdited(int row, const QString &value)
{
    m_isEdited = true;
    m_isSent = false;
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
    m_body->hide();
    m_empty->setText(sentence);
    setLabelKind(m_empty, u"secondary"_s);
    m_empty->show();
}

void TemplateForm::setSendText(const QString &text)
{
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
    if (!sentence.isEmpty()) {
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
