// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/conversation_delegate.h"
#include "ui/inbox/conversation_list_view.h"
#include "ui/inbox/conversation_pager.h"
#include "ui/inbox/view_counts.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QToolButton;

namespace counterbell::ui
{

class EmptyState;
class FilterChipRow;
class SearchField;

/// The inbox's list of conversations: search, views with their counts, order, rows (mockups 01, 12). It fetches by
/// itself once the client is online.
class ConversationList : public QWidget
{
    Q_OBJECT

public:
    explicit ConversationList(CoreClient &client, QWidget *parent = nullptr);

    [[nodiscard]] ConversationId current() const { return m_rows->open(); }
    /// What the list knows of a conversation, to show at once while the whole is fetched; absent where it isn't loaded.
    [[nodiscard]] std::optional<Conversation> conversation(ConversationId id) const;
    void setView(ConversationView view);
    void setSort(ConversationSort sort);
    [[nodiscard]] const ConversationQuery &query() const { return m_pager.query(); }
    void focusSearch();
    void focusRows();

    QSize sizeHint() const override;

public Q_SLOTS:
    /// Marks it and emits selected() where it is another one; it needn't be in the list shown.
    void select(const counterbell::ConversationId &id);
    void selectNext() { step(1); }
    void selectPrevious() { step(-1); }
    /// The one that has waited longest and isn't open, from whichever list; nothing happens when nobody waits.
    void selectNextThatNeedsYou();

Q_SIGNALS:
    void selected(const counterbell::ConversationId &id);
    /// Somebody chose another view; a search is none.
    void viewChosen(counterbell::ConversationView view);
    /// "New message" was pressed.
    void newMessageRequested();
    /// For the rail's badge; at most kCountBound.
    void needsYouChanged(int count);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    QWidget *buildHeader();
    QWidget *buildViews();
    void start(const ConversationQuery &query);
    void search(const QString &text);
    void searchTicket(const QString &ticket);
    void showMoreMenu();
    void countsChanged();
    void showState();
    void pressed();
    void step(int steps);
    void timePassed();

    CoreClient &m_client;
    ConversationListModel m_model;
    ConversationPager m_pager;
    ViewCounts m_counts;
    ConversationDelegate m_delegate;
    QTimer m_minute;
    ConversationView m_viewBeforeSearch = ConversationView::NeedsYou;
    QMap<ConversationView, ConversationSort> m_sorts; ///< what the person chose
    std::optional<ConversationView> m_pressShows;

    QLabel *m_title;
    SearchField *m_search;
    FilterChipRow *m_views;
    QToolButton *m_sort, *m_write;
    QStackedLayout *m_stack;
    ConversationListView *m_rows;
    QWidget *m_skeleton;
    EmptyState *m_empty, *m_error;
    QPushButton *m_press;
};

} // namespace counterbell::ui
