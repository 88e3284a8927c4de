// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/desk/conversation_list_repository.h"

#include "core/contacts/search_text.h"
#include "core/store/cursor.h"

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

/// Rows of a list that a text is looked for in one by one, before all customers are searched.
constexpr int kLookedThroughFirst = 500;

/// Conditions and values; absent members of the filter add nothing, so that each list can use its index.
struct Where {
    QString sql;
    QVariantList values;

    template <class... Args>
    void add(const QString &condition, const Args &...args)
    {
        sql += u" AND "_s + condition;
        (values.append(store::toSql(args)), ...);
    }
};

void addView(Where &where, ConversationView view, MemberId me)
{
    switch (view) {
    case ConversationView::NeedsYou:
        where.add(
            u"c.status = 'open' AND (c.handling = 'needs_human' OR (c.handling = 'human' AND c.needs_reply = 1))"_s);
        break;
    case ConversationView::Mine:
        where.add(u"c.assignee_id = ? AND c.status = 'open'"_s, me);
        break;
    case ConversationView::Ai:
        where.add(u"c.handling = 'ai' AND c.status = 'open'"_s);
        break;
    case ConversationView::Unassigned:
        where.add(u"c.handling <> 'ai' AND c.assignee_id IS NULL AND c.status = 'open'"_s);
        break;
    case ConversationView::Waiting:
        where.add(u"c.status = 'open' AND c.handling = 'human' AND c.needs_reply = 0"_s);
        break;
    case ConversationView::Failed:
        where.add(u"c.failed = 1"_s);
        break;
    case ConversationView::Snoozed:
        where.add(u"c.status = 'snoozed'"_s);
        break;
    case ConversationView::Closed:
        where.add(u"c.status = 'closed'"_s);
        break;
    case ConversationView::All:
        break;
    }
}

/// How a text is looked for: in all customers at once, or in each conversation's own one. The first is right where few
/// fit, the second where many do.
enum class TextSearch { Whole, RowByRow };

/// Parts of a name and of a number: all of them have to fit.
void addText(Where &where, const QString &text, TextSearch how)
{
    const auto terms = contacts::searchTerms(text);
    const bool isWhole = how == TextSearch::Whole;
    where.sql += isWhole ? u" AND c.contact_id IN (SELECT k.id FROM contacts k WHERE 1 = "_s
                         : u" AND EXISTS (SELECT 1 FROM contacts k WHERE k.id = c.contact_id AND 1 = "_s;
    where.sql += terms.isEmpty() ? u'0' : u'1';
    for (const auto &word : terms.words)
        where.add(u"k.name_search LIKE ? ESCAPE '!'"_s, contacts::containsPattern(word));
    const auto addresses =
        isWhole ? u"k.id IN (SELECT contact_id FROM contact_addresses WHERE value LIKE ?)"_s
                : u"EXISTS (SELECT 1 FROM contact_addresses a WHERE a.contact_id = k.id AND a.value LIKE ?)"_s;
    for (const auto &number : terms.numbers)
        where.add(u"(k.name_search LIKE ? OR "_s + addresses + u')', contacts::containsPattern(number),
                  contacts::containsPattern(number));
    where.sql += u')';
}

bool hasText(const ConversationFilter &filter)
{
    return filter.text && !filter.text->trimmed().isEmpty();
}

Where whereOf(const ConversationFilter &filter, MemberId me, TextSearch how = TextSearch::Whole)
{
    Where where;
    const auto view = filter.view.value_or(ConversationView::All);
    addView(where, view, me);
    // Members' own threads are no customers' conversations; they are only in the list of everything.
    if (view != ConversationView::All)
        where.add(u"c.contact_id IS NOT NULL"_s);
    if (filter.handling)
        where.add(u"c.handling = ?"_s, *filter.handling);
    if (filter.assigneeId)
        where.add(u"c.assignee_id = ?"_s, *filter.assigneeId);
    if (filter.status)
        where.add(u"c.status = ?"_s, *filter.status);
    if (filter.contactId)
        where.add(u"c.contact_id = ?"_s, *filter.contactId);
    if (filter.channel)
        where.add(u"EXISTS (SELECT 1 FROM conversation_channels h WHERE h.conversation_id = c.id AND h.channel = ?)"_s,
                  *filter.channel);
    if (hasText(filter))
        addText(where, *filter.text, how);
    return where;
}

} // namespace

