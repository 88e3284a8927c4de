// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/agreement.h"

#include "tests/e2e/support/desk.h"
#include "tests/e2e/support/waiting.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

QString textOf(const QJsonValue &value)
{
    const auto document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

QString textOf(const Event &event)
{
    return u"%1 %2 "_s.arg(event.seq).arg(event.name) +
           (event.name == "health.changed"_L1 ? QString() : textOf(event.data));
}

/// The first place where what was heard isn't what there is to hear.
QStringList comparedWith(const std::vector<Event> &all, const std::vector<Event> &heard, const QString &who)
{
    for (size_t i = 0; i < std::max(all.size(), heard.size()); ++i) {
        const auto is = i < heard.size() ? textOf(heard[i]) : u"nothing"_s;
        const auto shouldBe = i < all.size() ? textOf(all[i]) : u"nothing"_s;
        if (is != shouldBe)
            return {
                u"%1 was told, as event %2 of %3: %4, and not: %5"_s.arg(who).arg(i).arg(all.size()).arg(is, shouldBe)};
    }
    return {};
}

QMap<QString, QString> viewOf(RpcClient &rpc)
{
    Desk desk(rpc);
    const auto conversations = desk.list("inbox.conversations"_L1, {});
    QMap<QString, QString> view{{u"conversations"_s, textOf(conversations)},
                                {u"sends"_s, textOf(desk.list("sendLog.query"_L1, {}))},
                                {u"jobs"_s, textOf(desk.list("jobs.list"_L1, {}))},
                                {u"contacts"_s, textOf(desk.list("contacts.list"_L1, {}))},
                                {u"toggles"_s, textOf(rpc.call("notifications.get"_L1).result)}};
    for (const auto conversation : conversations) {
        const auto id = conversation["id"_L1].toString();
        view.insert(u"messages of "_s + id, textOf(desk.messages(id)));
        view.insert(u"ledger of "_s + id, textOf(desk.ledger(conversation["contact"_L1]["id"_L1].toString())));
    }
    return view;
}

} // namespace

QStringList toldWrongly(const Consoles &consoles)
{
    const auto from = consoles.front()->listensAfter();
    std::vector<std::unique_ptr<Console>> late;
    for (const auto &console : consoles) {
        late.push_back(console->another());
        if (!late.back()->goOn(30s) || !late.back()->listen(from))
            return {u"nobody can listen any more"_s};
    }
    const auto isStill = [&] {
        const auto newest = late.front()->newest();
        const auto hasIt = [newest](const auto &console) { return console->newest() == newest; };
        return newest > from && std::ranges::all_of(late, hasIt) && std::ranges::all_of(consoles, hasIt);
    };
    QStringList wrong;
    if (!waitUntil(isStill, 15s))
        wrong << u"not everybody hears of the newest event"_s;
    const auto all = late.front()->heard();
    for (size_t i = 1; i < all.size(); ++i) {
        if (all[i].seq <= all[i - 1].seq)
            wrong << u"event %1 follows event %2"_s.arg(all[i].seq).arg(all[i - 1].seq);
    }
    for (size_t i = 0; i < consoles.size(); ++i) {
        wrong << comparedWith(all, late[i]->heard(), u"who listens now at core %1"_s.arg(i))
              << comparedWith(all, consoles[i]->heard(), u"the console at core %1"_s.arg(i));
        if (consoles[i]->hasMissed())
            wrong << u"the console at core %1 had to start afresh"_s.arg(i);
    }
    return wrong;
}

QStringList seenDifferently(const Consoles &consoles)
{
    QStringList found;
    const auto look = [&] {
        found.clear();
        const auto first = viewOf(consoles.front()->rpc());
        for (size_t i = 1; i < consoles.size(); ++i) {
            const auto other = viewOf(consoles[i]->rpc());
            for (const auto &part : first.keys() + other.keys()) {
                if (first.value(part) != other.value(part))
                    found << u"%1, at the first core %2, at core %3 %4"_s.arg(part, first.value(part))
                                 .arg(i)
                                 .arg(other.value(part));
            }
        }
        return found.isEmpty();
    };
    // On a machine with much else to do a long list may be refused as too slow.
    (void)waitUntil(look, 20s);
    return found;
}

} // namespace counterbell::e2e
