// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/api/enums.h"
#include "core/api/id.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QMap>

#include <cmath>
#include <concepts>
#include <tuple>
#include <vector>

/// JSON both ways, and JSON Schema, from one field list in each struct of the contract:
///
///     struct Pin { QString login; std::optional<int> tries;
///         static constexpr auto fields() { return std::tuple{field("login", &Pin::login), field("tries",
///         &Pin::tries)}; } };
///
/// An optional member may be missing or null; every other one is required. Unknown names are refused, except where the
/// reader passes over them (JsonProblem::passesOverUnknown).
namespace counterbell
{

template <class Struct, class Member>
struct Field {
    QLatin1StringView name;
    Member Struct::*member;
};

template <class Struct, class Member, size_t N>
[[nodiscard]] constexpr auto field(const char (&name)[N], Member Struct::*member)
{
    return Field<Struct, Member>{QLatin1StringView(name, N - 1), member};
}

template <class T>
concept HasFields = requires { T::fields(); };

/// How one type looks in JSON. Specialise it for a type with a form of its own (Money, a cursor).
/// `read` answers false for a wrong type or value and says where through `path`.
template <class T>
struct Json;

/// What was wrong with a parameter: the path to it and a word about it, for -32602's message.
struct JsonProblem {
    QString path;
    QString problem;
    bool passesOverUnknown = false; ///< set before: a console reads what a newer core says
};

template <>
struct Json<bool> {
    static QJsonValue write(bool v) { return v; }
    static bool read(const QJsonValue &j, bool &out, JsonProblem &p)
    {
        if (!j.isBool())
            return p.problem = QStringLiteral("expected true or false"), false;
        out = j.toBool();
        return true;
    }
    static QJsonObject schema() { return {{QStringLiteral("type"), QStringLiteral("boolean")}}; }
};

template <std::integral I>
    requires(!std::same_as<I, bool>)
struct Json<I> {
    static QJsonValue write(I v) { return QJsonValue(static_cast<qint64>(v)); }
    static bool read(const QJsonValue &j, I &out, JsonProblem &p)
    {
        const double asDouble = j.toDouble(0.5);
        if (!j.isDouble() || std::trunc(asDouble) != asDouble || std::abs(asDouble) > 9.0e15 ||
            !std::in_range<I>(j.toInteger()))
            return p.problem = QStringLiteral("expected a whole number"), false;
        out = static_cast<I>(j.toInteger());
        return true;
    }
    static QJsonObject schema() { return {{QStringLiteral("type"), QStringLiteral("integer")}}; }
};

template <>
struct Json<double> {
    static QJsonValue write(double v) { return v; }
    static bool read(const QJsonValue &j, double &out, JsonProblem &p)
    {
        if (!j.isDouble())
            return p.problem = QStringLiteral("expected a number"), false;
        out = j.toDouble();
        return true;
    }
    static QJsonObject schema() { return {{QStringLiteral("type"), QStringLiteral("number")}}; }
};

template <>
struct Json<QString> {
    static QJsonValue write(const QString &v) { return v.isNull() ? QStringLiteral("") : v; }
    static bool read(const QJsonValue &j, QString &out, JsonProblem &p)
    {
        if (!j.isString())
            return p.problem = QStringLiteral("expected a string"), false;
        out = j.toString();
        return true;
    }
    static QJsonObject schema() { return {{QStringLiteral("type"), QStringLiteral("string")}}; }
};

template <>
struct Json<QJsonObject> {
    static QJsonValue write(const QJsonObject &v) { return v; }
    static bool read(const QJsonValue &j, QJsonObject &out, JsonProblem &p)
    {
        if (!j.isObject())
            return p.problem = QStringLiteral("expected an object"), false;
        out = j.toObject();
        return true;
    }
    static QJsonObject schema() { return {{QStringLiteral("type"), QStringLiteral("object")}}; }
};

template <class Tag>
struct Json<Id<Tag>> {
    static QJsonValue write(Id<Tag> v) { return v.toString(); }
    static bool read(const QJsonValue &j, Id<Tag> &out, JsonProblem &p)
    {
        const auto text = j.toString();
        bool ok = !text.isEmpty() && text.size() <= 19 && (text.front() != u'0' || text.size() == 1) &&
                  std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (ok)
            out.value = text.toLongLong(&ok);
        if (!ok)
            p.problem = QStringLiteral("expected an id, a string of digits");
        return ok;
    }
    static QJsonObject schema()
    {
        return {{QStringLiteral("type"), QStringLiteral("string")},
                {QStringLiteral("pattern"), QStringLiteral("^(0|[1-9][0-9]{0,18})$")}};
    }
};

[[nodiscard]] QString toIso(Timestamp at);                       ///< "2026-05-17T10:02:00.000Z"
[[nodiscard]] std::optional<Timestamp> fromIso(const QString &); ///< any ISO 8601 date-time with a zone

template <>
struct Json<Timestamp> {
    static QJsonValue write(Timestamp v) { return toIso(v); }
    static bool read(const QJsonValue &j, Timestamp &out, JsonProblem &p)
    {
        const auto at = j.isString() ? fromIso(j.toString()) : std::nullopt;
        if (!at)
            return p.problem = QStringLiteral("expected an ISO 8601 time with a zone"), false;
        out = *at;
        return true;
    }
    static QJsonObject schema()
    {
        return {{QStringLiteral("type"), QStringLiteral("string")},
                {QStringLiteral("format"), QStringLiteral("date-time")}};
    }
};

template <WireEnum E>
struct Json<E> {
    static QJsonValue write(E v) { return QString(wireName(v)); }
    static bool read(const QJsonValue &j, E &out, JsonProblem &p)
    {
        const auto value = j.isString() ? fromWireName<E>(j.toString()) : std::nullopt;
        if (!value) {
            QStringList known;
            for (const auto &[candidate, name] : WireNames<E>::values)
                known << QString(name);
            return p.problem = QStringLiteral("expected one of ") + known.join(QLatin1StringView(", ")), false;
        }
        out = *value;
        return true;
    }
    static QJsonObject schema()
    {
        QJsonArray known;
        for (const auto &[candidate, name] : WireNames<E>::values)
            known.append(QString(name));
        return {{QStringLiteral("type"), QStringLiteral("string")}, {QStringLiteral("enum"), known}};
    }
};

template <class T>
struct Json<std::optional<T>> {
    static QJsonValue write(const std::optional<T> &v)
    {
        return v ? Json<T>::write(*v) : QJsonValue(QJsonValue::Undefined);
    }
    static bool read(const QJsonValue &j, std::optional<T> &out, JsonProblem &p)
    {
        if (j.isNull() || j.isUndefined())
            return out.reset(), true;
        return Json<T>::read(j, out.emplace(), p);
    }
    static QJsonObject schema() { return Json<T>::schema(); }
};

template <class T>
struct Json<std::vector<T>> {
    static QJsonValue write(const std::vector<T> &v)
    {
        QJsonArray array;
        for (const auto &item : v)
            array.append(Json<T>::write(item));
        return array;
    }
    static bool read(const QJsonValue &j, std::vector<T> &out, JsonProblem &p)
    {
        if (!j.isArray())
            return p.problem = QStringLiteral("expected a list"), false;
        const auto array = j.toArray();
        out.clear();
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (!Json<T>::read(array.at(i), out.emplace_back(), p))
                return p.path.prepend(QStringLiteral("[%1]").arg(i)), false;
        }
        return true;
    }
    static QJsonObject schema()
    {
        return {{QStringLiteral("type"), QStringLiteral("array")}, {QStringLiteral("items"), Json<T>::schema()}};
    }
};

