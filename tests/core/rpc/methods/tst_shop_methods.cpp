// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/consent_service.h"
#include "core/contacts/contact_service.h"
#include "core/jobs/job_service.h"
#include "core/notifications/notification_service.h"
#include "core/rpc/method_registry.h"
#include "core/rpc/methods/contact_methods.h"
#include "core/rpc/methods/job_methods.h"
#include "core/rpc/methods/team_methods.h"
#include "core/rpc/methods/workspace_methods.h"
#include "core/rpc/sessions.h"
#include "core/team/team_service.h"
#include "core/workspace/health_service.h"
#include "core/workspace/workspace_service.h"
#include "tests/support/shop.h"

#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;
using rpc::Permission;

/// The shop's own methods as they are called: names, rights (CONTRACT 3, column "may"), and JSON in and out.
class ShopMethodsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<Shop>();
        m_services = std::make_unique<Services>(*m_shop);
    }
    void cleanup()
    {
        m_services.reset();
        m_shop.reset();
    }

    void mayBeCalledBy_data()
    {
        QTest::addColumn<Permission>("permission");
        const auto row = [](const char *name, Permission permission) { QTest::newRow(name) << permission; };
        for (const auto *name :
             {"contacts.create", "contacts.list", "contacts.get", "contacts.update", "contacts.parsePhone",
              "consent.history", "jobs.list", "jobs.get", "jobs.create", "jobs.update", "jobs.assign", "jobs.setUrgent",
              "jobs.setStatus", "jobs.undo", "jobs.history", "notifications.get", "team.list", "workspace.get",
              "sandbox.advanceClock"})
            row(name, Permission::All);
        row("consent.record", Permission::AgentUpOrStaffAtIntake);
        row("notifications.set", Permission::ManagerUp);
        row("team.create", Permission::ManagerUp);
        row("team.update", Permission::ManagerUp);
        row("team.setPin", Permission::OwnPinOrManagerUp);
        row("team.setPersonalOptOut", Permission::SelfOrManagerUp);
        row("workspace.set", Permission::ManagerUp);
        row("system.health", Permission::Public);
        row("jobs.history", Permission::All);
        row("quickReplies.list", Permission::All);
        row("quickReplies.set", Permission::AgentUp);
    }
    void mayBeCalledBy()
    {
        QFETCH(Permission, permission);
        const auto *method = m_services->registry.find(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(method);
        QCOMPARE(wireName(method->permission), wireName(permission));
        QVERIFY(!method->summary.isEmpty());
    }

    void listsNothingElse() { QCOMPARE(m_services->registry.methods().size(), 29u); }

    void runsFromJsonToJson()
    {
        const auto contact =
            call(u"contacts.create"_s, {{u"name"_s, u"Bea"_s}, {u"phone"_s, u"0498 765 432"_s}}).value();
        QCOMPARE(contact.value(u"phone"_s).toString(), u"+61498765432"_s);
        const auto job =
            call(u"jobs.create"_s,
                 {{u"kind"_s, u"repair"_s}, {u"contactId"_s, contact.value(u"id"_s)}, {u"description"_s, u"Ring"_s}})
                .value();
        QCOMPARE(job.value(u"ticket"_s).toString(), u"R-1001"_s);
        const auto moved =
            call(u"jobs.setStatus"_s, {{u"jobId"_s, job.value(u"id"_s)}, {u"status"_s, u"ready"_s}}).value();
        QCOMPARE(moved.value(u"notification"_s)[u"status"_s].toString(), u"queued"_s);
        const auto again = call(u"contacts.create"_s, {{u"name"_s, u"Bea"_s}, {u"phone"_s, u"+61498765432"_s}});
        QVERIFY(isRefused(again, Reason::DuplicatePhone));
    }

    void actsForWhoCalls()
    {
        const QJsonObject off{{u"jobReady"_s, false}};
        QVERIFY(isRefused(call(u"notifications.set"_s, off, m_shop->tom), Reason::NotPermitted));
        QCOMPARE(call(u"notifications.set"_s, off, m_shop->mia)->value(u"jobReady"_s).toBool(true), false);
        QVERIFY(call(u"team.setPersonalOptOut"_s, {{u"memberId"_s, m_shop->tom.id.toString()}, {u"optedOut"_s, true}},
                     m_shop->tom));
    }

private:
    struct Services {
        explicit Services(Shop &shop)
            : contacts(shop.store(), shop.clock(), contacts::ErasedNumbers("a key of the test workspace")),
              consents(shop.store(), shop.clock()),
              jobs(shop.store(), shop.clock()),
              notifications(shop.store()),
              team(shop.store()),
              workspace(shop.store(), clock),
              health(shop.store())
        {
            rpc::addContactMethods(registry, contacts);
            rpc::addConsentMethods(registry, consents);
            rpc::addJobMethods(registry, jobs);
            rpc::addNotificationMethods(registry, notifications);
            rpc::addTeamMethods(registry, team, sessions);
            rpc::addWorkspaceMethods(registry, workspace, health);
        }

        rpc::Sessions sessions;
        workspace::BusinessClock clock;
        contacts::ContactService contacts;
        contacts::ConsentService consents;
        jobs::JobService jobs;
        notifications::NotificationService notifications;
        team::TeamService team;
        workspace::WorkspaceService workspace;
        workspace::HealthService health;
        rpc::MethodRegistry registry;
    };

    Result<QJsonObject> call(const QString &name, const QJsonObject &parameters, std::optional<Member> member = {})
    {
        auto started =
            m_services->registry.find(name)->start({member.value_or(m_shop->mia), rpc::SessionId{1}}, parameters);
        return waitForTask(std::move(*started));
    }

    std::unique_ptr<Shop> m_shop;
    std::unique_ptr<Services> m_services;
};

QTEST_GUILESS_MAIN(ShopMethodsTest)
#include "tst_shop_methods.moc"
