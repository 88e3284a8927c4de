// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/method_registry.h"

#include <QCryptographicHash>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace counterbell::rpc
{

QString cursorMark(QLatin1StringView method, const QJsonObject &parameters)
{
    const auto list = QString(method) + u' ' + parameters.value("sort"_L1).toString();
    const auto sum = QCryptographicHash::hash(list.toUtf8(), QCryptographicHash::Sha1);
    return QString::fromLatin1(sum.first(4).toHex()) + u'.';
}

bool takeMark(QJsonObject &parameters, const QString &mark)
{
    const auto before = parameters.value("before"_L1);
    if (!before.isString())
        return true; // absent, or of a wrong shape
    const auto text = before.toString();
    if (!text.startsWith(mark))
        return false;
    parameters.insert("before"_L1, text.mid(mark.size()));
    return true;
}

void addMark(QJsonObject &result, const QString &mark)
{
    const auto next = result.find("next"_L1);
    if (next != result.end() && next->isString())
        *next = mark + next->toString();
}

QCoro::Task<Result<QJsonObject>> refuseCursor()
{
    co_return refuse(Reason::InvalidArgument, {{u"argument"_s, u"before"_s}});
}

const Method *MethodRegistry::find(const QString &name) const
{
    const auto found = m_methods.find(name);
    return found == m_methods.end() ? nullptr : &found->second;
}

void MethodRegistry::insert(Method method)
{
    const auto name = method.name;
    if (!m_methods.emplace(name, std::move(method)).second)
        throw std::logic_error("two methods are called " + name.toStdString());
}

} // namespace counterbell::rpc
