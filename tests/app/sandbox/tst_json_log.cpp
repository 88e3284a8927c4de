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
        startJsonLog(u"log"_s);
        keepJsonLogIn(m_folder->path());
    }
    void cleanup() { qInstallMessageHandler(m_before); }

    void aMessageIsOneObjectOnOneLine()
    {
        qCWarning(logTest, "two\nlines and a \"quote\"");
        const auto bytes = read(u"log.log"_s);
        QCOMPARE(bytes.count('\n'), 1);
        const auto line = QJsonDocument::fromJson(bytes).object();
        QCOMPARE(line.value("level"_L1).toString(), u"warning"_s);
        QCOMPARE(line.value("category"_L1).toString(), u"sandbox.test"_s);
        QCOMPARE(line.value("message"_L1).toString(), u"two\nlines and a \"quote\""_s);
        QVERIFY(QDateTime::fromString(line.value("at"_L1).toString(), Qt::ISODateWithMs).isValid());
        QCOMPARE(QFile::permissions(path(u"log.log"_s)) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void aFullFileIsSetAsideAndFiveOfThemAreKept()
    {
        for (int round = 1; round <= 7; ++round) {
            QFile full(path(u"log.log"_s));
            QVERIFY(full.resize(10'485'760));
            qCWarning(logTest, "round %d", round);
        }
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files, QDir::Name),
                 (QStringList{u"log.log"_s, u"log.log.1"_s, u"log.log.2"_s, u"log.log.3"_s, u"log.log.4"_s,
                              u"log.log.5"_s}));
        QVERIFY(read(u"log.log"_s).contains("round 7"));
        QCOMPARE(QFile(path(u"log.log.1"_s)).size(), 10'485'760);
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
