// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

class SeedResourceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProgramThatLinksItCarriesTheShopByteForByte()
    {
        QFile resource(u":/seed/halden-rowe.json"_s);
        QVERIFY(resource.open(QIODevice::ReadOnly));
        QFile source(QStringLiteral(COUNTERBELL_SOURCE_DIR "/resources/seed/halden-rowe.json"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const auto bytes = resource.readAll();
        QCOMPARE(bytes, source.readAll());
        QCOMPARE(QJsonDocument::fromJson(bytes).object().value("workspace"_L1).toObject().value("name"_L1).toString(),
                 u"Halden & Rowe"_s);
    }
};

QTEST_GUILESS_MAIN(SeedResourceTest)
#include "tst_seed_resource.moc"
