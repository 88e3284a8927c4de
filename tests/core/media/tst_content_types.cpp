// SPDX-License-Identifier: Apache-2.0
#include "core/media/content_types.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::media;
using namespace Qt::StringLiterals;

class ContentTypesTest : public QObject
{
    Q_OBJECT

    static QString told(const std::optional<FileProblem> &problem)
    {
        if (!problem)
            return u"goes"_s;
        return problem->maximum ? problem->problem + u' ' + QString::number(*problem->maximum) : problem->problem;
    }

private Q_SLOTS:
    void findsTheTypeItself_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << "image/jpeg" << "image/jpeg";
        QTest::newRow("with parameters") << " Audio/OGG; codecs=opus" << "audio/ogg";
        QTest::newRow("long") << "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                              << "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        QTest::newRow("nothing") << "" << "";
        QTest::newRow("a word") << "image" << "";
        QTest::newRow("two slashes") << "image/a/b" << "";
        QTest::newRow("a header smuggled in") << "image/png\r\nX: y" << "";
    }
    void findsTheTypeItself()
    {
        QFETCH(QString, given);
        QTEST(bareType(given), "expected");
    }

    void saysWhatMayGoOut_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QString>("onWhatsapp");
        QTest::addColumn<QString>("onSms");
        QTest::addColumn<QString>("onAny");
        const auto row = [](const char *name, const QString &type, qint64 size, const QString &whatsapp,
                            const QString &sms,
                            const QString &any) { QTest::newRow(name) << type << size << whatsapp << sms << any; };
        const auto most = u"tooLarge 5242880"_s;
        row("a photo", u"image/jpeg"_s, 5 * kMegabyte, u"goes"_s, u"goes"_s, u"goes"_s);
        row("a large photo", u"image/jpeg"_s, 5 * kMegabyte + 1, most, most, most);
        row("a GIF", u"image/gif"_s, 1000, u"type"_s, u"goes"_s, u"goes"_s);
        row("a large GIF", u"image/gif"_s, 6 * kMegabyte, u"type"_s, most, most);
        row("a PDF", u"application/pdf"_s, 16 * kMegabyte, u"goes"_s, u"type"_s, u"goes"_s);
        row("a large PDF", u"application/pdf"_s, 16 * kMegabyte + 1, u"tooLarge 16777216"_s, u"type"_s,
            u"tooLarge 16777216"_s);
        row("a voice note", u"audio/ogg; codecs=opus"_s, 1000, u"goes"_s, u"type"_s, u"goes"_s);
        row("a program", u"application/x-msdownload"_s, 1000, u"type"_s, u"type"_s, u"type"_s);
        row("nothing", u"image/png"_s, 0, u"empty"_s, u"empty"_s, u"empty"_s);
    }
    void saysWhatMayGoOut()
    {
        QFETCH(QString, type);
        QFETCH(qint64, size);
        QTEST(told(problemOn(Channel::Whatsapp, type, size)), "onWhatsapp");
        QTEST(told(problemOn(Channel::Sms, type, size)), "onSms");
        QTEST(told(problemOnAll(type, size)), "onAny");
    }
};

QTEST_GUILESS_MAIN(ContentTypesTest)
#include "tst_content_types.moc"
