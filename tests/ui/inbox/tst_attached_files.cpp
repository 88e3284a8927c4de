// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/attached_files.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

class AttachedFilesTest : public QObject
{
    Q_OBJECT

    static constexpr ConversationId kHere{1};
    static constexpr ConversationId kThere{2};

    QTemporaryDir m_folder;

    static QByteArray png(int side)
    {
        QImage image(side, side, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        return buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "png") ? bytes : QByteArray();
    }
    QString file(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    QStringList copies() const { return QDir(m_folder.filePath(u"kept/files"_s)).entryList(QDir::Files); }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QDir(m_folder.filePath(u"kept"_s)).removeRecursively();
    }

    void comesBackAfterARestart()
    {
        const auto kept = m_folder.filePath(u"kept"_s);
        const auto list = m_folder.filePath(u"kept/attached.json"_s);
        const auto photo = file(u"clasp.png"_s, png(60));
        const auto quote = file(u"quote.pdf"_s, "%PDF-1.7");
        {
            AttachedFiles files(kept, list);
            files.takeUp(u"epoch"_s);
            files.attach(kHere, QStringList{photo, quote});
            files.attach(kThere, QImage::fromData(png(20)));
            QTRY_COMPARE(files.readyOf(kHere).size(), 2U);
            QTRY_COMPARE(files.readyOf(kThere).size(), 1U);
        }
        {
            AttachedFiles files(kept, list);
            files.takeUp(u"epoch"_s);
            QTRY_COMPARE(files.readyOf(kHere).size(), 2U);
            QTRY_COMPARE(files.readyOf(kThere).size(), 1U); // pasted: our copy is all there is
            QCOMPARE(files.of(kHere).front().name, u"clasp.png"_s);
            QVERIFY(files.takeLost(kHere).isEmpty());
        }
        {
            // After a restore the same numbers may be other conversations.
            AttachedFiles files(kept, m_folder.filePath(u"kept/of-before.json"_s));
            QVERIFY(QFile::copy(list, m_folder.filePath(u"kept/of-before.json"_s)));
            files.takeUp(u"another epoch"_s);
            QVERIFY(files.of(kHere).empty() && files.of(kThere).empty());
        }
        // Days later the copies are gone, and one of the originals with them.
        QDir(m_folder.filePath(u"kept/files"_s)).removeRecursively();
        QVERIFY(QFile::remove(quote));
        {
            AttachedFiles files(kept, list);
            files.takeUp(u"epoch"_s);
            QTRY_COMPARE(files.readyOf(kHere).size(), 1U);
            QCOMPARE(files.of(kHere).front().name, u"clasp.png"_s);
            QCOMPARE(files.takeLost(kHere), QStringList{u"quote.pdf"_s});
            QVERIFY(files.takeLost(kHere).isEmpty()); // said once
            files.remove(kHere, files.of(kHere).front().number);
        }
        AttachedFiles files(kept, list);
        files.takeUp(u"epoch"_s);
        QVERIFY(files.of(kHere).empty());
    }

