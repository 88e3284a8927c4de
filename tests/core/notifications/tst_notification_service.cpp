// SPDX-License-Identifier: Apache-2.0
#include "core/notifications/notification_service.h"

#include "core/notifications/wording.h"
#include "tests/support/shop.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::notifications;
using namespace Qt::StringLiterals;

class NotificationServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<Shop>();
        m_service = std::make_unique<NotificationService>(m_shop->store());
    }
    void cleanup()
    {
        m_service.reset();
        m_shop.reset();
    }

    void isOnByDefault_NX03()
    {
        const auto settings = get(m_shop->mia);
        QVERIFY(settings.jobReady && settings.taskAssignment && settings.statusChange && settings.urgentFlagged);
        QCOMPARE(settings.jobReadyWording, defaultJobReadyWording());
    }

    void letsManagersFlipAndOthersLook_NX04()
    {
        QVERIFY(get(m_shop->mia).mayChange);
        QVERIFY(!get(m_shop->priya).mayChange);
        QVERIFY(!get(m_shop->tom).mayChange);
        SetNotifications off;
        off.urgentFlagged = false;
        QVERIFY(isRefused(set(m_shop->priya, off), Reason::NotPermitted));
        QVERIFY(isRefused(set(m_shop->tom, off), Reason::NotPermitted));
        QVERIFY(get(m_shop->tom).urgentFlagged);
        QVERIFY(!set(m_shop->mia, off)->urgentFlagged);
        const auto seen = get(m_shop->tom);
        QVERIFY(!seen.urgentFlagged && seen.jobReady && !seen.mayChange);
    }

    void asksThatTheWordingNamesTheShop_NX16()
    {
        SetNotifications request;
        request.jobReadyWording = u"It is ready"_s;
        const auto refused = set(m_shop->mia, request);
        QVERIFY(isRefused(refused, Reason::InvalidArgument));
        QCOMPARE(refused.error().details.value(u"problem"_s).toString(), u"missingBusiness"_s);
        request.jobReadyWording = u"Ready at {business}"_s;
        QCOMPARE(set(m_shop->mia, request)->jobReadyWording, u"Ready at {business}"_s);
        request.jobReadyWording = u" "_s;
        QCOMPARE(set(m_shop->mia, request)->jobReadyWording, defaultJobReadyWording());
    }

    void takesOnlyATemplateThatThereIs()
    {
        SetNotifications request;
        request.jobReadyTemplateSid = u"HXnone"_s;
        QVERIFY(isRefused(set(m_shop->mia, request), Reason::InvalidArgument));
        request.jobReadyTemplateSid = u""_s;
        QVERIFY(!set(m_shop->mia, request)->jobReadyTemplateSid);
    }

private:
    NotificationSettings get(const Member &member) { return waitForTask(m_service->get(member)).value(); }
    Result<NotificationSettings> set(const Member &member, const SetNotifications &request)
    {
        return waitForTask(m_service->set(member, request));
    }

    std::unique_ptr<Shop> m_shop;
    std::unique_ptr<NotificationService> m_service;
};

QTEST_GUILESS_MAIN(NotificationServiceTest)
#include "tst_notification_service.moc"
