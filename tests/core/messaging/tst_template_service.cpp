// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/template_service.h"
#include "tests/support/fake_provider.h"
#include "tests/support/shop_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

Template named(const QString &sid, const QString &name, TemplateStatus status, const QString &language = u"en"_s)
{
    auto t = Shop::approvedTemplate();
    t.sid = sid;
    t.name = name;
    t.status = status;
    t.language = language;
    return t;
}

class Scene
{
public:
    Scene() : service(*shop.store, shop.clock, provider)
    {
        shop.clock += 1s;
        provider.templates = {named(u"HX3"_s, u"b"_s, TemplateStatus::Pending),
                              named(u"HX1"_s, u"a"_s, TemplateStatus::Approved, u"nl"_s),
                              named(u"HX2"_s, u"a"_s, TemplateStatus::Approved)};
    }
    QStringList sids(const TemplateFilter &filter = {})
    {
        TemplateListRequest request;
        request.filter = filter;
        const auto page = waitForTask(service.list(request)).value();
        QStringList found;
        for (const auto &t : page.items)
            found << t.sid;
        return found;
    }

    Shop shop;
    FakeProvider provider;
    TemplateService service;
};

} // namespace

class TemplateServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOverWhatTheProviderLists_PQ23()
    {
        Scene scene;
        QSignalSpy synced(&scene.service, &TemplateService::synced);
        QCOMPARE(waitForTask(scene.service.sync())->count, 3);
        QCOMPARE(synced.front().front().toBool(), true);
        QCOMPARE(scene.sids(), (QStringList{u"HX1"_s, u"HX2"_s, u"HX3"_s})); // the shop's own one is listed no more
    }

    void keepsWhatItHasWhenTheProviderIsSilent()
    {
        Scene scene;
        scene.provider.isUnreachable = true;
        QSignalSpy synced(&scene.service, &TemplateService::synced);
        QCOMPARE(reasonOf(waitForTask(scene.service.sync())), u"providerUnreachable"_s);
        QCOMPARE(synced.front().front().toBool(), false);
        QCOMPARE(scene.sids(), QStringList{kTemplate});
    }

    void announcesWhatChangedAndWhatIsGone()
    {
        Scene scene;
        int events = 0;
        QJsonObject last;
        connect(&*scene.shop.store, &store::Store::committed, this, [&](const std::vector<store::Event> &batch) {
            for (const auto &event : batch) {
                ++events;
                last = event.data;
            }
        });
        std::ignore = waitForTask(scene.service.sync());
        QTRY_COMPARE(events, 4); // three are new, the shop's own is gone
        scene.shop.clock += 1s;
        std::ignore = waitForTask(scene.service.sync()); // says nothing new
        scene.shop.clock += 1s;
        scene.provider.templates.erase(scene.provider.templates.begin());
        std::ignore = waitForTask(scene.service.sync());
        QTRY_COMPARE(events, 5);
        QCOMPARE(last[u"sid"_s].toString(), u"HX3"_s);
        QCOMPARE(last[u"status"_s].toString(), u"disabled"_s);
        scene.shop.clock += 1s;
        scene.provider.templates.front().status = TemplateStatus::Paused;
        std::ignore = waitForTask(scene.service.sync());
        QTRY_COMPARE(events, 6);
    }

    void filtersAndPages()
    {
        Scene scene;
        std::ignore = waitForTask(scene.service.sync());
        TemplateFilter approved;
        approved.status = TemplateStatus::Approved;
        QCOMPARE(scene.sids(approved), (QStringList{u"HX1"_s, u"HX2"_s}));
        TemplateFilter dutch;
        dutch.language = u"nl"_s;
        QCOMPARE(scene.sids(dutch), QStringList{u"HX1"_s});
        TemplateFilter sms;
        sms.channel = Channel::Sms;
        QCOMPARE(scene.sids(sms), QStringList{});
        TemplateListRequest request;
        request.limit = 1;
        QStringList seen;
        do {
            const auto page = waitForTask(scene.service.list(request)).value();
            seen << page.items.front().sid;
            request.before = page.next;
        } while (request.before);
        QCOMPARE(seen, (QStringList{u"HX1"_s, u"HX2"_s, u"HX3"_s}));
        request.before = u"nonsense"_s;
        QCOMPARE(reasonOf(waitForTask(scene.service.list(request))), u"invalidArgument"_s);
    }

    void previewsWhatCouldBeSent_PQ21()
    {
        Scene scene;
        const auto preview = [&](const QString &sid, const QMap<QString, QString> &values) {
            PreviewTemplate request;
            request.sid = sid;
            request.variables = values;
            return waitForTask(scene.service.preview(request));
        };
        QCOMPARE(preview(kTemplate, Shop::choice().variables)->body, u"Hello Samuel, your ring is ready."_s);
        QCOMPARE(reasonOf(preview(kTemplate, {{u"1"_s, u"Samuel"_s}})), u"templateParameterMismatch"_s);
        QCOMPARE(reasonOf(preview(u"HX9"_s, {})), u"notFound"_s);
    }

    void findsAnApprovedOneByNameInTheirLanguage_OC22()
    {
        Scene scene;
        std::ignore = waitForTask(scene.service.sync());
        const auto find = [&](const QString &name, const QString &language) {
            return inRead(*scene.shop.store, [&](store::Connection &db) {
                const auto found = TemplateRepository().findApproved(db, name, language);
                return found ? found->sid : u"none"_s;
            });
        };
        QCOMPARE(find(u"a"_s, u"nl"_s), u"HX1"_s);
        QCOMPARE(find(u"a"_s, u"en"_s), u"HX2"_s);
        QCOMPARE(find(u"a"_s, u"fr"_s), u"HX1"_s);
        QCOMPARE(find(u"b"_s, u"en"_s), u"none"_s);
    }
};

QTEST_GUILESS_MAIN(TemplateServiceTest)
#include "tst_template_service.moc"
