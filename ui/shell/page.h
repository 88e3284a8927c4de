// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/send_log.h"
#include "ui/widgets/toast_spec.h"

#include <QVariantMap>
#include <QWidget>

namespace counterbell::ui
{

/// A section of the window: Inbox, Jobs, Send log, Settings. A page knows nothing of the others; what it wants from
/// the window it asks for by signal.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// The word in the rail, and the page's accessible name.
    [[nodiscard]] virtual QString title() const = 0;
    /// The icon in the rail (ui/theme/icons.h): "inbox", "jobs", "send-log", "settings". The window knows by it who can
    /// show a conversation, a job or rows of the send log.
    [[nodiscard]] virtual QString iconName() const = 0;
    /// It has just come to the front: the place for the first fetch and for the focus.
    virtual void shown() {}

    // What another page or the search asked to see; a page that can't show it does nothing.
    virtual void showConversation(const counterbell::ConversationId &) {}
    virtual void showJob(const counterbell::JobId &) {}
    virtual void showSendLog(const counterbell::SendFilter &) {}
    /// Ctrl+N: a new job, of that customer where there is one. Ctrl+Shift+N: a new message.
    virtual void startNew(const counterbell::ContactId & /*customer*/) {}

    /// How the page looks that the next start should find again: its view and what narrows it, not what was typed.
    [[nodiscard]] virtual QVariantMap kept() const { return {}; }
    /// What `kept` said once; anything of it may be wrong or missing.
    virtual void restore(const QVariantMap & /*kept*/) {}

Q_SIGNALS:
    /// `kept` says something else now.
    void keptChanged();
    /// The badge in the rail; 0 hides it.
    void countChanged(int count);
    /// The window shows it and makes its shortcuts work meanwhile (ui/widgets/toast_spec.h).
    void toastRequested(const counterbell::ui::ToastSpec &toast);
    void openConversation(const counterbell::ConversationId &id);
    void openJob(const counterbell::JobId &id);
    /// A null customer: nobody is filled in.
    void newJobRequested(const counterbell::ContactId &customer);
    void openSendLog(const counterbell::SendFilter &filter);
};

} // namespace counterbell::ui
