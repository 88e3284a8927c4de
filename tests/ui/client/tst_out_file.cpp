// SPDX-License-Identifier: Apache-2.0
#include "ui/client/out_file.h"

#include <QDateTime>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;
using ui::OutFile;

class TestOutFile : public QObject
{
    Q_OBJECT

    static constexpr qint64 kMegabyte = 1024 * 1024;

    static QString problemOf(const std::optional<Error> &error)
    {
        return error ? error->details[u"problem"_s].toString() : u"none"_s;
    }

private Q_SLOTS:
    /// FACTS 7, as the core judges it (core/media/content_types.h).
    void aChannelTakesWhatItsRulesSay_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QString>("byWhatsapp");
        QTest::addColumn<QString>("bySms");
        QTest::addColumn<QString>("byAny");
        const auto row = [](const char *name, const QString &type, qint64 size, const QString &byWhatsapp,
                            const QString &bySms, const QString &byAny) {
            QTest::newRow(name) << type << size << byWhatsapp << bySms << byAny;
        };
        row("a photo", u"image/jpeg"_s, 5 * kMegabyte, u"none"_s, u"none"_s, u"none"_s);
        row("a large photo", u"image/jpeg"_s, 5 * kMegabyte + 1, u"tooLarge"_s, u"tooLarge"_s, u"tooLarge"_s);
        row("a moving picture", u"image/gif"_s, 1000, u"type"_s, u"none"_s, u"none"_s);
        row("a quote", u"application/pdf"_s, 16 * kMegabyte, u"none"_s, u"type"_s, u"none"_s);
        row("a long quote", u"application/pdf"_s, 16 * kMegabyte + 1, u"tooLarge"_s, u"type"_s, u"tooLarge"_s);
        row("a video", u"video/mp4"_s, 16 * kMegabyte, u"none"_s, u"type"_s, u"none"_s);
        row("a program", u"application/x-executable"_s, 1000, u"type"_s, u"type"_s, u"type"_s);
        row("a phone's own format", u"image/heic"_s, 1000, u"type"_s, u"type"_s, u"type"_s);
        row("nothing", u"image/png"_s, 0, u"empty"_s, u"empty"_s, u"empty"_s);
    }
    void aChannelTakesWhatItsRulesSay()
    {
        QFETCH(QString, type);
        QFETCH(qint64, size);
        QFETCH(QString, byWhatsapp);
        QFETCH(QString, bySms);
        QFETCH(QString, byAny);
        const OutFile file{u"f"_s, type, size, {}};
        QCOMPARE(problemOf(fileProblem(file, Channel::Whatsapp)), byWhatsapp);
        QCOMPARE(problemOf(fileProblem(file, Channel::Sms)), bySms);
        QCOMPARE(problemOf(fileProblem(file)), byAny);
    }

    void allOfAnSmsWeighNoMoreThanOneMay()
    {
        const OutFile photo{u"f"_s, u"image/jpeg"_s, 3 * kMegabyte, {}};
        QCOMPARE(problemOf(ui::filesProblem({photo, photo}, Channel::Sms)), u"tooLarge"_s);
        QCOMPARE(problemOf(ui::filesProblem({photo, photo}, Channel::Whatsapp)), u"none"_s); // two messages
        const OutFile small{u"f"_s, u"image/jpeg"_s, 1, {}};
        QCOMPARE(problemOf(ui::filesProblem(std::vector(10, small), Channel::Sms)), u"none"_s);
        QCOMPARE(problemOf(ui::filesProblem(std::vector(11, small), Channel::Sms)), u"count"_s);
    }

    void aCopyIsThisUsersAlone()
    {
        const QTemporaryDir folder;
        const auto file = ui::keepFile(folder.filePath(u"console"_s), u"clasp.jpg"_s, u"image/jpeg"_s, "bytes");
        QVERIFY(file);
        QCOMPARE(file->size, 5);
        QCOMPARE(QFile::permissions(file->path) & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(!(QFile::permissions(folder.filePath(u"console/files"_s)) & QFile::ReadGroup));
        ui::discard({*file});
        QVERIFY(!QFile::exists(file->path));
        const auto none = ui::keepFile(u"/proc/no-such-folder"_s, u"a"_s, u"image/jpeg"_s, "bytes");
        QCOMPARE(none.error().details[u"problem"_s].toString(), u"notKept"_s);
    }

    void whatNobodyWaitsForGoesAfterADay()
    {
        const QTemporaryDir folder;
        const auto keep = [&] { return ui::keepFile(folder.path(), u"a"_s, u"image/jpeg"_s, "x").value().path; };
        const auto fresh = keep();
        const auto old = keep();
        const auto waiting = keep();
        for (const auto &path : {old, waiting}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite) &&
                    file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-2), QFile::FileModificationTime));
        }
        QFile outbox(folder.filePath(u"outbox-1-2.json"_s));
        QVERIFY(outbox.open(QIODevice::WriteOnly) && outbox.write(waiting.toUtf8()) > 0 && outbox.flush());
        ui::discardForgotten(folder.path());
        QVERIFY(QFile::exists(fresh));
        QVERIFY(!QFile::exists(old));
        QVERIFY(QFile::exists(waiting));
    }
};

QTEST_GUILESS_MAIN(TestOutFile)
#include "tst_out_file.moc"
