// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/routes.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using enum RouteWay;

using Route = std::vector<RouteWay>;
Q_DECLARE_METATYPE(RouteFacts)
Q_DECLARE_METATYPE(Route)

namespace
{

template <class... Change>
RouteFacts reachable(Change... change)
{
    RouteFacts facts{true, true, std::nullopt, std::nullopt, true, true, true, true};
    (change(facts), ...);
    return facts;
}

} // namespace

class RoutesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachCategoryHasItsOrder_NX08_data()
    {
        QTest::addColumn<SendCategory>("category");
        QTest::addColumn<bool>("byWhatsApp");
        QTest::addColumn<Route>("route");
        QTest::newRow("job ready") << SendCategory::JobReady << false << Route{Sms};
        QTest::newRow("job ready by WhatsApp") << SendCategory::JobReady << true << Route{WhatsAppTemplate, Sms};
        QTest::newRow("assignment") << SendCategory::TaskAssignment << false
                                    << Route{WhatsAppText, WhatsAppTemplate, Sms};
        QTest::newRow("the option is of job ready alone")
            << SendCategory::TaskAssignment << true << Route{WhatsAppText, WhatsAppTemplate, Sms};
        QTest::newRow("status change") << SendCategory::StatusChange << true << Route{Sms};
        QTest::newRow("urgent") << SendCategory::UrgentFlagged << true << Route{Sms};
        QTest::newRow("reminder") << SendCategory::Reminder << false << Route{Sms};
        QTest::newRow("reply") << SendCategory::Reply << false << Route{};
        QTest::newRow("the AI's") << SendCategory::Ai << false << Route{};
        QTest::newRow("acknowledgement") << SendCategory::Acknowledgement << false << Route{};
    }
    void eachCategoryHasItsOrder_NX08()
    {
        QFETCH(SendCategory, category);
        QFETCH(bool, byWhatsApp);
        QTEST(defaultRoute(category, byWhatsApp), "route");
    }

    void takesTheFirstViableStep_data()
    {
        QTest::addColumn<RouteFacts>("facts");
        QTest::addColumn<int>("index");
        const auto windowClosed = [](RouteFacts &f) { f.isWindowOpen = false; };
        const auto notApproved = [](RouteFacts &f) { f.isTemplateApproved = false; };
        const auto notOnWhatsApp = [](RouteFacts &f) { f.onWhatsApp = false; };
        const auto onWhatsApp = [](RouteFacts &f) { f.onWhatsApp = true; };
        const auto landline = [](RouteFacts &f) { f.landline = true; };
        const auto mobile = [](RouteFacts &f) { f.landline = false; };
        const auto whatsAppDown = [](RouteFacts &f) { f.canSendWhatsApp = false; };
        const auto smsDown = [](RouteFacts &f) { f.canSendSms = false; };
        const auto noPhone = [](RouteFacts &f) { f.hasPhone = false; };
        const auto noWhatsApp = [](RouteFacts &f) { f.hasWhatsAppAddress = false; };
        QTest::newRow("all open") << reachable() << 0;
        QTest::newRow("known to be on WhatsApp") << reachable(onWhatsApp, mobile) << 0;
        QTest::newRow("window closed") << reachable(windowClosed) << 1;
        QTest::newRow("window closed, template not approved") << reachable(windowClosed, notApproved) << 2;
        QTest::newRow("template not approved, window open") << reachable(notApproved) << 0;
        QTest::newRow("not on WhatsApp") << reachable(notOnWhatsApp) << 2;
        QTest::newRow("WhatsApp sender down") << reachable(whatsAppDown) << 2;
        QTest::newRow("no WhatsApp address") << reachable(noWhatsApp) << 2;
        QTest::newRow("a landline may be on WhatsApp") << reachable(landline) << 0;
        QTest::newRow("a landline without WhatsApp") << reachable(landline, notOnWhatsApp) << -1;
        QTest::newRow("not on WhatsApp, SMS sender down") << reachable(notOnWhatsApp, smsDown) << -1;
        QTest::newRow("no number, only a user id") << reachable(noPhone, windowClosed) << 1;
        QTest::newRow("no number, nothing approved") << reachable(noPhone, windowClosed, notApproved) << -1;
    }
    void takesTheFirstViableStep()
    {
        QFETCH(RouteFacts, facts);
        const auto route = defaultRoute(SendCategory::TaskAssignment, false);
        const auto found = firstViable(route, facts);
        QTEST(found ? int(*found) : -1, "index");
    }

    void goesOnAfterAStepThatFailed()
    {
        const auto route = defaultRoute(SendCategory::TaskAssignment, false);
        QCOMPARE(firstViable(route, reachable(), 1), std::optional<size_t>(1));
        QCOMPARE(firstViable(route, reachable(), 2), std::optional<size_t>(2));
        QCOMPARE(firstViable(route, reachable(), 3), std::nullopt);
        QCOMPARE(firstViable({}, reachable()), std::nullopt);
    }

    void knowsAWaysChannel()
    {
        QCOMPARE(channelOf(WhatsAppText), Channel::Whatsapp);
        QCOMPARE(channelOf(WhatsAppTemplate), Channel::Whatsapp);
        QCOMPARE(channelOf(Sms), Channel::Sms);
    }
};

QTEST_GUILESS_MAIN(RoutesTest)
#include "tst_routes.moc"
