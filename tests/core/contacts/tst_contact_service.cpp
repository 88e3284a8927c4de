// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/contact_service.h"

#include "core/store/settings_repository.h"
#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::contacts;
using namespace counterbell::store;
using namespace Qt::StringLiterals;

class ContactServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<TestStore>(m_clock);
        m_service = std::make_unique<ContactService>(**m_store, m_clock, ErasedNumbers("a key of the test workspace"));
    }
    void cleanup()
    {
        m_service.reset();
        m_store.reset();
    }

    void normalisesTheNumberOnSave_NX15_NX30_data()
    {
        QTest::addColumn<QString>("phone");
        QTest::addColumn<QString>("kept");
        QTest::newRow("national mobile") << u"0412 345 678"_s << u"+61412345678"_s;
        QTest::newRow("landline") << u"(02) 9876-5432"_s << u"+61298765432"_s;
        QTest::newRow("international") << u"+61 412 345 678"_s << u"+61412345678"_s;
    }
    void normalisesTheNumberOnSave_NX15_NX30()
    {
        QFETCH(QString, phone);
        const auto contact = create({.name = u" Ann "_s, .phone = phone});
        QVERIFY(contact);
        QTEST(*contact->phone, "kept");
        QCOMPARE(contact->name, u"Ann"_s);
    }

    void refusesWhatIsNoNumber_NX31_NX32_NX33_NX34_data()
    {
        QTest::addColumn<QString>("phone");
        QTest::addColumn<QString>("problem");
        QTest::newRow("NX-31 letters") << u"1300 ABCD"_s << u"letters"_s;
        QTest::newRow("NX-32 extension") << u"5555 ext 12"_s << u"extension"_s;
        QTest::newRow("NX-33 too short") << u"0412 345"_s << u"tooShort"_s;
        QTest::newRow("NX-33 too long") << u"0412 345 678 901 234"_s << u"tooLong"_s;
    }
    void refusesWhatIsNoNumber_NX31_NX32_NX33_NX34()
    {
        QFETCH(QString, phone);
        const auto refused = create({.name = u"Ann"_s, .phone = phone});
        QVERIFY(!refused);
        QVERIFY(isRefused(refused, Reason::InvalidPhone));
        QTEST(refused.error().details.value(u"problem"_s).toString(), "problem");
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM contacts"_s), 0);
    }

    void readsANumberInTheShopsCountryUnlessAnotherIsNamed_NX34()
    {
        inTx(**m_store, [](Tx &tx) { writeSettings(tx, u"workspace"_s, {{u"region"_s, u"NL"_s}}); });
        QCOMPARE(*create({.name = u"Jan"_s, .phone = u"06 12345678"_s})->phone, u"+31612345678"_s);
        QCOMPARE(*create({.name = u"Sue"_s, .phone = u"07400 123456"_s, .region = u"gb"_s})->phone, u"+447400123456"_s);
    }

    void namesTheContactWhoHasTheNumberAlready()
    {
        const auto first = create({.name = u"Ann"_s, .phone = u"0412 345 678"_s});
        const auto refused = create({.name = u"Ann again"_s, .phone = u"+61412345678"_s});
        QVERIFY(isRefused(refused, Reason::DuplicatePhone));
        QCOMPARE(refused.error().details.value(u"contactId"_s).toString(), first->id.toString());
        const auto other = create({.name = u"Bea"_s});
        const auto taken = waitForTask(m_service->update({.contactId = other->id, .phone = u"0412345678"_s}));
        QVERIFY(isRefused(taken, Reason::DuplicatePhone));
    }

    void remembersALandlineWhereThePlanTells()
    {
        QCOMPARE(create({.name = u"Ann"_s, .phone = u"(02) 9876-5432"_s})->capabilities.landline, std::optional(true));
        QCOMPARE(create({.name = u"Bea"_s, .phone = u"0412345678"_s})->capabilities.landline, std::optional(false));
    }

    void changesOnlyWhatIsPresent()
    {
        const auto made = create({.name = u"Ann"_s,
                                  .phone = u"0412 345 678"_s,
                                  .tags = std::vector{u" vip "_s, u"vip"_s},
                                  .notes = u"n"_s,
                                  .prefersCall = true});
        QCOMPARE(made->tags, std::vector<QString>{u"vip"_s});
        auto changed = waitForTask(m_service->update({.contactId = made->id, .name = u"Anna"_s}));
        QCOMPARE(changed->name, u"Anna"_s);
        QCOMPARE(changed->phone, made->phone);
        QCOMPARE(changed->notes, u"n"_s);
        QVERIFY(changed->prefersCall);
        changed = waitForTask(m_service->update({.contactId = made->id, .phone = u""_s}));
        QVERIFY(!changed->phone);
        QVERIFY(create({.name = u"Bea"_s, .phone = u"0412 345 678"_s}));
    }

    void refusesWhatIsOutOfBounds()
    {
        QVERIFY(isRefused(create({.name = u"  "_s}), Reason::InvalidArgument));
        QVERIFY(isRefused(create({.name = QString(201, u'x')}), Reason::InvalidArgument));
        QVERIFY(!create({.name = u"a"_s, .notes = QString(10'001, u'x')}));
        QVERIFY(!create({.name = u"a"_s, .tags = std::vector<QString>(51, u"t"_s)}));
        QVERIFY(!create({.name = u"a"_s, .language = u"not a language"_s}));
        const ContactId nobody{999};
        QVERIFY(isRefused(waitForTask(m_service->get({nobody})), Reason::NotFound));
        QVERIFY(isRefused(waitForTask(m_service->update({.contactId = nobody})), Reason::NotFound));
        QVERIFY(!waitForTask(m_service->list({.filter = {}, .before = u"x"_s, .limit = {}})));
    }

    void showsHowANumberWouldBeKept()
    {
        const auto parsed = waitForTask(m_service->parsePhone({.text = u"0412 345 678"_s, .region = {}}));
        QCOMPARE(parsed->phone, u"+61412345678"_s);
        QCOMPARE(parsed->region, u"AU"_s);
    }

private:
    Result<Contact> create(CreateContact request) { return waitForTask(m_service->create(std::move(request))); }

    FakeClock m_clock;
    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<ContactService> m_service;
};

QTEST_GUILESS_MAIN(ContactServiceTest)
#include "tst_contact_service.moc"
