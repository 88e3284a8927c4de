// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::media
{
class MediaService;
}

namespace counterbell::rpc
{

class MethodRegistry;

/// media.*
void addMediaMethods(MethodRegistry &registry, media::MediaService &media);

} // namespace counterbell::rpc
