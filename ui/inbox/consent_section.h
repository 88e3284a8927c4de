// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "ui/inbox/side_section.h"

namespace counterbell::ui
{

/// Consent per channel with where it came from; what happened last where somebody opted out; Record opt-in… where a
/// person here may do that, else the sentence why not.
class ConsentSection : public SideSection
{
    Q_OBJECT

public:
    explicit ConsentSection(QWidget *parent = nullptr);

    /// `mayRecord`: the role may add to the ledger.
    void show(const ContactConsent &consent, const std::vector<ConsentEntry> &ledger, Timestamp now, bool mayRecord);

Q_SIGNALS:
    void recordOptIn(counterbell::Channel channel);

private:
    void addChannel(Channel channel, ConsentState state, const std::vector<ConsentEntry> &ledger, bool mayRecord);
    void addLatest(const std::vector<ConsentEntry> &ledger, Timestamp now);
};

} // namespace counterbell::ui
