// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/spool_file.h"
#include "app/relay/spool_reader.h"

#include <functional>
#include <string>
#include <vector>

namespace counterbell::relay
{

/// What came over into the new spool, and what could not be read any more.
struct Salvage {
    std::uint64_t saved = 0;
    std::uint64_t lost = 0;
};

/// How a spool that is damaged where it has to be written makes room for a new one: whatever no core has read is copied
/// over under new numbers (what can't be read is a gap, reason `corrupt`), the damaged file is put aside as
/// `<path>.corrupt-<time>`, and the new one takes its place. A crash at any moment loses nothing: until the damaged
/// file is aside it is the spool, and from then on the new one is whole.
class SpoolReplacement
{
public:
    SpoolReplacement(std::string path, SpoolLimits limits);

    /// Makes the new spool beside the old one, which is null where nothing can be read of it. `mayGoOn` is asked now
    /// and then. Throws sqlite::Fault.
    [[nodiscard]] Salvage build(SpoolReader *damaged, const std::vector<UnreadStream> &streams,
                                const std::function<bool()> &mayGoOn);
    /// Nobody may have either file open by now: SQLite removes a log by its name. The damaged file's new name. Throws
    /// sqlite::Fault.
    [[nodiscard]] std::string swap();

    /// At start: ends a swap that was cut short, and clears away a copy that was never finished.
    static void recover(const std::string &path);
    /// Deletes damaged files that are older than the events in them may be kept, and all but the newest few.
    static void sweep(const std::string &path, UnixMs now, std::chrono::milliseconds lifetime);

private:
    void copy(SpoolReader *damaged, const UnreadStream &stream, SpoolFile &fresh, const std::function<bool()> &mayGoOn);

    std::string m_path;
    SpoolLimits m_limits;
    Salvage m_salvage;
};

} // namespace counterbell::relay
