// SPDX-License-Identifier: Apache-2.0
#include "core/team/team_service.h"

#include "core/team/member_authenticator.h"
#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::store;
using namespace counterbell::team;
using namespace Qt::StringLiterals;

class TeamServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<TestStore>(m_clock);
        m_team = std::make_unique<TeamService>(**m_store);
        m_door = std::make_unique<MemberAuthenticator>(**m_store);
        Member nobody; // the first owner has nobody to make them
        nobody.role = Role::Owner;
        m_jon = create(nobody, {.name = u"Jon"_s, .role = Role::Owner, .login = u"owner"_s, .pin = u"1111"_s}).value();
        m_mia =
            create(m_jon, {.name = u"Mia"_s, .role = Role::Manager, .login = u"manager"_s, .pin = u"2222"_s}).value();
        m_tom = create(m_jon, {.name = u"Tom"_s, .role = Role::Staff, .login = u"staff"_s, .pin = u"4444"_s}).value();
    }
    void cleanup()
    {
        m_door.reset();
        m_team.reset();
        m_store.reset();
    }

    void signsInByLoginInAnyCaseAndPin()
    {
        QCOMPARE(waitForTask(m_door->login(u"OWNER"_s, u"1111"_s))->id, m_jon.id);
        QVERIFY(isRefused(waitForTask(m_door->login(u"owner"_s, u"2222"_s)), Reason::WrongPin));
        QVERIFY(isRefused(waitForTask(m_door->login(u"nobody"_s, u"1111"_s)), Reason::WrongPin));
        QVERIFY(isRefused(waitForTask(m_door->login(u""_s, u""_s)), Reason::WrongPin));
    }

    void namesOnlyWhoCanSignIn()
    {
        create(m_mia, {.name = u"Lucy"_s});
        const auto names = waitForTask(m_door->signInNames());
        QStringList logins;
        for (const auto &name : names->items)
            logins << name.login;
        QCOMPARE(logins, (QStringList{u"owner"_s, u"manager"_s, u"staff"_s}));
    }

    void listsEverybodyPageByPage()
    {
        create(m_mia, {.name = u"Lucy"_s});
        QStringList names;
        ListRequest<Empty> request{{}, {}, 2};
        do {
            const auto page = waitForTask(m_team->list(request));
            QVERIFY(page && page->items.size() <= 2);
            for (const auto &member : page->items)
                names << member.name;
            request.before = page->next;
        } while (request.before);
        const auto whole = waitForTask(m_team->list({}));
        QVERIFY(!whole->next);
        QStringList all;
        for (const auto &member : whole->items)
            all << member.name;
        QCOMPARE(names, all);
        QCOMPARE(names.size(), 4);
        QVERIFY(isRefused(waitForTask(m_team->list({{}, {}, 0})), Reason::InvalidArgument));
        QVERIFY(isRefused(waitForTask(m_team->list({{}, u"x"_s, {}})), Reason::InvalidArgument));
    }

    void normalisesAMembersNumber_NX15_NX30()
    {
        const auto lucy = create(m_mia, {.name = u"Lucy"_s, .phone = u"0412 345 678"_s});
        QCOMPARE(lucy->phone, u"+61412345678"_s);
        const auto twice = create(m_mia, {.name = u"Lucia"_s, .phone = u"+61 412 345 678"_s});
        QVERIFY(isRefused(twice, Reason::DuplicatePhone));
        QCOMPARE(twice.error().details.value(u"memberId"_s).toString(), lucy->id.toString());
        QVERIFY(isRefused(create(m_mia, {.name = u"X"_s, .phone = u"1300 ABCD"_s}), Reason::InvalidPhone));
        QVERIFY(!update(m_mia, {.memberId = lucy->id, .phone = u""_s})->phone);
    }

    void onlyOwnersMakeOwners()
    {
        const CreateMember owner{.name = u"Ann"_s, .role = Role::Owner};
        QVERIFY(isRefused(create(m_mia, owner), Reason::NotPermitted));
        QVERIFY(create(m_jon, owner));
        const UpdateMember promotion{.memberId = m_tom.id, .role = Role::Owner};
        QVERIFY(isRefused(update(m_mia, promotion), Reason::NotPermitted));
        QVERIFY(update(m_jon, promotion));
    }

    void managersLeaveOwnersAlone()
    {
        QVERIFY(isRefused(update(m_mia, {.memberId = m_jon.id, .role = Role::Staff}), Reason::NotPermitted));
        QVERIFY(isRefused(update(m_mia, {.memberId = m_jon.id, .login = u"x"_s}), Reason::NotPermitted));
        QVERIFY(isRefused(setPin(m_mia, m_jon.id, u"9999"_s), Reason::NotPermitted));
        QVERIFY(waitForTask(m_door->login(u"owner"_s, u"1111"_s)));
    }

    void oneOwnerStays()
    {
        const UpdateMember stepDown{.memberId = m_jon.id, .role = Role::Manager};
        const auto refused = update(m_jon, stepDown);
        QVERIFY(isRefused(refused, Reason::Conflict));
        QCOMPARE(refused.error().details.value(u"problem"_s).toString(), u"lastOwner"_s);
        QVERIFY(isRefused(update(m_jon, {.memberId = m_jon.id, .login = u""_s}), Reason::Conflict));
        QVERIFY(waitForTask(m_door->login(u"owner"_s, u"1111"_s)));
        update(m_jon, {.memberId = m_mia.id, .role = Role::Owner});
        QVERIFY(update(m_jon, stepDown));
    }

    void staffChangeNobody()
    {
        QVERIFY(isRefused(create(m_tom, {.name = u"X"_s}), Reason::NotPermitted));
        QVERIFY(isRefused(update(m_tom, {.memberId = m_tom.id, .role = Role::Manager}), Reason::NotPermitted));
        QVERIFY(isRefused(setPin(m_tom, m_mia.id, u"9999"_s), Reason::NotPermitted));
        QVERIFY(isRefused(optOut(m_tom, m_mia.id, true), Reason::NotPermitted));
    }

    void everybodySetsTheirOwnPinAndManagersOthers()
    {
        QVERIFY(setPin(m_tom, m_tom.id, u"5555"_s));
        QVERIFY(waitForTask(m_door->login(u"staff"_s, u"5555"_s)));
        QVERIFY(!waitForTask(m_door->login(u"staff"_s, u"4444"_s)));
        QVERIFY(setPin(m_mia, m_tom.id, u"666666"_s));
        QVERIFY(waitForTask(m_door->login(u"staff"_s, u"666666"_s)));
        QVERIFY(isRefused(setPin(m_tom, m_tom.id, u"12a4"_s), Reason::InvalidArgument));
        QVERIFY(isRefused(setPin(m_mia, MemberId{999}, u"1234"_s), Reason::NotFound));
    }

    void loginsAreUniqueAndComeWithAPin()
    {
        const auto taken = create(m_mia, {.name = u"X"_s, .login = u" Staff "_s, .pin = u"1234"_s});
        QVERIFY(isRefused(taken, Reason::Conflict));
        QCOMPARE(taken.error().details.value(u"argument"_s).toString(), u"login"_s);
        const auto without = create(m_mia, {.name = u"X"_s, .login = u"x"_s});
        QVERIFY(isRefused(without, Reason::InvalidArgument));
        QCOMPARE(without.error().details.value(u"argument"_s).toString(), u"pin"_s);
        QVERIFY(isRefused(create(m_mia, {.name = u"X"_s, .pin = u"1234"_s}), Reason::InvalidArgument));
        QVERIFY(
            isRefused(create(m_mia, {.name = u"X"_s, .login = u"a b"_s, .pin = u"1234"_s}), Reason::InvalidArgument));
        QVERIFY(isRefused(create(m_mia, {.name = u" "_s}), Reason::InvalidArgument));
    }

    void aLoginThatIsRemovedTakesItsPinAlong()
    {
        QVERIFY(update(m_mia, {.memberId = m_tom.id, .login = u""_s}));
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM members WHERE pin_hash IS NOT NULL"_s), 2);
        QVERIFY(update(m_mia, {.memberId = m_tom.id, .login = u"tom"_s}));
        QVERIFY(!waitForTask(m_door->login(u"tom"_s, u"4444"_s)));
    }

    void onePersonalSwitchForOneself_NX05()
    {
        QVERIFY(optOut(m_tom, m_tom.id, true)->optedOut);
        QVERIFY(!optOut(m_mia, m_tom.id, false)->optedOut);
        QVERIFY(isRefused(optOut(m_mia, MemberId{999}, true), Reason::NotFound));
    }

private:
    Result<Member> create(const Member &actor, CreateMember request)
    {
        return waitForTask(m_team->create(actor, std::move(request)));
    }
    Result<Member> update(const Member &actor, UpdateMember request)
    {
        return waitForTask(m_team->update(actor, std::move(request)));
    }
    Result<Empty> setPin(const Member &actor, MemberId id, const QString &pin)
    {
        return waitForTask(m_team->setPin(actor, {id, pin}));
    }
    Result<Member> optOut(const Member &actor, MemberId id, bool optedOut)
    {
        return waitForTask(m_team->setPersonalOptOut(actor, {id, optedOut}));
    }

    FakeClock m_clock;
    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<TeamService> m_team;
    std::unique_ptr<MemberAuthenticator> m_door;
    Member m_jon;
    Member m_mia;
    Member m_tom;
};

QTEST_GUILESS_MAIN(TeamServiceTest)
#include "tst_team_service.moc"
