// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/form.h"

#include <algorithm>

namespace counterbell::sandbox
{

namespace
{

QString decodedPart(QByteArray part)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(part.replace('+', ' ')));
}

/// A space becomes `+`, as in Twilio's own posts (FACTS 4.6).
QByteArray encodedPart(const QString &part)
{
    return part.toUtf8().toPercentEncoding(" ").replace(' ', '+');
}

} // namespace

Form Form::parse(const QByteArray &encoded)
{
    Form form;
    for (const auto &part : encoded.split('&')) {
        if (part.isEmpty())
            continue;
        const auto equals = part.indexOf('=');
        if (equals < 0)
            form.add(decodedPart(part), QString::fromLatin1(""));
        else
            form.add(decodedPart(part.left(equals)), decodedPart(part.mid(equals + 1)));
    }
    return form;
}

QByteArray Form::encoded() const
{
    QByteArray out;
    for (const auto &[name, value] : m_pairs) {
        if (!out.isEmpty())
            out += '&';
        out += encodedPart(name) + '=' + encodedPart(value);
    }
    return out;
}

void Form::removeAll(const QString &name)
{
    m_pairs.removeIf([&](const Pair &pair) { return pair.first == name; });
}

std::optional<QString> Form::find(const QString &name) const
{
    const auto hit = std::ranges::find(m_pairs, name, &Pair::first);
    return hit == m_pairs.end() ? std::nullopt : std::optional(hit->second);
}

QStringList Form::values(const QString &name) const
{
    QStringList found;
    for (const auto &[key, value] : m_pairs) {
        if (key == name)
            found.append(value);
    }
    return found;
}

} // namespace counterbell::sandbox