/// A map of names to values, such as a template's variables.
template <class T>
struct Json<QMap<QString, T>> {
    static QJsonValue write(const QMap<QString, T> &v)
    {
        QJsonObject object;
        for (auto it = v.begin(); it != v.end(); ++it)
            object.insert(it.key(), Json<T>::write(it.value()));
        return object;
    }
    static bool read(const QJsonValue &j, QMap<QString, T> &out, JsonProblem &p)
    {
        if (!j.isObject())
            return p.problem = QStringLiteral("expected an object"), false;
        const auto object = j.toObject();
        out.clear();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!Json<T>::read(it.value(), out[it.key()], p))
                return p.path.prepend(QLatin1Char('.') + it.key()), false;
        }
        return true;
    }
    static QJsonObject schema()
    {
        return {{QStringLiteral("type"), QStringLiteral("object")},
                {QStringLiteral("additionalProperties"), Json<T>::schema()}};
    }
};

template <class T>
inline constexpr bool isOptional = false;
template <class T>
inline constexpr bool isOptional<std::optional<T>> = true;

template <HasFields T>
struct Json<T> {
    static QJsonValue write(const T &v)
    {
        QJsonObject object;
        std::apply(
            [&](const auto &...f) {
                [[maybe_unused]] const auto put = [&](QLatin1StringView name, QJsonValue value) {
                    if (!value.isUndefined())
                        object.insert(name, std::move(value));
                };
                (put(f.name, Json<std::remove_cvref_t<decltype(v.*(f.member))>>::write(v.*(f.member))), ...);
            },
            T::fields());
        return object;
    }

