// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/inbox/kept_file.h"

namespace counterbell::ui
{

/// Where somebody was in the inbox when they left.
struct InboxPlace {
    ConversationView view = ConversationView::NeedsYou;
    ConversationId conversation; ///< null for none

    bool operator==(const InboxPlace &) const = default;
};

/// The inbox's place of each member on this PC, over a restart of the console. The practice shop's places are apart
/// from the shop's own.
class RememberedPlaces
{
public:
    /// An empty path keeps nothing.
    explicit RememberedPlaces(const QString &path) : m_file(path) {}

    /// Of whoever is signed in; absent where they were never here.
    [[nodiscard]] std::optional<InboxPlace> place(const CoreClient &client) const;
    void remember(const CoreClient &client, const InboxPlace &place);

private:
    KeptFile m_file;
};

} // namespace counterbell::ui
