// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

#include <QComboBox>

class QListWidget;

namespace counterbell::ui
{

class SearchField;

/// "Anyone", or one customer out of all of them: opens a small panel that searches as one types.
class PersonFilter : public QComboBox
{
    Q_OBJECT

public:
    explicit PersonFilter(CoreClient &client, QWidget *parent = nullptr);
    ~PersonFilter() override;

    [[nodiscard]] std::optional<ContactId> contact() const { return m_contact; }
    /// Without emitting; the name is asked of the core.
    void setContact(std::optional<ContactId> contact);

    void showPopup() override;
    void hidePopup() override;

Q_SIGNALS:
    void changed();

private:
    void build();
    void search(const QString &text);
    void choose(int row);
    void write(const QString &name);

    CoreClient &m_client;
    std::optional<ContactId> m_contact;
    QWidget *m_panel = nullptr;
    SearchField *m_search = nullptr;
    QListWidget *m_list = nullptr;
    std::vector<Contact> m_found;
    int m_round = 0;
};

} // namespace counterbell::ui