    static bool read(const QJsonValue &j, T &out, JsonProblem &p)
    {
        if (!j.isObject())
            return p.problem = QStringLiteral("expected an object"), false;
        const auto object = j.toObject();
        qsizetype known = 0;
        const auto one = [&](const auto &f) {
            using Member = std::remove_cvref_t<decltype(out.*(f.member))>;
            const auto value = object.value(f.name);
            known += object.contains(f.name) ? 1 : 0;
            bool ok = true;
            if constexpr (!isOptional<Member>) {
                if (value.isUndefined() || value.isNull())
                    p.problem = QStringLiteral("is missing"), ok = false;
            }
            ok = ok && Json<Member>::read(value, out.*(f.member), p);
            if (!ok)
                p.path.prepend(QLatin1Char('.') + QString(f.name));
            return ok;
        };
        if (!std::apply([&](const auto &...f) { return (one(f) && ...); }, T::fields()))
            return false;
        if (known != object.size() && !p.passesOverUnknown) {
            for (auto it = object.begin(); it != object.end(); ++it) {
                const bool isKnown =
                    std::apply([&](const auto &...f) { return ((it.key() == f.name) || ...); }, T::fields());
                if (!isKnown)
                    return p.path = QLatin1Char('.') + it.key(), p.problem = QStringLiteral("is not known"), false;
            }
        }
        return true;
    }

    static QJsonObject schema()
    {
        QJsonObject properties;
        QJsonArray required;
        const auto one = [&](const auto &f) {
            using Member = std::remove_cvref_t<decltype(std::declval<T &>().*(f.member))>;
            properties.insert(f.name, Json<Member>::schema());
            if constexpr (!isOptional<Member>)
                required.append(QString(f.name));
        };
        std::apply([&](const auto &...f) { (one(f), ...); }, T::fields());
        QJsonObject schema{{QStringLiteral("type"), QStringLiteral("object")},
                           {QStringLiteral("properties"), properties},
                           {QStringLiteral("additionalProperties"), false}};
        if (!required.isEmpty())
            schema.insert(QStringLiteral("required"), required);
        return schema;
    }
};

template <HasFields T>
[[nodiscard]] QJsonObject toJson(const T &value)
{
    return Json<T>::write(value).toObject();
}

/// Nothing, as parameters or as a result.
struct Empty {
    bool operator==(const Empty &) const = default;
    static constexpr auto fields() { return std::tuple<>{}; }
};

} // namespace counterbell
