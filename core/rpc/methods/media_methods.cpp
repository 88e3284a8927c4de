// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/media_methods.h"

#include "core/media/media_service.h"
#include "core/rpc/method_registry.h"

namespace counterbell::rpc
{

using namespace Qt::StringLiterals;

void addMediaMethods(MethodRegistry &registry, media::MediaService &media)
{
    registry.add<GetMedia, MediaChunk>("media.get"_L1, "A part of a stored file"_L1, Permission::All,
                                       [&media](Caller, GetMedia p) { return media.get(p); });
    registry.add<UploadMedia, UploadedMedia>(
        "media.upload"_L1, "Takes a file to be sent, in one part or several"_L1, Permission::AgentUp,
        [&media](Caller caller, UploadMedia p) { return media.upload(*caller.member, std::move(p)); });
}

} // namespace counterbell::rpc
