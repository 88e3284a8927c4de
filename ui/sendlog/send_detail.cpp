// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_detail.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/sendlog/send_facts.h"
#include "ui/sendlog/send_timeline.h"
#include "ui/sendlog/send_words.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/bubble_text.h"
#include "ui/widgets/icon_button.h"

#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kPad = kSpace20;
constexpr int kMark = 20;

/// The status's icon before the fact.
class Mark : public QWidget
{
public:
    Mark() { setFixedSize(kMark, kMark); }
    void set(const QString &name, bool isBad)
    {
        m_name = name;
        m_isBad = isBad;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const auto &c = colors(palette());
        paintIcon(painter, rect(), m_name, m_isBad ? c.dangerT : c.text2, layoutDirection());
    }

private:
    QString m_name;
    bool m_isBad = false;
};

QLabel *label(const QString &kind, const QString &name = {})
{
    auto *made = new QLabel;
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    made->setProperty("kind", kind);
    made->setObjectName(name);
    return made;
}

void setKind(QLabel *label, const QString &kind)
{
    if (label->property("kind").toString() == kind)
        return;
    label->setProperty("kind", kind);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

QFrame *line()
{
    auto *made = new QFrame;
    made->setProperty("kind", u"line"_s);
    return made;
}

} // namespace

SendDetailPane::SendDetailPane(CoreClient &client, Prompts &prompts, QWidget *parent)
    : QWidget(parent),
      m_client(client),
      m_column(new QVBoxLayout),
      m_avatar(new Avatar(kAvatarRail)),
      m_name(label(u"heading"_s, u"sendName"_s)),
      m_number(label(u"metaMedium"_s, u"sendNumber"_s)),
      m_fact(label(u"strong"_s, u"sendFact"_s)),
      m_nextStep(label(u"secondary"_s, u"sendNextStep"_s)),
      m_note(label(u"meta"_s, u"sendNote"_s)),
      m_mark(new Mark),
      m_actions(new SendActions(client, prompts)),
      m_timeline(new SendTimeline),
      m_body(new BubbleText(BubbleText::Side::Out)),
      m_facts(new SendFacts)
{
    setObjectName(u"sendDetail"_s);
    setAccessibleName(tr("Details of the message"));
    setAutoFillBackground(true);
    build();
    connect(m_facts, &SendFacts::openJob, this, &SendDetailPane::openJob);
    connect(m_actions, &SendActions::openJob, this, &SendDetailPane::openJob);
    connect(m_actions, &SendActions::numberChanged, this, &SendDetailPane::fetch);
}

QVBoxLayout *SendDetailPane::addSection(const QString &title)
{
    m_column->addWidget(line());
    auto *section = new QVBoxLayout;
    section->setContentsMargins(kPad, kSpace16, kPad, kSpace16);
    section->setSpacing(kSpace8);
    if (!title.isEmpty()) {
        auto *heading = label(u"metaStrong"_s);
        heading->setText(title);
        section->addWidget(heading);
    }
    m_column->addLayout(section);
    return section;
}

