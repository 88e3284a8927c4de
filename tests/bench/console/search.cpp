// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/console/frames.h"
#include "tests/bench/console/scenarios.h"
#include "tests/bench/console/stopwatch.h"
#include "ui/client/ws_core_client.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace counterbell::bench
{

namespace
{

constexpr int kShortest = 2; ///< letters from which on the search dialog asks
constexpr int kEachKind = 8; ///< what it asks for of people, jobs and messages

/// Names, tickets, numbers, frequent words, rare ones, words that nobody wrote together, and nonsense.
const QStringList &typed()
{
    static const QStringList kTexts{u"engraving"_s,
                                    u"is my gold ring ready"_s,
                                    u"grandmother"_s,
                                    u"ready for pickup"_s,
                                    u"anna moreau"_s,
                                    u"okoye"_s,
                                    u"zavard"_s,
                                    u"R-54348"_s,
                                    u"0420 079"_s,
                                    u"tennis bracelet"_s,
                                    u"grandmother parking"_s,
                                    u"insured certificate"_s,
                                    u"perfect thank you"_s,
                                    u"goldsmith looked"_s,
                                    u"حمد"_s,
                                    u"zoë"_s,
                                    u"running late"_s,
                                    u"where do I park"_s,
                                    u"xyzzy"_s,
                                    u"saturday"_s,
                                    u"belenford"_s,
                                    u"torvawood"_s,
                                    u"photo of the pendant"_s,
                                    u"wedding band"_s};
    return kTexts;
}

class Asker
{
public:
    explicit Asker(const QUrl &core)
        : m_client([core] { return std::optional(ui::CoreAddress{core, qgetenv("COUNTERBELL_TOKEN")}); })
    {
        m_client.start();
        waitUntil("the core", [this] { return m_client.connection() == ui::Connection::SignIn; });
        m_client.signIn(u"manager"_s, u"2222"_s, &m_context, [](const auto &) {});
        waitUntil("the sign-in", [this] { return m_client.connection() == ui::Connection::Online; });
    }

    /// Asks and waits; nanoseconds.
    template <class P, class R>
    qint64 time(const MethodName<P, R> &method, const P &parameters)
    {
        const auto from = nowNs();
        ask(method, parameters);
        waitUntil("an answer", [this] { return m_open == 0; });
        return nowNs() - from;
    }

    /// People, jobs and messages at once, as the dialog does.
    qint64 timeAll(const QString &text)
    {
        const auto from = nowNs();
        ask(methods::contactsList, people(text));
        ask(methods::jobsList, jobs(text));
        ask(methods::inboxSearch, messages(text));
        waitUntil("the answers", [this] { return m_open == 0; });
        return nowNs() - from;
    }

    static ContactListRequest people(const QString &text)
    {
        return {.filter = ContactFilter{.text = text, .tag = {}}, .before = {}, .limit = kEachKind};
    }

    static JobListRequest jobs(const QString &text)
    {
        JobFilter filter;
        filter.text = text;
        return {.filter = filter, .before = {}, .limit = kEachKind};
    }

    static SearchRequest messages(const QString &text)
    {
        return {.text = text, .before = {}, .limit = kEachKind, .filter = {}};
    }
    [[nodiscard]] const QStringList &refused() const { return m_refused; }

private:
    template <class P, class R>
    void ask(const MethodName<P, R> &method, const P &parameters)
    {
        ++m_open;
        m_client.call(method, parameters, &m_context, [this, name = method.name](const Result<R> &answer) {
            --m_open;
            if (!answer)
                m_refused << name + u": "_s + answer.error().details.value(u"problem"_s).toString();
        });
    }

    ui::WsCoreClient m_client;
    QObject m_context;
    int m_open = 0;
    QStringList m_refused;
};

} // namespace

QJsonObject measureSearch(const Course &course)
{
    Asker asker(course.core);
    QJsonArray bare, messages, people, jobs, all, inList;
    QJsonObject slowest;
    for (const auto &text : typed()) {
        for (qsizetype length = kShortest; length <= text.size(); ++length) {
            const auto soFar = text.left(length);
            bare << asker.time(methods::systemHealth, {});
            const auto ns = asker.time(methods::inboxSearch, Asker::messages(soFar));
            messages << ns;
            slowest.insert(soFar, ns);
            people << asker.time(methods::contactsList, Asker::people(soFar));
            jobs << asker.time(methods::jobsList, Asker::jobs(soFar));
            all << asker.timeAll(soFar);
            ConversationsRequest list;
            list.filter.emplace().text = soFar;
            list.limit = 50;
            inList << asker.time(methods::inboxConversations, list);
        }
    }
    QJsonArray page;
    for (int i = 0; i < course.repeat; ++i)
        page << asker.time(methods::inboxMessages,
                           {.conversationId = course.longest, .before = {}, .limit = 50, .filter = {}});
    return {
        {u"bareNs"_s, bare}, {u"messagesNs"_s, messages}, {u"peopleNs"_s, people},
        {u"jobsNs"_s, jobs}, {u"allNs"_s, all},           {u"listNs"_s, inList},
        {u"pageNs"_s, page}, {u"byText"_s, slowest},      {u"refused"_s, QJsonArray::fromStringList(asker.refused())}};
}

} // namespace counterbell::bench