    void goesByWhatAFileIs_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("isSeen");
        QTest::newRow("a picture") << u"clasp.png"_s << png(60) << u"image/png"_s << true;
        QTest::newRow("under another name") << u"clasp.jpg"_s << png(60) << u"image/png"_s << true;
        QTest::newRow("a quote") << u"quote.pdf"_s << QByteArray("%PDF-1.7\n1 0 obj\n") << u"application/pdf"_s
                                 << false;
        QTest::newRow("a voice") << u"hello.mp3"_s << QByteArray("ID3\x03", 5) << u"audio/mpeg"_s << false;
        QTest::newRow("a document") << u"care.docx"_s << QByteArray("PK\x03\x04 and so on")
                                    << u"application/vnd.openxmlformats-officedocument.wordprocessingml.document"_s
                                    << false;
    }
    void goesByWhatAFileIs()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, type);
        QFETCH(bool, isSeen);
        AttachedFiles files(m_folder.filePath(u"kept"_s));
        files.takeUp(u"epoch"_s);
        files.attach(kHere, QStringList{file(name, bytes)});
        QVERIFY(files.of(kHere)[0].isReading);
        QVERIFY(files.readyOf(kHere).empty());
        QTRY_VERIFY(!files.of(kHere)[0].isReading);
        const auto ready = files.readyOf(kHere);
        QCOMPARE(ready[0].name, name);
        QCOMPARE(ready[0].contentType, type);
        QCOMPARE(ready[0].size, bytes.size());
        QCOMPARE(!files.of(kHere)[0].look.isNull(), isSeen);
        QVERIFY(files.of(kThere).empty());
        QFile::remove(m_folder.filePath(name)); // a copy of our own is what goes out
        QFile copy(ready[0].path);
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QCOMPARE(copy.readAll(), bytes);
    }

    void refusesWithTheReason_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problem");
        QTest::newRow("a script") << u"a.sh"_s << QByteArray("#!/bin/sh\n") << u"type"_s;
        QTest::newRow("nothing in it") << u"a.pdf"_s << QByteArray() << u"empty"_s;
        QTest::newRow("too large") << u"a.pdf"_s << QByteArray("%PDF-1.7\n") + QByteArray(16 * 1024 * 1024, ' ')
                                   << u"tooLarge"_s;
        QTest::newRow("a picture of nearly that")
            << u"a.png"_s << png(9) + QByteArray(6 * 1024 * 1024, ' ') << u"tooLarge"_s;
    }
    void refusesWithTheReason()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, problem);
        AttachedFiles files(m_folder.filePath(u"kept"_s));
        files.takeUp(u"epoch"_s);
        QSignalSpy refused(&files, &AttachedFiles::refused);
        files.attach(kHere, QStringList{file(name, bytes)});
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused[0][1].toString(), name);
        QCOMPARE(refused[0][2].value<Error>().details[u"problem"_s].toString(), problem);
        QVERIFY(files.of(kHere).empty());
        QCOMPARE(copies(), QStringList());
    }

    void readsNoFolderAndNothingThatIsGone()
    {
        AttachedFiles files(m_folder.filePath(u"kept"_s));
        files.takeUp(u"epoch"_s);
        QSignalSpy refused(&files, &AttachedFiles::refused);
        files.attach(kHere, QStringList{m_folder.path(), m_folder.filePath(u"gone.pdf"_s), u"/dev/zero"_s});
        QTRY_COMPARE(refused.size(), 3);
        for (const auto &one : refused)
            QCOMPARE(one[2].value<Error>().details[u"problem"_s].toString(), u"unreadable"_s);
    }

    void takesAPictureFromTheClipboard()
    {
        AttachedFiles files(m_folder.filePath(u"kept"_s));
        files.takeUp(u"epoch"_s);
        files.attach(kHere, QImage::fromData(png(60)));
        QTRY_COMPARE(files.readyOf(kHere).size(), 1U);
        QCOMPARE(files.readyOf(kHere)[0].contentType, u"image/png"_s);
        QCOMPARE(files.readyOf(kHere)[0].name, u"Picture.png"_s);
    }

    void makesALargePictureAJpeg()
    {
        QImage noise(1500, 1500, QImage::Format_RGB32);
        quint32 state = 1;
        for (int y = 0; y < noise.height(); ++y) {
            for (int x = 0; x < noise.width(); ++x)
                noise.setPixel(x, y, state = state * 1664525 + 1013904223); // nothing that a PNG could shorten
        }
        const auto taken = takePicture(m_folder.filePath(u"kept"_s), noise, u"Picture"_s);
        QVERIFY(taken);
        QCOMPARE(taken->file.contentType, u"image/jpeg"_s);
        QVERIFY(taken->file.size <= 5 * 1024 * 1024);
    }

    void holdsNoMoreThanTen()
    {
        AttachedFiles files(m_folder.filePath(u"kept"_s));
        files.takeUp(u"epoch"_s);
        QSignalSpy refused(&files, &AttachedFiles::refused);
        files.attach(kHere, QStringList(12, file(u"a.png"_s, png(9))));
        QCOMPARE(refused.size(), 1); // said once
        QCOMPARE(refused[0][2].value<Error>().details[u"problem"_s].toString(), u"count"_s);
        QTRY_COMPARE(files.readyOf(kHere).size(), 10U);
        files.remove(kHere, files.of(kHere)[3].number);
        QCOMPARE(files.of(kHere).size(), 9U);
        QCOMPARE(copies().size(), 9);
    }

    void dropsTheCopyOfWhatWasTakenAwayMeanwhile()
    {
        AttachedFiles files(m_folder.filePath(u"kept"_s));
        files.takeUp(u"epoch"_s);
        files.attach(kHere, QStringList{file(u"a.png"_s, png(9)), file(u"b.png"_s, png(9))});
        files.remove(kHere, files.of(kHere)[0].number);
        QTRY_COMPARE(files.readyOf(kHere).size(), 1U);
        QTRY_COMPARE(copies().size(), 1);
        files.release(kHere, files.readyOf(kHere)[0]); // sent: the copy is the outbox's
        QVERIFY(files.of(kHere).empty());
        QCOMPARE(copies().size(), 1);
    }

    void getsBackWhatTheCoreRefused()
    {
        AttachedFiles files(m_folder.filePath(u"kept"_s));
        files.takeUp(u"epoch"_s);
        const auto kept = keepFile(m_folder.filePath(u"kept"_s), u"clasp.png"_s, u"image/png"_s, png(60)).value();
        files.giveBack(kThere, {kept});
        QTRY_COMPARE(files.readyOf(kThere), std::vector{kept});
        QVERIFY(!files.of(kThere)[0].look.isNull());
    }
};

QTEST_MAIN(AttachedFilesTest)
#include "tst_attached_files.moc"
