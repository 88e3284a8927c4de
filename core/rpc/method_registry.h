// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rpc/method.h"

#include <map>

namespace counterbell::rpc
{

/// Results are objects, so that they can grow. A bare QJsonObject is for what has no struct (rpc.discover).
template <class T>
concept ResultObject = HasFields<T> || std::same_as<T, QJsonObject>;

/// A page's `next` belongs to one list in one order: given as `before` to another it would bring a wrong page, and
/// nobody would see. This word, of the method's name and `sort`, goes before it and is asked for.
[[nodiscard]] QString cursorMark(QLatin1StringView method, const QJsonObject &parameters);
/// Takes the mark off `before`; false when it has another.
[[nodiscard]] bool takeMark(QJsonObject &parameters, const QString &mark);
void addMark(QJsonObject &result, const QString &mark);
/// `invalidArgument` with details.argument `before`.
[[nodiscard]] QCoro::Task<Result<QJsonObject>> refuseCursor();

/// Waits for a typed result and writes it as JSON; one per result type, whatever the methods.
template <ResultObject R>
QCoro::Task<Result<QJsonObject>> asJson(QCoro::Task<Result<R>> call, QString mark)
{
    const Result<R> result = co_await std::move(call);
    if (!result)
        co_return tl::unexpected(result.error());
    auto json = Json<R>::write(*result).toObject();
    addMark(json, mark);
    co_return json;
}

/// All methods of the contract, by name. Filled once while the program is put together and left alone afterwards:
/// running calls hold on to what stands in it.
class MethodRegistry
{
public:
    /// Adds one method:
    ///
    ///     registry.add<TakeOver, Conversation>("inbox.takeOver"_L1, "Takes a conversation over from the AI",
    ///                                          Permission::AgentUp, [this](Caller c, TakeOver p) { return … });
    ///
    /// `function` is callable as QCoro::Task<Result<R>>(Caller, P). If it is a coroutine itself, it is a lambda
    /// with captures only as long as the registry lives; better it calls a named member function.
    /// Throws std::logic_error for a name that is there already.
    template <HasFields P, ResultObject R, class Function>
        requires std::is_invocable_r_v<QCoro::Task<Result<R>>, Function &, Caller, P>
    void add(QLatin1StringView name, QLatin1StringView summary, Permission permission, Function function)
    {
        insert(Method{.name = name,
                      .summary = summary,
                      .permission = permission,
                      .parameterSchema = &Json<P>::schema,
                      .resultSchema = &Json<R>::schema,
                      .start = [name, call = std::move(function)](const Caller &caller,
                                                                  const QJsonObject &json) mutable -> Started {
                          const auto mark = cursorMark(name, json);
                          auto unmarked = json;
                          const bool isOurs = takeMark(unmarked, mark);
                          P parameters;
                          JsonProblem problem;
                          if (!Json<P>::read(unmarked, parameters, problem))
                              return tl::unexpected(std::move(problem));
                          if (!isOurs)
                              return refuseCursor();
                          return asJson<R>(call(caller, std::move(parameters)), mark);
                      }});
    }

    [[nodiscard]] const Method *find(const QString &name) const;
    [[nodiscard]] const std::map<QString, Method> &methods() const { return m_methods; }

private:
    void insert(Method method);

    std::map<QString, Method> m_methods; // nodes stay where they are: a suspended lambda lives in one
};

} // namespace counterbell::rpc
