// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/json_log.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell::sandbox;
using namespace Qt::StringLiterals;

namespace
{

Q_LOGGING_CATEGORY(logTest, "sandbox.test")

} // namespace

class JsonLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_before = qInstallMessageHandler(nullptr);
        logAsJson();
        logToFile(path(u"log"_s));
    }
    void cleanup() { qInstallMessageHandler(m_before); }

    void aMessageIsOneObjectOnOneLine()
    {
        qCWarning(logTest, "two\nlines and a \"quote\"");
        const auto bytes = read(u"log"_s);
        QCOMPARE(bytes.count('\n'), 1);
        const auto line = QJsonDocument::fromJson(bytes).object();
        QCOMPARE(line.value("level"_L1).toString(), u"warning"_s);
        QCOMPARE(line.value("category"_L1).toString(), u"sandbox.test"_s);
        QCOMPARE(line.value("message"_L1).toString(), u"two\nlines and a \"quote\""_s);
        QVERIFY(QDateTime::fromString(line.value("at"_L1).toString(), Qt::ISODateWithMs).isValid());
        QCOMPARE(QFile::permissions(path(u"log"_s)) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void aFullFileIsSetAsideAndFiveAreKept()
    {
        for (int round = 1; round <= 6; ++round) {
            QFile full(path(u"log"_s));
            QVERIFY(full.resize(10'000'000));
            qCWarning(logTest, "round %d", round);
        }
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files, QDir::Name),
                 (QStringList{u"log"_s, u"log.1"_s, u"log.2"_s, u"log.3"_s, u"log.4"_s}));
        QVERIFY(read(u"log"_s).contains("round 6"));
        QCOMPARE(QFile(path(u"log.1"_s)).size(), 10'000'000);
    }

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QtMessageHandler m_before = nullptr;
};

QTEST_GUILESS_MAIN(JsonLogTest)
#include "tst_json_log.moc"
