// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/template_repository.h"

#include "core/store/cursor.h"

#include <QJsonDocument>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

const auto kColumns = u"sid, name, language, category, status, body, parameters, rejection_reason"_s;

Template templateOf(const Query &q)
{
    Template t;
    t.sid = q.text(0);
    t.name = q.text(1);
    t.language = q.text(2);
    t.category = q.word(3, TemplateCategory::Utility);
    t.status = q.word(4, TemplateStatus::Unsubmitted);
    t.body = q.text(5);
    for (const auto &name : QJsonDocument::fromJson(q.text(6).toUtf8()).array())
        t.parameters.push_back(name.toString());
    t.rejectionReason = q.maybe(7, &Query::text);
    return t;
}

QString parametersJson(const Template &t)
{
    return QString::fromUtf8(
        QJsonDocument(Json<std::vector<QString>>::write(t.parameters).toArray()).toJson(QJsonDocument::Compact));
}

/// A template's place in the list by name. The cursor is opaque to callers, so name and sid travel in it as they are.
QString cursorOf(const Template &t)
{
    return QString::fromLatin1(
        (t.name + u'\n' + t.sid).toUtf8().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

std::optional<Template> TemplateRepository::find(store::Connection &db, const QString &sid) const
{
    const auto row = db.query(u"SELECT "_s + kColumns + u" FROM templates WHERE sid = ?"_s, sid);
    return row->next() ? std::optional(templateOf(*row)) : std::nullopt;
}

std::optional<Template> TemplateRepository::findApproved(store::Connection &db, const QString &name,
                                                         const QString &language) const
{
    const auto row = db.query(u"SELECT "_s + kColumns +
                                  u" FROM templates WHERE name = ? AND status = 'approved' "
                                  "ORDER BY CASE WHEN language = ? THEN 0 ELSE 1 END, sid LIMIT 1"_s,
                              name, language);
    return row->next() ? std::optional(templateOf(*row)) : std::nullopt;
}

Result<Page<Template>> TemplateRepository::page(store::Connection &db, const TemplateFilter &filter,
                                                const std::optional<QString> &before, std::optional<int> limit) const
{
    const auto window = store::timeWindow({}, limit);
    if (!window)
        return tl::unexpected(window.error());
    QStringList after{u""_s, u""_s};
    if (before) {
        after =
            QString::fromUtf8(QByteArray::fromBase64(before->toLatin1(), QByteArray::Base64UrlEncoding)).split(u'\n');
        if (after.size() != 2)
            return refuse(Reason::InvalidArgument, {{u"argument"_s, u"before"_s}});
    }
    Page<Template> page;
    if (filter.channel == Channel::Sms) // templates are WhatsApp's
        return page;
    const auto rows = db.query(
        u"SELECT "_s + kColumns +
            u" FROM templates WHERE (name, sid) > (?, ?) AND (CAST(? AS TEXT) IS NULL OR status = ?) "
            "AND (CAST(? AS TEXT) IS NULL OR language = ?) ORDER BY name, sid LIMIT ?"_s,
        after.at(0), after.at(1), filter.status, filter.status, filter.language, filter.language, window->limit + 1);
    while (rows->next())
        page.items.push_back(templateOf(*rows));
    if (page.items.size() > size_t(window->limit)) {
        page.items.resize(size_t(window->limit));
        page.next = cursorOf(page.items.back());
    }
    return page;
}

void TemplateRepository::replaceAll(store::Tx &tx, const std::vector<Template> &templates, Timestamp now) const
{
    for (const auto &t : templates) {
        const auto known = find(tx, t.sid);
        tx.execute(
            u"INSERT INTO templates (sid, name, language, category, status, body, parameters, rejection_reason, "
            u"synced_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sid) DO UPDATE SET name = excluded.name, "
            "language = excluded.language, category = excluded.category, status = excluded.status, body = "
            "excluded.body, "
            "parameters = excluded.parameters, rejection_reason = excluded.rejection_reason, synced_at = excluded.synced_at"_s,
            t.sid, t.name, t.language, t.category, t.status, t.body, parametersJson(t), t.rejectionReason, now);
        if (known != t)
            tx.changed(store::Topic::TemplateUpdated, 0, t.sid);
    }
    // What the provider lists no more can't be sent any more; its rows in the history keep their text.
    std::vector<Template> gone;
    {
        const auto rows = tx.query(u"SELECT "_s + kColumns + u" FROM templates WHERE synced_at <> ?"_s, now);
        while (rows->next())
            gone.push_back(templateOf(*rows));
    }
    for (auto &t : gone) {
        tx.execute(u"DELETE FROM templates WHERE sid = ?"_s, t.sid);
        t.status = TemplateStatus::Disabled; // its last row is gone, so the event says what became of it
        tx.record(store::Topic::TemplateUpdated, toJson(t));
    }
}

void TemplateRepository::setStatus(store::Tx &tx, const QString &sid, TemplateStatus status) const
{
    if (tx.execute(u"UPDATE templates SET status = ? WHERE sid = ? AND status <> ?"_s, status, sid, status) > 0)
        tx.changed(store::Topic::TemplateUpdated, 0, sid);
}

} // namespace counterbell::messaging
