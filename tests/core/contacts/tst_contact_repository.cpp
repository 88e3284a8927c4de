// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/contact_repository.h"

#include "core/contacts/consent_repository.h"
#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::contacts;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ContactRepositoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store = std::make_unique<TestStore>(m_clock, Store::Options{}, eachShownBy(render)); }
    void cleanup() { m_store.reset(); }

    void findsWhatItMade()
    {
        const auto id = make({.name = u"Zo\u00EB Smith"_s,
                              .phone = u"+61412345678"_s,
                              .tags = {u"vip"_s, u"no \"whatsapp\""_s},
                              .notes = u"ring size N"_s,
                              .prefersCall = true,
                              .language = u"nl"_s});
        const auto contact = find(id).value();
        QCOMPARE(contact.name, u"Zo\u00EB Smith"_s);
        QCOMPARE(contact.phone, u"+61412345678"_s);
        QCOMPARE(contact.addresses, std::vector<QString>{u"+61412345678"_s});
        QCOMPARE(contact.tags, (std::vector<QString>{u"vip"_s, u"no \"whatsapp\""_s}));
        QCOMPARE(contact.notes, u"ring size N"_s);
        QVERIFY(contact.prefersCall);
        QCOMPARE(contact.language, u"nl"_s);
        QVERIFY(!contact.capabilities.onWhatsApp && !contact.capabilities.landline);
        QCOMPARE(contact.consent.sms, ConsentState::Unknown);
        QCOMPARE(contact.createdAt, m_clock.now());
        QVERIFY(!find(ContactId{999}));
    }

    void makesNobodyTwiceForOneNumber()
    {
        const auto first = inbound({.phone = u"+61412345678"_s, .profileName = u"Ann"_s});
        QCOMPARE(inbound({.phone = u"+61412345678"_s, .profileName = u"Other name"_s}), first);
        QCOMPARE(find(first)->name, u"Ann"_s);
    }

    void keepsWhoHidesTheirNumber()
    {
        const auto id = inbound({.phone = {}, .bsuid = u"AU.123"_s, .profileName = u"Ann"_s});
        QVERIFY(!find(id)->phone);
        QCOMPARE(find(id)->addresses, std::vector<QString>{u"AU.123"_s});
        QCOMPARE(inbound({.phone = {}, .bsuid = u"AU.123"_s}), id);
    }

    void joinsTheNumberAndTheUserIdOfOneMessage()
    {
        const auto known = make({.name = u"Ann"_s, .phone = u"+61412345678"_s});
        QCOMPARE(inbound({.phone = u"+61412345678"_s, .bsuid = u"AU.1"_s}), known);
        QCOMPARE(inbound({.phone = {}, .bsuid = u"AU.1"_s}), known);

        const auto hidden = inbound({.phone = {}, .bsuid = u"AU.2"_s});
        QCOMPARE(inbound({.phone = u"+61498765432"_s, .bsuid = u"AU.2"_s, .profileName = u"Bea"_s}), hidden);
        QCOMPARE(find(hidden)->phone, u"+61498765432"_s);
        QCOMPARE(find(hidden)->name, u"Bea"_s);
    }

    void findsByPartOfANameOrANumberInAnyNotation_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names");
        QTest::newRow("first letters") << u"zo"_s << u"Zo\u00EB Smith"_s;
        QTest::newRow("accents do not matter") << u"ZO\u00CB sm"_s << u"Zo\u00EB Smith"_s;
        QTest::newRow("middle") << u"mit"_s << u"Ann Mitchell,Zo\u00EB Smith"_s;
        QTest::newRow("national number") << u"0412 345"_s << u"Ann Mitchell"_s;
        QTest::newRow("a name and part of a number") << u"ann 345"_s << u"Ann Mitchell"_s;
        QTest::newRow("a name and another's number") << u"ann 9876"_s << u""_s;
        QTest::newRow("parts in any order") << u"smith zo"_s << u"Zo\u00EB Smith"_s;
        QTest::newRow("E.164") << u"+61498765432"_s << u"Zo\u00EB Smith"_s;
        QTest::newRow("wildcards are letters") << u"%"_s << u"100% Bob_"_s;
        QTest::newRow("everybody") << u""_s << u"100% Bob_,Ann Mitchell,Zo\u00EB Smith"_s;
        QTest::newRow("nobody") << u"carl"_s << u""_s;
    }
    void findsByPartOfANameOrANumberInAnyNotation()
    {
        QFETCH(QString, text);
        make({.name = u"Zo\u00EB Smith"_s, .phone = u"+61498765432"_s});
        make({.name = u"Ann Mitchell"_s, .phone = u"+61412345678"_s});
        make({.name = u"100% Bob_"_s});
        QTEST(names(list({.text = text, .tag = {}}).items), "names");
    }

    void filtersByAWholeTag()
    {
        make({.name = u"Ann"_s, .tags = {u"no-whatsapp"_s}});
        make({.name = u"Bea"_s, .tags = {u"whatsapp"_s, u"vip"_s}});
        QCOMPARE(names(list({.text = {}, .tag = u"whatsapp"_s}).items), u"Bea"_s);
    }

    void pagesWithoutGapsOrRepeatsThoughNamesAreEqualAndRowsArrive()
    {
        for (const auto &name : {u"b"_s, u"a"_s, u"b"_s, u"c"_s, u"b"_s})
            make({.name = name});
        QStringList seen;
        std::optional<QString> before;
        do {
            const auto page = list({}, before, 2);
            for (const auto &contact : page.items)
                seen << contact.name + contact.id.toString();
            before = page.next;
            make({.name = u"a"_s}); // before what was read: neither shifts nor repeats anything
        } while (before);
        QCOMPARE(seen, (QStringList{u"a2"_s, u"b1"_s, u"b3"_s, u"b5"_s, u"c4"_s}));
    }

    void listsEachAsItIs()
    {
        // More than go into one query.
        for (int i = 0; i < 150; ++i) {
            const auto id = inbound({.phone = u"+61491573%1"_s.arg(i, 3, 10, QChar(u'0')),
                                     .bsuid = i % 2 == 0 ? std::optional(u"AU.%1"_s.arg(i)) : std::nullopt});
            for (int entry = 0; entry < i % 4; ++entry) {
                inTx(**m_store, [&](Tx &tx) {
                    return ConsentRepository().append(
                        tx, {.contactId = id,
                             .channel = (i + entry) % 3 == 0 ? Channel::Sms : Channel::Whatsapp,
                             .purpose = i % 5 == 0 ? ConsentPurpose::Marketing : ConsentPurpose::Service,
                             .state = (i + entry) % 2 == 0 ? ConsentState::OptedOut : ConsentState::OptedIn,
                             .actionAt = m_clock.now() + std::chrono::hours(i % 3),
                             .at = m_clock.now()});
                });
            }
        }
        const auto page = list({}, std::nullopt, 500);
        QCOMPARE(page.items.size(), size_t{150});
        for (const auto &contact : page.items)
            QVERIFY2(find(contact.id) == contact, qPrintable(contact.name));
    }

    void freesAMistypedNumberButKeepsOneThatWasWrittenFrom()
    {
        const auto id = make({.name = u"Ann"_s, .phone = u"+61412345678"_s});
        changePhone(id, u"+61498765432"_s);
        QCOMPARE(find(id)->addresses, std::vector<QString>{u"+61498765432"_s});

        talk(id, u"+61498765432"_s);
        changePhone(id, u"+61491573000"_s);
        QCOMPARE(find(id)->phone, u"+61491573000"_s);
        QCOMPARE(inbound({.phone = u"+61498765432"_s}), id);
    }

    void learnsWhatANumberCanDoUntilTheNumberChanges()
    {
        const auto id = make({.name = u"Ann"_s, .phone = u"+61412345678"_s});
        learn(id, false, {});
        learn(id, {}, false);
        QCOMPARE(find(id)->capabilities, (ContactCapabilities{.onWhatsApp = false, .landline = false}));
        const auto events = eventCount();
        learn(id, false, {}); // nothing new
        QCOMPARE(eventCount(), events);
        changePhone(id, u"+61498765432"_s);
        QCOMPARE(find(id)->capabilities, ContactCapabilities{});
    }

    void announcesTheContactAndTheirConversation()
    {
        const auto id = make({.name = u"Ann"_s, .phone = u"+61412345678"_s});
        talk(id, u"+61412345678"_s);
        QStringList names;
        connect(&**m_store, &Store::committed, this, [&](const std::vector<Event> &events) {
            for (const auto &event : events)
                names << event.name;
        });
        learn(id, true, {});
        QCOMPARE(names, (QStringList{u"contact.updated"_s, u"conversation.updated"_s}));
    }

