// SPDX-License-Identifier: Apache-2.0
#include "core/team/member_repository.h"

#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::store;
using namespace counterbell::team;
using namespace Qt::StringLiterals;

class MemberRepositoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store = std::make_unique<TestStore>(m_clock); }
    void cleanup() { m_store.reset(); }

    void findsByIdPhoneAndLoginInAnyCase()
    {
        auto mia = member(u"Mia"_s, u"Manager"_s, u"+61491570006"_s);
        mia.id = create(mia);
        mia.login = u"manager"_s;
        const auto all = inRead(**m_store, [&](Connection &db) {
            return std::vector{m_members.find(db, mia.id), m_members.findByPhone(db, u"+61491570006"_s),
                               m_members.findByLogin(db, u"MANAGER"_s), m_members.findByLogin(db, u""_s),
                               m_members.findByPhone(db, u"+61491570007"_s)};
        });
        QVERIFY(all == (std::vector<std::optional<Member>>{mia, mia, mia, std::nullopt, std::nullopt}));
    }

    void keepsTwoWithoutLoginOrNumberApart()
    {
        create(member(u"Lucy"_s));
        create(member(u"Ann"_s));
        const auto all = inRead(**m_store, [&](Connection &db) { return m_members.list(db); });
        QCOMPARE(all.size(), 2u);
        QCOMPARE(all[0].name, u"Ann"_s);
    }

    void keepsAndRemovesAPin()
    {
        const auto id = create(member(u"Ann"_s));
        const auto kept = [&] { return inRead(**m_store, [&](Connection &db) { return m_members.pin(db, id); }); };
        QVERIFY(!kept());
        inTx(**m_store, [&](Tx &tx) { m_members.setPin(tx, id, PinHash{u"aa"_s, u"bb"_s}); });
        QVERIFY(kept() == (PinHash{u"aa"_s, u"bb"_s}));
        inTx(**m_store, [&](Tx &tx) { m_members.setPin(tx, id, std::nullopt); });
        QVERIFY(!kept());
    }

    void forgetsWhatTheOldNumberCouldDo()
    {
        auto tom = member(u"Tom"_s, {}, u"+61491570006"_s);
        tom.id = create(tom);
        inTx(**m_store, [&](Tx &tx) { m_members.learnCapability(tx, tom.id, false, {}); });
        const auto known = [&] {
            return inRead(**m_store, [&](Connection &db) { return m_members.capabilities(db, tom.id); });
        };
        tom.name = u"Thomas"_s;
        inTx(**m_store, [&](Tx &tx) { m_members.update(tx, tom); });
        QCOMPARE(known().onWhatsApp, std::optional(false));
        tom.phone = u"+61491570157"_s;
        inTx(**m_store, [&](Tx &tx) { m_members.update(tx, tom); });
        QVERIFY(!known().onWhatsApp);
    }

    void countsOwnersWhoCanSignIn()
    {
        auto jon = member(u"Jon"_s, u"owner"_s);
        jon.role = Role::Owner;
        create(jon);
        auto silent = member(u"Silent partner"_s);
        silent.role = Role::Owner;
        create(silent);
        QCOMPARE(inRead(**m_store, [&](Connection &db) { return m_members.ownersWithLogin(db); }), 1);
    }

private:
    static Member member(const QString &name, std::optional<QString> login = {}, std::optional<QString> phone = {})
    {
        Member member;
        member.name = name;
        member.login = std::move(login);
        member.phone = std::move(phone);
        return member;
    }
    MemberId create(const Member &member)
    {
        return inTx(**m_store, [&](Tx &tx) { return m_members.create(tx, member); });
    }

    FakeClock m_clock;
    const MemberRepository m_members{};
    std::unique_ptr<TestStore> m_store;
};

QTEST_GUILESS_MAIN(MemberRepositoryTest)
#include "tst_member_repository.moc"
