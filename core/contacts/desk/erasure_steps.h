// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contacts/desk/erasure_repository.h"

namespace counterbell::contacts
{

/// Where an erasure is; each step repeats until nothing is left for it. Steps may run again from the first.
struct ErasureProgress {
    enum class Step { Messages, Sends, Journal, Events, Rest };
    Step step = Step::Messages;
    qint64 after = 0; ///< the last row looked at, in steps that walk through a table

    bool operator==(const ErasureProgress &) const = default;
};

/// One chunk: at most some hundred rows, a transaction of its own. Answers where to go on; at `Rest` what remains can
/// be removed at once.
[[nodiscard]] ErasureProgress eraseChunk(store::Tx &tx, const ErasureSubject &subject, ErasureProgress progress,
                                         Timestamp now);

/// A message is to disappear at the provider, and here: its journal rows lose their bodies, and its key counts as seen,
/// so that no listing or late webhook brings it back.
void forgetMessage(store::Tx &tx, const QString &sid, Timestamp now);

} // namespace counterbell::contacts
