// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/route_json.h"

#include <QJsonDocument>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

QString compact(const QJsonValue &value)
{
    const auto document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

QJsonValue parsed(const QString &json)
{
    const auto document = QJsonDocument::fromJson(json.toUtf8());
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

template <class T>
T read(const QJsonValue &json)
{
    T value;
    JsonProblem problem;
    return Json<T>::read(json, value, problem) ? value : T{};
}

} // namespace

std::optional<QString> routeJson(const std::vector<RouteStep> &route)
{
    if (route.empty())
        return std::nullopt;
    QJsonArray steps;
    for (const auto &step : route) {
        QJsonObject object{{u"channel"_s, QString(wireName(step.channel))}, {u"body"_s, step.body}};
        if (step.templateChoice)
            object.insert(u"template"_s, toJson(*step.templateChoice));
        steps.append(object);
    }
    return compact(steps);
}

std::vector<RouteStep> routeOf(const QString &json)
{
    std::vector<RouteStep> route;
    for (const auto &value : parsed(json).toArray()) {
        RouteStep step;
        step.channel = fromWireName(value[u"channel"_s].toString(), Channel::Sms);
        step.body = value[u"body"_s].toString();
        if (value[u"template"_s].isObject())
            step.templateChoice = read<TemplateChoice>(value[u"template"_s]);
        route.push_back(std::move(step));
    }
    return route;
}

QString variablesJson(const QMap<QString, QString> &variables)
{
    return compact(Json<QMap<QString, QString>>::write(variables));
}

QMap<QString, QString> variablesOf(const QString &json)
{
    return read<QMap<QString, QString>>(parsed(json));
}

std::optional<QString> mediaJson(const std::vector<SendMedia> &media)
{
    return media.empty() ? std::nullopt : std::optional(compact(Json<std::vector<SendMedia>>::write(media)));
}

std::vector<SendMedia> mediaOf(const QString &json)
{
    return json.isEmpty() ? std::vector<SendMedia>{} : read<std::vector<SendMedia>>(parsed(json));
}

} // namespace counterbell::messaging
