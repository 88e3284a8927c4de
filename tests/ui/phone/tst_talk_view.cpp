// SPDX-License-Identifier: Apache-2.0
#include "ui/phone/talk_view.h"

#include "ui/theme/theme.h"
#include "ui/widgets/paint.h"

#include <QLabel>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;
using namespace counterbell::ui;

class TestTalkView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheTimeBesideItsBadge_data()
    {
        QTest::addColumn<bool>("isMirrored");
        QTest::newRow("from left to right") << false;
        QTest::newRow("mirrored") << true;
    }
    void keepsTheTimeBesideItsBadge()
    {
        QFETCH(const bool, isMirrored);
        const Theme theme;
        QGuiApplication::setLayoutDirection(isMirrored ? Qt::RightToLeft : Qt::LeftToRight);
        {
            TalkView talk;
            talk.resize(368, 300);
            talk.show(
                {{false, Channel::Sms, u"Your gold bracelet is ready for pick-up."_s, Timestamp(std::chrono::hours(9))},
                 {true, Channel::Whatsapp, u"Thank you"_s, Timestamp(std::chrono::hours(10))}},
                Timestamp(std::chrono::hours(11)));
            static_cast<QWidget &>(talk).show();
            QCoreApplication::processEvents();
            if (const auto folder = qEnvironmentVariable("COUNTERBELL_PICTURES"); !folder.isEmpty())
                talk.grab().save(folder + u"/talk-"_s + QLatin1StringView(QTest::currentDataTag()) + u".png"_s);
            const auto metas = talk.findChildren<QLabel *>(u"talkMeta"_s);
            QCOMPARE(metas.size(), 2);
            const auto margins = metas.front()->contentsMargins();
            // The badge is painted at the bubble's start.
            QVERIFY((isMirrored ? margins.right() : margins.left()) >= 16);
            QCOMPARE(isMirrored ? margins.left() : margins.right(), 0);
            QVERIFY(metas.front()->alignment() & (isMirrored ? Qt::AlignRight : Qt::AlignLeft));
        }
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }
};

QTEST_MAIN(TestTalkView)
#include "tst_talk_view.moc"
