// SPDX-License-Identifier: Apache-2.0
#include "core/notifications/placeholders.h"

#include <algorithm>

namespace counterbell::notifications
{

namespace
{

bool endsSentence(QStringView text)
{
    return text.isEmpty() || QStringView(u".!?\u2026").contains(text.back());
}

/// The placeholder that begins at `at`, without its braces; empty where none does.
QStringView nameAt(QStringView wording, qsizetype at)
{
    const auto close = wording[at] == u'{' ? wording.indexOf(u'}', at) : -1;
    const auto name = close < 0 ? QStringView() : wording.mid(at + 1, close - at - 1);
    return std::all_of(name.begin(), name.end(), [](QChar c) { return c >= u'a' && c <= u'z'; }) ? name : QStringView();
}

void dropBlank(QString &out)
{
    if (out.endsWith(u' '))
        out.chop(1);
}

} // namespace

QStringList placeholdersIn(QStringView wording)
{
    QStringList names;
    for (qsizetype i = 0; i < wording.size(); ++i) {
        const auto name = nameAt(wording, i);
        if (!name.isEmpty() && !names.contains(name))
            names << name.toString();
    }
    return names;
}

QString fillPlaceholders(QStringView wording, const QMap<QString, QString> &values)
{
    QString out;
    for (qsizetype i = 0; i < wording.size(); ++i) {
        const auto name = nameAt(wording, i);
        const auto value = name.isEmpty() ? values.end() : values.find(name.toString());
        if (value == values.end()) {
            out += wording[i];
            continue;
        }
        i += name.size() + 1;
        const auto next = [&] { return i + 1 < wording.size() ? wording[i + 1] : QChar(); };
        if (value->isEmpty()) {
            if (out.endsWith(u'(') && next() == u')') {
                out.chop(1);
                ++i;
            }
            dropBlank(out);
        } else {
            out += *value;
        }
        if (next() == u'.' && endsSentence(out))
            ++i;
    }
    return out.trimmed();
}

} // namespace counterbell::notifications