private:
    static QJsonObject render(Tx &, const store::Change &change) { return {{u"id"_s, change.id}}; }
    ContactId make(const NewContact &contact)
    {
        return inTx(**m_store, [&](Tx &tx) { return m_contacts.create(tx, contact, m_clock.now()); });
    }
    ContactId inbound(const InboundIdentity &identity)
    {
        return inTx(**m_store, [&](Tx &tx) { return m_contacts.findOrCreateForInbound(tx, identity, m_clock.now()); });
    }
    std::optional<Contact> find(ContactId id)
    {
        return inRead(**m_store, [&](Connection &db) { return m_contacts.find(db, id); });
    }
    Page<Contact> list(const ContactFilter &filter, std::optional<QString> before = {}, int limit = 50)
    {
        const auto window = textWindow(before, limit).value();
        return inRead(**m_store, [&](Connection &db) { return m_contacts.list(db, filter, window); });
    }
    void changePhone(ContactId id, const QString &phone)
    {
        inTx(**m_store, [&](Tx &tx) {
            auto contact = m_contacts.find(tx, id).value();
            contact.phone = phone;
            m_contacts.update(tx, contact, m_clock.now());
        });
    }
    void learn(ContactId id, std::optional<bool> onWhatsApp, std::optional<bool> landline)
    {
        inTx(**m_store, [&](Tx &tx) { m_contacts.learnCapability(tx, id, onWhatsApp, landline); });
    }
    void talk(ContactId id, const QString &address)
    {
        inTx(**m_store, [&](Tx &tx) {
            const auto conversation =
                tx.insert(u"INSERT INTO conversations (contact_id, handling, last_activity_at) VALUES (?, 'ai', ?)"_s,
                          id, m_clock.now());
            tx.execute(u"INSERT INTO conversation_channels (conversation_id, channel, address, sender, "
                       "last_inbound_at) VALUES (?, 'sms', ?, '+61400000000', ?)"_s,
                       conversation, address, m_clock.now());
        });
    }
    qint64 eventCount() { return number(**m_store, u"SELECT COUNT(*) FROM event_log"_s); }
    static QString names(const std::vector<Contact> &contacts)
    {
        QStringList names;
        for (const auto &contact : contacts)
            names << contact.name;
        return names.join(u',');
    }

    FakeClock m_clock;
    const ContactRepository m_contacts{};
    std::unique_ptr<TestStore> m_store;
};

QTEST_GUILESS_MAIN(ContactRepositoryTest)
#include "tst_contact_repository.moc"
