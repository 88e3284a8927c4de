// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/address.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::contacts;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Address)

class AddressTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTwilioCallsFromAndTo_OC30_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Address>("address");
        QTest::newRow("SMS") << u"+61412345678"_s << Address{Channel::Sms, AddressKind::Phone, u"+61412345678"_s};
        QTest::newRow("WhatsApp") << u"whatsapp:+5511900000001"_s
                                  << Address{Channel::Whatsapp, AddressKind::Phone, u"+5511900000001"_s};
        QTest::newRow("prefix twice") << u"whatsapp:whatsapp:+5511900000001"_s
                                      << Address{Channel::Whatsapp, AddressKind::Phone, u"+5511900000001"_s};
        QTest::newRow("business-scoped id")
            << u"whatsapp:BR.1000000000000001"_s
            << Address{Channel::Whatsapp, AddressKind::UserId, u"BR.1000000000000001"_s};
        QTest::newRow("parent id") << u"whatsapp:US.ENT.a1B2"_s
                                   << Address{Channel::Whatsapp, AddressKind::UserId, u"US.ENT.a1B2"_s};
        QTest::newRow("short code") << u"24273"_s << Address{Channel::Sms, AddressKind::ShortCode, u"24273"_s};
        QTest::newRow("sender's name") << u"Halden Rowe"_s
                                       << Address{Channel::Sms, AddressKind::Alphanumeric, u"Halden Rowe"_s};
    }
    void readsWhatTwilioCallsFromAndTo_OC30()
    {
        QFETCH(QString, text);
        const auto address = parseAddress(text);
        QVERIFY(address);
        QTEST(*address, "address");
    }

    void refusesWhatIsNoAddress_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("prefix alone") << u"whatsapp:"_s;
        QTest::newRow("masked") << u"+551190000XXXX"_s;
        QTest::newRow("a leading zero") << u"+0412345678"_s;
        QTest::newRow("too long for E.164") << u"+6141234567890123"_s;
        QTest::newRow("no + on WhatsApp") << u"whatsapp:61412345678"_s;
        QTest::newRow("id without a country") << u"whatsapp:1000000000000001"_s;
        QTest::newRow("id with a blank") << u"whatsapp:BR.1000 0001"_s;
        QTest::newRow("id too long") << u"whatsapp:BR."_s + QString(129, u'1');
        QTest::newRow("unbounded") << QString(1'000'000, u'1');
        QTest::newRow("a URL") << u"https://example.com"_s;
        QTest::newRow("Arabic digits") << u"+٦١٤١٢٣٤٥٦٧٨"_s;
    }
    void refusesWhatIsNoAddress()
    {
        QFETCH(QString, text);
        QVERIFY(!parseAddress(text));
    }

    void writesItBackAsTwilioWantsIt()
    {
        for (const auto &text : {u"+61412345678"_s, u"whatsapp:+61412345678"_s, u"whatsapp:BR.1000000000000001"_s})
            QCOMPARE(toTwilioAddress(*parseAddress(text)), text);
        QCOMPARE(toTwilioAddress(Channel::Whatsapp, u"+61412345678"), u"whatsapp:+61412345678"_s);
        QCOMPARE(toTwilioAddress(Channel::Sms, u"+61412345678"), u"+61412345678"_s);
    }
};

QTEST_GUILESS_MAIN(AddressTest)
#include "tst_address.moc"
