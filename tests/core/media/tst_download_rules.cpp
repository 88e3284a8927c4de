// SPDX-License-Identifier: Apache-2.0
#include "core/media/download_rules.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::media;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class DownloadRulesTest : public QObject
{
    Q_OBJECT

    /// How often it is tried in all, and how long that takes.
    static std::pair<int, std::chrono::milliseconds> wholeStory(const Error &error)
    {
        int tries = 0;
        std::chrono::milliseconds time{0};
        while (const auto wait = afterFailure(error, tries, 0).wait) {
            ++tries;
            time += *wait;
        }
        return {tries + 1, time};
    }

private Q_SLOTS:
    void endsWhatCanNotGetBetter_data()
    {
        QTest::addColumn<Reason>("reason");
        QTest::addColumn<QJsonObject>("details");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<int>("tries");
        QTest::newRow("somebody else's URL")
            << Reason::InvalidArgument << QJsonObject{{u"problem"_s, u"url"_s}} << "url" << 1;
        QTest::newRow("a request it doesn't take")
            << Reason::InvalidArgument << QJsonObject{{u"httpStatus"_s, 400}} << "refused" << 1;
        QTest::newRow("too large") << Reason::ProviderUnreachable << QJsonObject{{u"problem"_s, u"tooLarge"_s}}
                                   << "tooLarge" << 1;
        QTest::newRow("not there") << Reason::NotFound << QJsonObject{} << "notFound" << 6;
        QTest::newRow("our key") << Reason::NotPermitted << QJsonObject{} << "refused" << 54;
        QTest::newRow("no network") << Reason::ProviderUnreachable << QJsonObject{{u"problem"_s, u"network"_s}}
                                    << "unreachable" << 54;
        QTest::newRow("a full disk") << Reason::Internal << QJsonObject{} << "unwritable" << 54;
    }
    void endsWhatCanNotGetBetter()
    {
        QFETCH(Reason, reason);
        QFETCH(QJsonObject, details);
        const Error error{reason, details};
        QTEST(afterFailure(error, 1000, 0).problem, "problem");
        QTEST(wholeStory(error).first, "tries");
    }

    void triesAMissingFileSoonAndForMinutes()
    {
        const Error missing{Reason::NotFound, {}};
        QCOMPARE(afterFailure(missing, 0, 0).wait, std::optional<std::chrono::milliseconds>(1s));
        QCOMPARE(afterFailure(missing, 1, 0).wait, std::optional<std::chrono::milliseconds>(3s));
        QCOMPARE(afterFailure(missing, 0, 0.999).wait, std::optional<std::chrono::milliseconds>(1249ms));
        QVERIFY(wholeStory(missing).second < 10min);
        QVERIFY(wholeStory({Reason::ProviderUnreachable, {}}).second > 40h);
    }

    void waitsAsLongAsItIsAskedTo()
    {
        const auto waitFor = [](int seconds) {
            return afterFailure({Reason::ProviderUnreachable, {{u"retryAfter"_s, seconds}}}, 0, 0).wait.value();
        };
        QCOMPARE(waitFor(90), std::chrono::milliseconds(90s));
        QCOMPARE(waitFor(0), std::chrono::milliseconds(1s));
        QCOMPARE(waitFor(10'000'000), std::chrono::milliseconds(24h));
    }

    void looksAtWhatCame_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("answered");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const auto png = QByteArray::fromHex("89504e470d0a1a0a0000000d4948445200000280000001e0");
        QTest::newRow("a picture") << "image/png" << "binary/octet-stream" << png << "image/png 640";
        QTest::newRow("another kind of picture") << "image/jpeg" << "image/jpeg" << png << "image/png 640";
        QTest::newRow("a page instead") << "image/jpeg" << "text/html" << QByteArray("<html>") << "notAnImage";
        QTest::newRow("nothing") << "audio/ogg" << "audio/ogg" << QByteArray() << "empty";
        QTest::newRow("a voice note, as labelled")
            << "audio/ogg; codecs=opus" << "application/ogg" << QByteArray("OggS") << "audio/ogg; codecs=opus 0";
        QTest::newRow("without a label") << "" << "application/pdf" << QByteArray("%PDF-") << "application/pdf 0";
        QTest::newRow("a picture without a label") << "" << "image/png" << png << "image/png 640";
        QTest::newRow("nobody knows") << "" << "" << QByteArray("x") << "application/octet-stream 0";
    }
    void looksAtWhatCame()
    {
        QFETCH(QString, said);
        QFETCH(QString, answered);
        QFETCH(QByteArray, bytes);
        const auto file = checkContent(said, answered, bytes);
        QTEST(file ? file->contentType + u" %1"_s.arg(file->width.value_or(0)) : file.error(), "expected");
        if (file)
            QCOMPARE(file->size, bytes.size());
    }
};

QTEST_GUILESS_MAIN(DownloadRulesTest)
#include "tst_download_rules.moc"
