// SPDX-License-Identifier: Apache-2.0
#include "core/store/cursor.h"

namespace counterbell::store
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMaximumCursor = 2000;

QString encoded(const QString &key, qint64 id)
{
    return QString::fromLatin1((QString::number(id) + u':' + key)
                                   .toUtf8()
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

tl::unexpected<Error> refused(const QString &parameter)
{
    return refuse(Reason::InvalidArgument, {{u"argument"_s, parameter}});
}

struct Parts {
    QString key;
    qint64 id = 0;
};

Result<Parts> decoded(const QString &text)
{
    if (text.size() > kMaximumCursor)
        return refused(u"before"_s);
    const auto bytes = QByteArray::fromBase64Encoding(text.toUtf8(), QByteArray::Base64UrlEncoding |
                                                                         QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return refused(u"before"_s);
    const auto plain = QString::fromUtf8(bytes.decoded);
    const auto colon = plain.indexOf(u':');
    bool ok = colon > 0;
    Parts parts;
    if (ok)
        parts.id = QStringView(plain).left(colon).toLongLong(&ok);
    if (!ok)
        return refused(u"before"_s);
    parts.key = plain.mid(colon + 1);
    return parts;
}

template <class Cursor>
Result<Window<Cursor>> windowOf(const std::optional<QString> &before, std::optional<int> limit,
                                Result<Cursor> (*read)(const QString &))
{
    Window<Cursor> window;
    if (limit && *limit < 1)
        return refused(u"limit"_s);
    window.limit = std::min(limit.value_or(kDefaultPageSize), kMaximumPageSize);
    if (before) {
        const auto cursor = read(*before);
        if (!cursor)
            return tl::unexpected(cursor.error());
        window.before = *cursor;
    }
    return window;
}

} // namespace

QString cursorText(const TimeCursor &cursor)
{
    return encoded(QString::number(toMillis(cursor.at)), cursor.id);
}

QString cursorText(const TextCursor &cursor)
{
    return encoded(cursor.text, cursor.id);
}

Result<TimeCursor> readTimeCursor(const QString &text)
{
    const auto parts = decoded(text);
    if (!parts)
        return tl::unexpected(parts.error());
    bool ok = false;
    const auto at = parts->key.toLongLong(&ok);
    if (!ok)
        return refused(u"before"_s);
    return TimeCursor{fromMillis(at), parts->id};
}

Result<TextCursor> readTextCursor(const QString &text)
{
    return decoded(text).map([](const Parts &parts) { return TextCursor{parts.key, parts.id}; });
}

Result<Window<TimeCursor>> timeWindow(const std::optional<QString> &before, std::optional<int> limit)
{
    return windowOf<TimeCursor>(before, limit, &readTimeCursor);
}

Result<Window<TextCursor>> textWindow(const std::optional<QString> &before, std::optional<int> limit)
{
    return windowOf<TextCursor>(before, limit, &readTextCursor);
}

} // namespace counterbell::store