void SendDetailPane::build()
{
    auto *content = new QWidget;
    content->setLayout(m_column);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(0, 14, 0, 14); // spacing is mirrored, margins aren't
    head->setSpacing(0);
    head->addSpacing(kPad);
    auto *names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(m_name);
    names->addWidget(m_number);
    auto *close = new IconButton(u"close"_s, tr("Close the details"));
    close->setObjectName(u"closeDetail"_s);
    connect(close, &QToolButton::clicked, this, &SendDetailPane::closed);
    head->addWidget(m_avatar);
    head->addSpacing(10);
    head->addLayout(names, 1);
    head->addWidget(close);
    head->addSpacing(kSpace8);
    m_avatar->setGround(colors(palette()).pane);

    auto *fact = new QHBoxLayout;
    fact->setContentsMargins(kPad, 4, kPad, 0);
    fact->setSpacing(kSpace8);
    fact->addWidget(m_mark, 0, Qt::AlignTop);
    fact->addWidget(m_fact, 1);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(kPad, 4, kPad, kSpace16);
    below->setSpacing(kSpace12);
    auto *next = new QHBoxLayout;
    next->setSpacing(0);
    next->addSpacing(kMark + kSpace8);
    next->addWidget(m_nextStep, 1);
    below->addLayout(next);
    below->addWidget(m_actions);
    m_column->addLayout(head);
    m_column->addLayout(fact);
    m_column->addLayout(below);

    auto *steps = addSection(tr("What happened"));
    steps->addWidget(m_timeline);
    steps->addWidget(m_note);
    addSection(tr("Message"))->addWidget(m_body);
    auto *facts = addSection({});
    facts->setContentsMargins(kPad, kSpace12, kPad, kSpace12);
    facts->addWidget(m_facts);
    m_column->addStretch(1);

    auto *area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (auto *pane : {static_cast<QWidget *>(area->viewport()), content, static_cast<QWidget *>(this)}) {
        pane->setBackgroundRole(QPalette::AlternateBase);
        pane->setAutoFillBackground(true);
    }
    auto *edge = new QFrame;
    edge->setProperty("kind", u"vline"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(edge);
    row->addWidget(area, 1);
    keepScaled(this, &QWidget::setFixedWidth, kDetailWidth);
}

bool SendDetailPane::mayReadMore() const
{
    const auto &who = m_client.who();
    return who && std::ranges::count(who->permissions, u"agent_up"_s) > 0;
}

std::optional<SendId> SendDetailPane::shown() const
{
    return m_detail ? std::optional(m_detail->send.id) : std::nullopt;
}

void SendDetailPane::showSend(const Send &send)
{
    m_detail = SendDetail{};
    m_detail->send = send;
    m_job.reset();
    m_contact.reset();
    m_problem.clear();
    write();
    fetch();
}

void SendDetailPane::updateSend(const Send &send)
{
    if (shown() != send.id)
        return;
    m_detail->send = send;
    write();
    fetch();
}

void SendDetailPane::fetch()
{
    if (!m_detail)
        return;
    const auto &send = m_detail->send;
    const auto isStill = [this, id = send.id] { return shown() == id; };
    if (mayReadMore()) {
        m_client.call(methods::sendLogGet, {send.id}, this, [this, isStill](Result<SendDetail> answer) {
            if (!isStill())
                return;
            m_problem = answer ? QString() : errorSentence(answer.error());
            if (answer)
                m_detail = std::move(*answer);
            write();
        });
    } else {
        m_problem = tr("Agents, managers and owners see everything that Twilio said about it.");
        write();
    }
    if (send.jobId && !m_job) {
        m_client.call(methods::jobsGet, {*send.jobId}, this, [this, isStill](const Result<Job> &answer) {
            if (!isStill() || !answer)
                return;
            m_job = *answer;
            write();
        });
    }
    if (send.contactId) {
        m_client.call(methods::contactsGet, {*send.contactId}, this, [this, isStill](const Result<Contact> &answer) {
            if (!isStill() || !answer)
                return;
            m_contact = *answer;
            write();
        });
    }
}

void SendDetailPane::write()
{
    const auto &send = m_detail->send;
    const auto name = send.recipient.name.isEmpty() ? tr("Without a name") : send.recipient.name;
    const auto person = send.contactId  ? send.contactId->toString()
                        : send.memberId ? send.memberId->toString()
                                        : send.recipient.number;
    m_avatar->setPerson(person, name);
    m_name->setText(isolated(name));
    auto number = send.recipient.number.isEmpty() ? tr("No number") : phone(send.recipient.number);
    if (m_contact && m_contact->capabilities.landline.value_or(false))
        //: %1 a phone number
        number = tr("%1 · landline").arg(number);
    m_number->setText(number);
    writeFact();
    m_actions->setSend(send, m_contact ? m_contact->phone.value_or(QString()) : QString());
    m_timeline->setSteps(sendSteps(*m_detail, m_job ? m_job->ticket : QString()));
    m_note->setText(m_problem);
    m_note->setVisible(!m_problem.isEmpty());
    m_body->setText(send.body);
    m_facts->setSend(*m_detail, m_job);
}

void SendDetailPane::writeFact()
{
    const auto &send = m_detail->send;
    const auto group = groupOf(send.status).value_or(SendGroup::Delivered);
    const auto [fact, nextStep] = happened(send);
    const auto status = statusLook(send.status).text;
    //: %1 "Failed", %2 what happened
    m_fact->setText(fact.isEmpty() ? tr("%1.").arg(status) : tr("%1: %2.").arg(status, fact));
    // What somebody took back themselves is no mishap.
    const bool isBad =
        group == SendGroup::Failed || (group == SendGroup::NeverAttempted && send.status != DeliveryStatus::Cancelled);
    setKind(m_fact, isBad ? u"danger"_s : u"strong"_s);
    static_cast<Mark *>(m_mark)->set(group == SendGroup::NeverAttempted ? u"not-sent"_s : tickIcon(send.status), isBad);
    m_nextStep->setText(nextStep);
    m_nextStep->setVisible(!nextStep.isEmpty());
}

} // namespace counterbell::ui