Result<Page<ConversationId>> ConversationListRepository::page(store::Connection &db,
                                                              const ConversationsRequest &request, MemberId me) const
{
    const auto window = store::timeWindow(request.before, request.limit);
    if (!window)
        return tl::unexpected(window.error());
    const auto filter = request.filter.value_or(ConversationFilter{});
    // Those who don't wait follow those who do, newest first among themselves being of no use here: one rising key.
    const bool isWaiting = request.sort == ConversationSort::Waiting;
    const auto key = isWaiting ? u"COALESCE(c.waiting_since, 9000000000000000)"_s : u"c.last_activity_at"_s;
    const auto from = window->before.value_or(isWaiting ? store::TimeCursor{Timestamp::min(), 0} : store::kNewestFirst);
    // The second condition says nothing new: on an expression's index only a plain comparison finds the place.
    const auto place = u"(%1, c.id) %2 (?, ?) AND %1 %2= ?"_s.arg(key, isWaiting ? u">"_s : u"<"_s);
    const auto order = u"ORDER BY %1 %2, c.id %2"_s.arg(key, isWaiting ? u"ASC"_s : u"DESC"_s);
    const QVariantList start{store::toSql(from.at), from.id, store::toSql(from.at)};
    using Found = std::vector<std::pair<ConversationId, Timestamp>>;
    const auto read = [&](const QString &sql, const QVariantList &values) {
        Query rows(db, sql);
        rows.runWith(values);
        Found found;
        while (rows.next())
            found.emplace_back(rows.id<ConversationId>(0), rows.time(1));
        return found;
    };

    Found found;
    if (hasText(filter)) {
        // "4" is in everybody's number: all who fit would be collected and sorted for the first page alone.
        const auto where = whereOf(filter, me, TextSearch::RowByRow);
        found = read(u"SELECT c.id, %1 FROM (SELECT * FROM conversations c WHERE %2 %3 LIMIT %4) c WHERE 1 = 1 %5 %3 "
                     "LIMIT ?"_s.arg(key, place, order, QString::number(kLookedThroughFirst), where.sql),
                     start + where.values + QVariantList{window->limit + 1});
    }
    if (int(found.size()) <= window->limit) {
        const auto where = whereOf(filter, me);
        found = read(u"SELECT c.id, %1 FROM conversations c WHERE %2 %3 %4 LIMIT ?"_s.arg(key, place, where.sql, order),
                     start + where.values + QVariantList{window->limit + 1});
    }
    const auto cut = store::cutPage(std::move(found), window->limit,
                                    [](const auto &f) { return store::TimeCursor{f.second, f.first.value}; });
    Page<ConversationId> page;
    page.next = cut.next;
    for (const auto &[id, at] : cut.items)
        page.items.push_back(id);
    return page;
}

ConversationCounts ConversationListRepository::counts(store::Connection &db, MemberId me) const
{
    ConversationCounts counts;
    for (const auto &[view, name] : WireNames<ConversationView>::values) {
        ConversationFilter filter;
        filter.view = view;
        const auto where = whereOf(filter, me);
        Query row(db, u"SELECT COUNT(*) FROM (SELECT 1 FROM conversations c WHERE 1 = 1 %1 LIMIT ?) bounded"_s.arg(
                          where.sql));
        auto values = where.values;
        values << kCountBound;
        row.runWith(values);
        if (row.next())
            counts.*countOf(view) = int(row.integer(0));
    }
    return counts;
}

} // namespace counterbell::inbox
