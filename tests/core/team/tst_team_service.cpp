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
        QCOMPARE(waitForTask(m_door->login(u"owner"_s, u"2222"_s)).error().reason, Reason::WrongPin);
        QCOMPARE(waitForTask(m_door->login(u"nobody"_s, u"1111"_s)).error().reason, Reason::WrongPin);
        QCOMPARE(waitForTask(m_door->login(u""_s, u""_s)).error().reason, Reason::WrongPin);
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

    void normalisesAMembersNumber_NX15_NX30()
    {
        const auto lucy = create(m_mia, {.name = u"Lucy"_s, .phone = u"0412 345 678"_s});
        QCOMPARE(lucy->phone, u"+61412345678"_s);
        const auto twice = create(m_mia, {.name = u"Lucia"_s, .phone = u"+61 412 345 678"_s});
        QCOMPARE(twice.error().reason, Reason::DuplicatePhone);
        QCOMPARE(twice.error().details.value(u"memberId"_s).toString(), lucy->id.toString());
        QCOMPARE(create(m_mia, {.name = u"X"_s, .phone = u"1300 ABCD"_s}).error().reason, Reason::InvalidPhone);
        QVERIFY(!update(m_mia, {.memberId = lucy->id, .phone = u""_s})->phone);
    }

    void onlyOwnersMakeOwners()
    {
        const CreateMember owner{.name = u"Ann"_s, .role = Role::Owner};
        QCOMPARE(create(m_mia, owner).error().reason, Reason::NotPermitted);
        QVERIFY(create(m_jon, owner));
        const UpdateMember promotion{.memberId = m_tom.id, .role = Role::Owner};
        QCOMPARE(update(m_mia, promotion).error().reason, Reason::NotPermitted);
        QVERIFY(update(m_jon, promotion));
    }

    void managersLeaveOwnersAlone()
    {
        QCOMPARE(update(m_mia, {.memberId = m_jon.id, .role = Role::Staff}).error().reason, Reason::NotPermitted);
        QCOMPARE(update(m_mia, {.memberId = m_jon.id, .login = u"x"_s}).error().reason, Reason::NotPermitted);
        QCOMPARE(setPin(m_mia, m_jon.id, u"9999"_s).error().reason, Reason::NotPermitted);
        QVERIFY(waitForTask(m_door->login(u"owner"_s, u"1111"_s)));
    }

    void oneOwnerStays()
    {
        const UpdateMember stepDown{.memberId = m_jon.id, .role = Role::Manager};
        const auto refused = update(m_jon, stepDown);
        QCOMPARE(refused.error().reason, Reason::Conflict);
        QCOMPARE(refused.error().details.value(u"problem"_s).toString(), u"lastOwner"_s);
        QCOMPARE(update(m_jon, {.memberId = m_jon.id, .login = u""_s}).error().reason, Reason::Conflict);
        QVERIFY(waitForTask(m_door->login(u"owner"_s, u"1111"_s)));
        update(m_jon, {.memberId = m_mia.id, .role = Role::Owner});
        QVERIFY(update(m_jon, stepDown));
    }

    void staffChangeNobody()
    {
        QCOMPARE(create(m_tom, {.name = u"X"_s}).error().reason, Reason::NotPermitted);
        QCOMPARE(update(m_tom, {.memberId = m_tom.id, .role = Role::Manager}).error().reason, Reason::NotPermitted);
        QCOMPARE(setPin(m_tom, m_mia.id, u"9999"_s).error().reason, Reason::NotPermitted);
        QCOMPARE(optOut(m_tom, m_mia.id, true).error().reason, Reason::NotPermitted);
    }

    void everybodySetsTheirOwnPinAndManagersOthers()
    {
        QVERIFY(setPin(m_tom, m_tom.id, u"5555"_s));
        QVERIFY(waitForTask(m_door->login(u"staff"_s, u"5555"_s)));
        QVERIFY(!waitForTask(m_door->login(u"staff"_s, u"4444"_s)));
        QVERIFY(setPin(m_mia, m_tom.id, u"666666"_s));
        QVERIFY(waitForTask(m_door->login(u"staff"_s, u"666666"_s)));
        QCOMPARE(setPin(m_tom, m_tom.id, u"12a4"_s).error().reason, Reason::InvalidArgument);
        QCOMPARE(setPin(m_mia, MemberId{999}, u"1234"_s).error().reason, Reason::NotFound);
    }

    void loginsAreUniqueAndComeWithAPin()
    {
        const auto taken = create(m_mia, {.name = u"X"_s, .login = u" Staff "_s, .pin = u"1234"_s});
        QCOMPARE(taken.error().reason, Reason::Conflict);
        QCOMPARE(taken.error().details.value(u"argument"_s).toString(), u"login"_s);
        const auto without = create(m_mia, {.name = u"X"_s, .login = u"x"_s});
        QCOMPARE(without.error().details.value(u"argument"_s).toString(), u"pin"_s);
        QCOMPARE(create(m_mia, {.name = u"X"_s, .pin = u"1234"_s}).error().reason, Reason::InvalidArgument);
        QCOMPARE(create(m_mia, {.name = u"X"_s, .login = u"a b"_s, .pin = u"1234"_s}).error().reason,
                 Reason::InvalidArgument);
        QCOMPARE(create(m_mia, {.name = u" "_s}).error().reason, Reason::InvalidArgument);
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
        QCOMPARE(optOut(m_mia, MemberId{999}, true).error().reason, Reason::NotFound);
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
