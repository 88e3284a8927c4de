// SPDX-License-Identifier: Apache-2.0
#include "core/notifications/notification_service.h"

#include "core/messaging/template_repository.h"
#include "core/notifications/wording.h"
#include "core/store/settings_repository.h"

namespace counterbell::notifications
{

using namespace Qt::StringLiterals;
using store::Connection;
using store::Tx;

namespace
{

const QString kGroup = u"notifications"_s;

bool mayChange(const Member &actor)
{
    return actor.role == Role::Owner || actor.role == Role::Manager;
}

NotificationSettings shownTo(const Member &actor, NotificationSettings settings)
{
    settings.mayChange = mayChange(actor);
    if (settings.jobReadyWording.isEmpty())
        settings.jobReadyWording = defaultJobReadyWording();
    return settings;
}

Result<> readWording(const SetNotifications &request, NotificationSettings &settings)
{
    if (!request.jobReadyWording)
        return {};
    const auto wording = request.jobReadyWording->trimmed();
    if (!wording.isEmpty()) {
        if (const auto good = checkJobReadyWording(wording); !good)
            return good;
    }
    settings.jobReadyWording = wording == defaultJobReadyWording() ? QString() : wording;
    return {};
}

Result<> readTemplate(Tx &tx, const SetNotifications &request, NotificationSettings &settings)
{
    if (!request.jobReadyTemplateSid)
        return {};
    settings.jobReadyTemplateSid.reset();
    if (request.jobReadyTemplateSid->isEmpty())
        return {};
    if (!messaging::TemplateRepository().find(tx, *request.jobReadyTemplateSid))
        return refuse(Reason::InvalidArgument, {{u"argument"_s, u"jobReadyTemplateSid"_s}});
    settings.jobReadyTemplateSid = request.jobReadyTemplateSid;
    return {};
}

} // namespace

QCoro::Task<Result<NotificationSettings>> NotificationService::get(Member actor)
{
    auto answer = m_store.read([actor](Connection &db) -> Result<NotificationSettings> {
        return shownTo(actor, store::settingsOf<NotificationSettings>(db, kGroup));
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<NotificationSettings>> NotificationService::set(Member actor, SetNotifications request)
{
    auto answer = m_store.write([actor, request](Tx &tx) -> Result<NotificationSettings> {
        if (!mayChange(actor))
            return refuse(Reason::NotPermitted);
        auto settings = store::settingsOf<NotificationSettings>(tx, kGroup);
        if (const auto read = readWording(request, settings); !read)
            return tl::unexpected(read.error());
        if (const auto read = readTemplate(tx, request, settings); !read)
            return tl::unexpected(read.error());
        settings.jobReady = request.jobReady.value_or(settings.jobReady);
        settings.taskAssignment = request.taskAssignment.value_or(settings.taskAssignment);
        settings.statusChange = request.statusChange.value_or(settings.statusChange);
        settings.urgentFlagged = request.urgentFlagged.value_or(settings.urgentFlagged);
        settings.jobReadyByWhatsApp = request.jobReadyByWhatsApp.value_or(settings.jobReadyByWhatsApp);
        settings.mayChange = false;
        store::writeSettings(tx, kGroup, toJson(settings));
        return shownTo(actor, settings);
    });
    co_return co_await std::move(answer);
}

} // namespace counterbell::notifications
