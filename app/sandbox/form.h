// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace counterbell::sandbox
{

/// The name-value pairs of a form body or a query, in their order, names repeatable (MediaUrl, FACTS 1.1).
class Form
{
public:
    using Pair = std::pair<QString, QString>;

    Form() = default;
    explicit Form(QList<Pair> pairs) : m_pairs(std::move(pairs)) {}

    /// application/x-www-form-urlencoded: `+` is a space before percent-decoding, the text is UTF-8.
    [[nodiscard]] static Form parse(const QByteArray &encoded);
    [[nodiscard]] QByteArray encoded() const;

    void add(const QString &name, const QString &value) { m_pairs.append({name, value}); }
    void removeAll(const QString &name);
    [[nodiscard]] bool has(const QString &name) const { return find(name).has_value(); }
    /// The first value of that name; nullopt when the name is absent, "" when it stands alone.
    [[nodiscard]] std::optional<QString> find(const QString &name) const;
    [[nodiscard]] QString value(const QString &name) const { return find(name).value_or(QString()); }
    [[nodiscard]] QStringList values(const QString &name) const;
    [[nodiscard]] const QList<Pair> &pairs() const { return m_pairs; }

private:
    QList<Pair> m_pairs;
};

} // namespace counterbell::sandbox
