// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/methods.h"
#include "core/api/result.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace counterbell::ui
{

/// How the console stands to its core.
enum class Connection {
    Connecting, ///< the first attempt, nothing shown yet
    SignIn,     ///< connected; somebody has to sign in
    Online,     ///< signed in, events flow, lists are right
    Offline,    ///< lost; the next attempt is at nextAttempt()
};

/// The core as pages see it (CONTRACT 3). Lives on the GUI thread; everything is asynchronous and nothing waits.
///
/// An answer runs on the GUI thread, once, and never inside call() itself; not at all when `context` died before.
/// While the connection is not Online a call answers `shuttingDown` with details.problem "offline": what must not be
/// lost is kept by whoever asks (the composer does).
class CoreClient : public QObject
{
    Q_OBJECT

public:
    using RawAnswer = std::function<void(Result<QJsonObject>)>;
    using QObject::QObject;

    /// `client.call(methods::inboxTakeOver, {.conversationId = id}, this, [this](Result<Conversation> answer) { … });`
    template <class P, class R, class Answer>
        requires std::invocable<Answer, Result<R>>
    void call(const MethodName<P, R> &method, const std::type_identity_t<P> &parameters, QObject *context,
              Answer answer)
    {
        request(method.name, toJson(parameters),
                [context = QPointer(context), answer = std::move(answer)](Result<QJsonObject> raw) mutable {
                    if (context)
                        answer(read<R>(std::move(raw)));
                });
    }

    [[nodiscard]] virtual Connection connection() const = 0;
    /// When the next attempt is made while Offline; absent while one is under way.
    [[nodiscard]] virtual std::optional<QDateTime> nextAttempt() const = 0;
    virtual void tryNow() = 0;
    /// Signs in; the connection becomes Online before `answer` runs. Refusals: wrongPin, lockedOut, notFound.
    virtual void signIn(const QString &login, const QString &pin, QObject *context,
                        std::function<void(Result<Signed>)> answer) = 0;
    virtual void signOut() = 0;
    /// Who is signed in; kept while Offline.
    [[nodiscard]] virtual const std::optional<Signed> &who() const = 0;
    /// What the core said of itself; absent before the first connection.
    [[nodiscard]] virtual const std::optional<HelloResult> &core() const = 0;
    /// The business clock (the sandbox moves it), as well as it is known: windows and holds count by it.
    [[nodiscard]] virtual Timestamp now() const = 0;

    /// The way without types; call() is for everybody.
    virtual void request(QLatin1StringView method, const QJsonObject &parameters, RawAnswer answer) = 0;

Q_SIGNALS:
    void connectionChanged();
    void whoChanged();
    /// Everything shown must be fetched again: after sign-in, after a reconnect beyond the log's tail, after a restore.
    void resynced();
    /// The business clock was moved.
    void clockMoved();

    // Events (CONTRACT 3), in order, with what they carry.
    void conversationUpdated(const counterbell::Conversation &conversation);
    /// Erased, or joined into another.
    void conversationGone(const counterbell::ConversationId &id);
    void messageAdded(const counterbell::Message &message);
    void messageUpdated(const counterbell::Message &message);
    void contactUpdated(const counterbell::Contact &contact);
    void contactGone(const counterbell::ContactId &id);
    void jobUpdated(const counterbell::Job &job);
    void sendUpdated(const counterbell::Send &send);
    void templateUpdated(const counterbell::Template &entry);
    void settingsUpdated(const QString &group);
    void teamUpdated();
    void healthChanged(const counterbell::Health &health);

protected:
    /// A result of the wire as its type; one that can't be read is `internal`. A newer core may say more than is known.
    template <class R>
    static Result<R> read(Result<QJsonObject> raw)
    {
        if (!raw)
            return tl::unexpected(raw.error());
        R value;
        JsonProblem problem;
        problem.passesOverUnknown = true;
        if (!Json<R>::read(*raw, value, problem))
            return tl::unexpected(
                Error{Reason::Internal, {{QStringLiteral("problem"), problem.path + problem.problem}}});
        return value;
    }
};

} // namespace counterbell::ui
