// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/template_rules.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::messaging
{

namespace
{

bool isNameCharacter(QChar c)
{
    return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_');
}

/// Calls `text(piece)` and `parameter(name, piece)` for what a body is made of, in order.
template <class Text, class Parameter>
void forEachPiece(QStringView body, Text text, Parameter parameter)
{
    qsizetype done = 0;
    for (auto open = body.indexOf("{{"_L1); open >= 0;) {
        const auto close = body.indexOf("}}"_L1, open + 2);
        if (close < 0)
            break;
        const auto name = body.mid(open + 2, close - open - 2).trimmed();
        if (!name.isEmpty() && name.size() <= 16 && std::all_of(name.begin(), name.end(), isNameCharacter)) {
            text(body.mid(done, open - done));
            parameter(name, body.mid(open, close + 2 - open));
            done = close + 2;
            open = body.indexOf("{{"_L1, done);
        } else {
            open = body.indexOf("{{"_L1, open + 1);
        }
    }
    text(body.mid(done));
}

QJsonArray names(const std::vector<QString> &list)
{
    return QJsonArray::fromStringList(QStringList(list.begin(), list.end()));
}

bool isLineBreak(QChar c)
{
    return c.unicode() < 0x20 || c == u'\u0085' || c == u'\u2028' || c == u'\u2029';
}

/// Empty where the value is fit.
QLatin1StringView problemOf(const QString &value)
{
    if (value.trimmed().isEmpty())
        return "empty"_L1;
    if (std::any_of(value.begin(), value.end(), isLineBreak))
        return "lineBreak"_L1;
    if (value.contains("     "_L1))
        return "tooManySpaces"_L1;
    return value.size() > kLongestTemplateValue ? "tooLong"_L1 : QLatin1StringView();
}

tl::unexpected<Error> invalidValue(const QString &parameter, QLatin1StringView problem)
{
    return refuse(Reason::TemplateValueInvalid, {{u"parameter"_s, parameter}, {u"problem"_s, QString(problem)}});
}

} // namespace

std::vector<QString> parametersOf(QStringView body)
{
    std::vector<QString> found;
    forEachPiece(
        body, [](QStringView) {},
        [&](QStringView name, QStringView) {
            if (std::find(found.begin(), found.end(), name) == found.end())
                found.push_back(name.toString());
        });
    return found;
}

Result<> checkTemplateValues(const Template &known, const QMap<QString, QString> &values)
{
    std::vector<QString> missing;
    std::copy_if(known.parameters.begin(), known.parameters.end(), std::back_inserter(missing),
                 [&](const QString &name) { return !values.contains(name); });
    if (!missing.empty() || values.size() != qsizetype(known.parameters.size()))
        return refuse(Reason::TemplateParameterMismatch, {{u"expected"_s, names(known.parameters)},
                                                          {u"given"_s, QJsonArray::fromStringList(values.keys())},
                                                          {u"missing"_s, names(missing)}});
    for (const auto &name : known.parameters) {
        const auto problem = problemOf(values.value(name));
        if (!problem.isEmpty())
            return invalidValue(name, problem);
    }
    if (known.parameters.empty() || renderTemplate(known.body, values).size() <= kLongestRenderedTemplate)
        return {};
    const auto longest = std::max_element(values.begin(), values.end(),
                                          [](const QString &a, const QString &b) { return a.size() < b.size(); });
    return invalidValue(longest.key(), "tooLong"_L1);
}

QString renderTemplate(QStringView body, const QMap<QString, QString> &values)
{
    QString out;
    forEachPiece(
        body, [&](QStringView text) { out += text; },
        [&](QStringView name, QStringView placeholder) {
            const auto value = values.find(name.toString());
            out += value == values.end() ? placeholder : QStringView(*value);
        });
    return out;
}

QString toTemplateValue(QStringView text)
{
    return text.toString().simplified();
}

} // namespace counterbell::messaging
