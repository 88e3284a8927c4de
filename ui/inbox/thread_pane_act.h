// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/error_text.h"
#include "ui/inbox/thread_pane.h"

namespace counterbell::ui
{

template <class P>
void ThreadPane::act(const MethodName<P, Conversation> &method, const P &parameters)
{
    if (m_id.isNull())
        return;
    // Whoever takes over wants to write.
    const bool isTakeOver = method.name == methods::inboxTakeOver.name;
    m_client.call(method, parameters, this, [this, isTakeOver, id = m_id](const Result<Conversation> &answer) {
        if (!answer)
            return Q_EMIT said(tr("That was not done."), errorSentence(answer.error()));
        take(*answer);
        if (isTakeOver && id == m_id)
            focusComposer();
        if (answer->inFlight && !answer->inFlight->empty())
            Q_EMIT said(tr("%n AI reply was already on its way.", nullptr, int(answer->inFlight->size())),
                        tr("It may still arrive."));
    });
}

} // namespace counterbell::ui
