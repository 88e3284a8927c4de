// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/hosted_media.h"
#include "app/relay/http_routes.h"
#include "app/relay/intake.h"
#include "app/relay/link_session.h"
#include "app/relay/pairing.h"

namespace counterbell::relay
{

/// What the internet sees: `/t/`, `/m/`, `/media/`, `/pair` and `/link/1`; all else is 404.
class PublicRoutes : public Routes
{
public:
    PublicRoutes(Intake &intake, HostedMedia &media, Pairing &pairing, LinkEnvironment &links)
        : m_intake(intake), m_media(media), m_pairing(pairing), m_links(links)
    {
    }

    [[nodiscard]] Plan plan(const RequestHead &head) override;
    void serve(Request request, Respond respond) override;
    void upgrade(Upgrade upgrade) override;
    void refused(const RequestHead *head, std::string_view limit) override;
    void answered(int status) override { m_links.metrics.answer(status); }

private:
    enum class Route { Webhook, Media, MediaPut, Pair, Link, None };
    [[nodiscard]] static Route routeOf(std::string_view target);

    Intake &m_intake;
    HostedMedia &m_media;
    Pairing &m_pairing;
    LinkEnvironment &m_links;
};

} // namespace counterbell::relay
