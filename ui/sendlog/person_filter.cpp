// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/person_filter.h"

#include "ui/client/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/search_field.h"

#include <QListWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

PersonFilter::PersonFilter(CoreClient &client, QWidget *parent) : QComboBox(parent), m_client(client)
{
    addItem(tr("Anyone"));
}

PersonFilter::~PersonFilter() = default;

void PersonFilter::build()
{
    m_panel = new QWidget(this, Qt::Popup);
    m_panel->setObjectName(u"personPanel"_s);
    m_panel->setAccessibleName(tr("Choose a customer"));
    m_search = new SearchField(tr("Name or number"));
    m_search->setAccessibleName(tr("Name or number"));
    m_list = new QListWidget;
    m_list->setAccessibleName(tr("Customers"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_panel->setFocusProxy(m_search);
    auto *column = new QVBoxLayout(m_panel);
    column->setContentsMargins(kSpace8, kSpace8, kSpace8, kSpace8);
    column->setSpacing(kSpace8);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    connect(m_search, &SearchField::searchChanged, this, &PersonFilter::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { choose(m_search->text().isEmpty() ? 0 : 1); });
    connect(m_list, &QListWidget::itemClicked, this, [this] { choose(m_list->currentRow()); });
    connect(m_list, &QListWidget::itemActivated, this, [this] { choose(m_list->currentRow()); });
}

void PersonFilter::showPopup()
{
    if (!m_panel)
        build();
    m_search->clear();
    search({});
    const auto start = layoutDirection() == Qt::RightToLeft ? rect().bottomLeft() : rect().bottomRight();
    m_panel->resize(scaled(280), scaled(320));
    auto at = mapToGlobal(start) + QPoint(0, kSpace4);
    if (layoutDirection() == Qt::LeftToRight)
        at.rx() -= m_panel->width() - 1;
    m_panel->move(at);
    m_panel->show();
    m_search->setFocus();
}

void PersonFilter::hidePopup()
{
    if (m_panel)
        m_panel->hide();
    QComboBox::hidePopup();
}

void PersonFilter::search(const QString &text)
{
    ContactListRequest request;
    request.filter = ContactFilter{.text = text.isEmpty() ? std::nullopt : std::optional(text), .tag = {}};
    request.limit = 50;
    m_client.call(methods::contactsList, request, this, [this, round = ++m_round](Result<Page<Contact>> page) {
        if (round != m_round)
            return;
        m_found = page ? std::move(page->items) : std::vector<Contact>();
        m_list->clear();
        m_list->addItem(tr("Anyone"));
        for (const auto &contact : m_found) {
            const auto number = contact.phone ? u"  "_s + phone(*contact.phone) : QString();
            m_list->addItem(isolated(contact.name) + number);
        }
    });
}

void PersonFilter::choose(int row)
{
    if (row < 0 || row > int(m_found.size()))
        return;
    m_panel->hide();
    const auto before = m_contact;
    if (row == 0) {
        m_contact.reset();
        write({});
    } else {
        m_contact = m_found[size_t(row - 1)].id;
        write(m_found[size_t(row - 1)].name);
    }
    if (m_contact != before)
        Q_EMIT changed();
}

void PersonFilter::setContact(std::optional<ContactId> contact)
{
    m_contact = contact;
    write({});
    if (!contact)
        return;
    m_client.call(methods::contactsGet, {*contact}, this, [this, contact](const Result<Contact> &answer) {
        if (answer && m_contact == contact)
            write(answer->name);
    });
}

void PersonFilter::write(const QString &name)
{
    setItemText(0, !m_contact ? tr("Anyone") : name.isEmpty() ? tr("One customer") : isolated(name));
}

} // namespace counterbell::ui
