// SPDX-License-Identifier: Apache-2.0
// What the template panel is made of, how it looks, and its keys.
#include "ui/inbox/side_section.h"
#include "ui/inbox/template_delegate.h"
#include "ui/inbox/template_form.h"
#include "ui/inbox/template_list_model.h"
#include "ui/inbox/template_panel.h"
#include "ui/inbox/template_values.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/search_field.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{
constexpr int kLeastBody = 240; // a list of three and the button to send
} // namespace

void TemplatePanel::build()
{
    setObjectName(u"templatePanel"_s);
    m_fact->setObjectName(u"templateFact"_s);
    m_fact->setTextFormat(Qt::PlainText);
    alignToStart(m_fact);
    alignToStart(m_advice);
    m_fact->setProperty("kind", u"strong"_s);
    m_advice->setTextFormat(Qt::PlainText);
    m_advice->setProperty("kind", u"secondary"_s);
    m_useSms->setObjectName(u"useSms"_s);
    // The fact takes the room that the advice leaves.
    m_useSms->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_close->setObjectName(u"closeTemplates"_s);
    m_search->setObjectName(u"templateSearch"_s);
    m_search->setAccessibleName(tr("Search templates"));
    m_language->setObjectName(u"templateLanguage"_s);
    m_language->setAccessibleName(tr("Language"));
    m_category->setObjectName(u"templateCategory"_s);
    m_category->setAccessibleName(tr("Category"));
    m_category->addItem(tr("All categories"), -1);
    for (const auto category : {TemplateCategory::Utility, TemplateCategory::Marketing})
        m_category->addItem(categoryName(category), int(category));
    m_language->addItem(tr("All languages"), QString());
    m_list->setObjectName(u"templateList"_s);
    m_list->setAccessibleName(tr("Templates"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TemplateDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(kSpace16, 0, kSpace12, 0);
    bar->setSpacing(kSpace4);
    bar->addSpacing(30); // what is painted there, at the start in either direction
    bar->addWidget(m_fact);
    bar->addWidget(m_advice, 1);
    bar->addWidget(m_useSms);
    bar->addWidget(m_close);
    auto *barWidget = new QWidget(this);
    barWidget->setLayout(bar);
    auto *filters = new QHBoxLayout;
    filters->setSpacing(kSpace4);
    filters->addWidget(m_language, 1);
    filters->addWidget(m_category, 1);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(kSpace12, kSpace12, kSpace12, kSpace8);
    top->setSpacing(kSpace8);
    top->addWidget(m_search);
    top->addLayout(filters);
    auto *left = new QVBoxLayout;
    setMargins(left, 0, 0, 1, 0); // the line at its end
    left->setSpacing(0);
    left->addLayout(top);
    left->addWidget(m_list, 1);
    auto *leftWidget = new QWidget(this);
    leftWidget->setLayout(left);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(leftWidget);
    body->addWidget(m_form, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(barWidget);
    rows->addLayout(body, 1);
    whenScaled(this, [this, barWidget, leftWidget] {
        barWidget->setFixedHeight(scaled(kTemplateBar));
        leftWidget->setFixedWidth(listWidth());
        setRoom(m_room);
    });
}

void TemplatePanel::setRoom(int height)
{
    m_room = height;
    const int wanted = scaled(kTemplateBar) + scaled(kTemplateBody);
    setFixedHeight(std::clamp(height, std::min(wanted, scaled(kTemplateBar) + scaled(kLeastBody)), wanted));
}

int TemplatePanel::listWidth() const
{
    return std::max(kTemplateList, scaled(kTemplateList) * 5 / 6); // large letters leave the form its part
}

void TemplatePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // The fact comes first; the advice only where there is room for all of it.
    const int others = m_fact->sizeHint().width() + m_useSms->sizeHint().width() + m_close->sizeHint().width() + 80;
    m_advice->setMaximumWidth(width() - others >= m_advice->sizeHint().width() ? QWIDGETSIZE_MAX : 0);
}

void TemplatePanel::connectParts()
{
    for (QWidget *watched : std::initializer_list<QWidget *>{m_search, m_list})
        watched->installEventFilter(this);
    connect(&m_client, &CoreClient::jobUpdated, this, [this](const Job &job) {
        if (isVisible() && job.contactId == m_conversation.contact.id)
            fetchJobs();
    });
    connect(m_search, &SearchField::searchChanged, this, &TemplatePanel::filter);
    connect(m_language, &QComboBox::currentIndexChanged, this, &TemplatePanel::filter);
    connect(m_category, &QComboBox::currentIndexChanged, this, &TemplatePanel::filter);
    // Selected and not current: a list that gets the focus has a current row that nobody chose.
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this](const QItemSelection &rows) {
        if (!rows.isEmpty())
            choose(rows.indexes().front().row());
    });
    // The one that was just sent, chosen again.
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (m_form->isSent())
            choose(index.row());
    });
    connect(m_form, &TemplateForm::sendRequested, this, &TemplatePanel::send);
    connect(m_form, &TemplateForm::jobChosen, this, &TemplatePanel::chooseJob);
    connect(m_useSms, &QPushButton::clicked, this, &TemplatePanel::smsRequested);
    connect(m_close, &QToolButton::clicked, this, &TemplatePanel::closeRequested);
    connect(&m_client, &CoreClient::templateUpdated, this, [this] {
        if (isVisible())
            fetchTemplates();
    });
}

bool TemplatePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isPlain = (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
        if (isPlain && (watched == m_list ? handleListKey(key->key()) : handleSearchKey(key->key())))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

bool TemplatePanel::handleListKey(int key)
{
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    const bool isChosen = m_model->rowOf(m_chosen) >= 0;
    if (isEnter && !isChosen)
        step(0);
    if (isEnter)
        m_form->focusFirstEmpty();
    else if (key == Qt::Key_Down && !isChosen)
        step(0);
    else
        return false;
    return true;
}

bool TemplatePanel::handleSearchKey(int key)
{
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        step(key == Qt::Key_Down ? 1 : -1);
    } else if (isEnter) {
        filter(); // the letters of the last moment too
        // Whoever searched takes what was found; whoever typed nothing has chosen nothing.
        if (m_chosen.isEmpty() && !m_search->text().trimmed().isEmpty())
            step(0);
        if (!m_chosen.isEmpty())
            m_form->focusFirstEmpty();
    } else {
        return false;
    }
    return true;
}

void TemplatePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_isForced)
        return Q_EMIT closeRequested();
    QWidget::keyPressEvent(event);
}

void TemplatePanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &c = colors(palette());
    painter.fillRect(rect(), c.base);
    painter.fillRect(0, 0, width(), 1, c.line2);
    const int bar = scaled(kTemplateBar);
    painter.fillRect(0, bar - 1, width(), 1, c.line);
    const QRect line(listWidth() - 1, bar, 1, height() - bar);
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), line), c.line);
    const QRect ring(kSpace16, (bar - kIconTool) / 2, kIconTool, kIconTool);
    const auto shown = QStyle::visualRect(layoutDirection(), rect(), ring);
    if (m_isForced)
        paintWindowRing(painter, shown, -1, false, palette());
    else
        paintIcon(painter, shown, u"template"_s, c.text2, layoutDirection());
}

} // namespace counterbell::ui
