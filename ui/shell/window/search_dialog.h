// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/id.h"
#include "ui/widgets/dialog.h"

class QListView;
class QModelIndex;

namespace counterbell::ui
{

class CoreClient;
class SearchField;
class SearchResults;

/// Ctrl+K: people, numbers in any notation, tickets, words of messages. The arrows move in the list while the field
/// keeps the focus; Enter goes there.
class SearchDialog : public Dialog
{
    Q_OBJECT

public:
    SearchDialog(CoreClient &client, QWidget *over);

Q_SIGNALS:
    void conversationChosen(const counterbell::ConversationId &id);
    void jobChosen(const counterbell::JobId &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void settle();
    void choose(const QModelIndex &index);

    CoreClient &m_client;
    SearchField *m_field;
    QListView *m_list;
    SearchResults *m_results;
    QLabel *m_nothing;
    QString m_text;
    int m_round = 0; ///< answers of an older search are not shown
    int m_open = 0;
};

} // namespace counterbell::ui
