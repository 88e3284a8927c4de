// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/consent_dialogs.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/inbox/consent_words.h"
#include "ui/inbox/ledger_view.h"
#include "ui/inbox/side_section.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/dialog.h"
#include "ui/widgets/field.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kLongestEvidence = 2000; // the core's own bound

class HistoryDialog : public Dialog
{
    Q_OBJECT

public:
    HistoryDialog(CoreClient &client, ContactId contact, const QString &name, QWidget *over)
        : Dialog(tr("Consent of %1").arg(isolated(name)), over, 480), m_client(client), m_contact(contact)
    {
        setObjectName(u"consentHistory"_s);
        m_said = textLabel(tr("Loading\u2026"), Text::Base, Tone::Text2);
        body()->addWidget(m_said);
        auto *inner = new QWidget;
        auto *column = new QVBoxLayout(inner);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(m_ledger = new LedgerView);
        m_more = new QPushButton(tr("Show earlier"));
        m_more->setVisible(false);
        connect(m_more, &QPushButton::clicked, this, &HistoryDialog::fetch);
        column->addWidget(m_more, 0, Qt::AlignLeading);
        column->addStretch(1);
        auto *scroll = new QScrollArea;
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setWidgetResizable(true);
        scroll->setWidget(inner);
        scroll->setMinimumHeight(240);
        body()->addWidget(scroll, 1);
        addButton(tr("Close"), {}, Accepted);
        fetch();
    }

private:
    void fetch()
    {
        m_more->setEnabled(false);
        ConsentHistoryRequest request;
        request.contactId = m_contact;
        request.before = m_next;
        m_client.call(methods::consentHistory, request, this, [this](Result<Page<ConsentEntry>> page) {
            m_more->setEnabled(true);
            m_said->setVisible(!page || (page->items.empty() && !m_next));
            if (!page) {
                m_said->setText(errorSentence(page.error()));
                m_more->setText(tr("Retry"));
                m_more->setVisible(true);
                return;
            }
            m_said->setText(tr("Nothing is recorded yet."));
            m_ledger->add(page->items, m_client.now());
            m_next = page->next;
            m_more->setText(tr("Show earlier"));
            m_more->setVisible(m_next.has_value());
        });
    }

    CoreClient &m_client;
    ContactId m_contact;
    std::optional<QString> m_next;
    Paragraph *m_said;
    LedgerView *m_ledger;
    QPushButton *m_more;
};

class OptInDialog : public Dialog
{
    Q_OBJECT

public:
    OptInDialog(CoreClient &client, ContactId contact, Channel channel, const QString &name, QWidget *over)
        : Dialog(tr("Record opt-in for %1").arg(channelName(channel)), over, 480),
          m_client(client),
          m_contact(contact),
          m_channel(channel)
    {
        setObjectName(u"recordOptInDialog"_s);
        body()->addWidget(textLabel(tr("%1 will get messages by %2 again. What you write here is kept as the proof.")
                                        .arg(isolated(name), channelName(channel)),
                                    Text::Base, Tone::Text2));
        auto *edit = new QPlainTextEdit;
        edit->setObjectName(u"optInEvidence"_s);
        edit->setTabChangesFocus(true);
        edit->setFixedHeight(88);
        m_field = new Field(tr("How did they agree?"), edit);
        m_field->setHint(tr("For example: said yes at the counter on 12 November, form signed."));
        body()->addWidget(m_field);
        m_evidence = edit;
        addButton(tr("Cancel"), {}, Rejected);
        m_record = addPlainButton(tr("Record opt-in"), u"primary"_s);
        m_record->setObjectName(u"confirmOptIn"_s);
        connect(m_record, &QPushButton::clicked, this, &OptInDialog::record);
        edit->setFocus();
    }

private:
    void record()
    {
        const auto evidence = m_evidence->toPlainText().trimmed();
        if (evidence.isEmpty() || evidence.size() > kLongestEvidence) {
            m_field->setError(evidence.isEmpty() ? tr("Say how the customer agreed: an opt-in needs its proof.")
                                                 : tr("That is too long. Keep it below 2,000 characters."));
            return;
        }
        m_record->setEnabled(false);
        RecordConsent request;
        request.contactId = m_contact;
        request.channel = m_channel;
        request.state = ConsentState::OptedIn;
        request.evidence = evidence;
        m_client.call(methods::consentRecord, request, this, [this](Result<ConsentEntry> entry) {
            m_record->setEnabled(true);
            if (entry)
                accept();
            else if (entry.error().details["problem"_L1] == "onlyTheCustomerCan"_L1)
                m_field->setError(onlyTheCustomerCan());
            else
                m_field->setError(errorSentence(entry.error()));
        });
    }

    CoreClient &m_client;
    ContactId m_contact;
    Channel m_channel;
    Field *m_field;
    QPlainTextEdit *m_evidence;
    QPushButton *m_record;
};

} // namespace

void showConsentHistory(CoreClient &client, ContactId contact, const QString &name, QWidget *over)
{
    auto *dialog = new HistoryDialog(client, contact, name, over); // deletes itself
    dialog->open();
}

void recordOptIn(CoreClient &client, ContactId contact, Channel channel, const QString &name, QWidget *over,
                 std::function<void()> recorded)
{
    auto *dialog = new OptInDialog(client, contact, channel, name, over); // deletes itself
    QObject::connect(dialog, &Dialog::finished, over, [recorded = std::move(recorded)](int outcome) {
        if (outcome == Dialog::Accepted && recorded)
            recorded();
    });
    dialog->open();
}

} // namespace counterbell::ui

#include "consent_dialogs.moc"
