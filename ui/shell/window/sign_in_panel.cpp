// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/sign_in_panel.h"

#include "ui/client/core_client.h"
#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/shell/window/member_tile.h"
#include "ui/shell/window/pin_edit.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/field.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::ui
{

SignInPanel::SignInPanel(CoreClient &client, QWidget *parent) : QWidget(parent), m_client(client)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace16);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    column->addWidget(m_text);
    m_tiles = new QVBoxLayout;
    m_tiles->setSpacing(kSpace8);
    column->addLayout(m_tiles);

    m_entry = new QWidget(this);
    auto *entry = new QVBoxLayout(m_entry);
    entry->setContentsMargins(0, 0, 0, 0);
    entry->setSpacing(kSpace12);
    m_pin = new PinEdit(m_entry);
    m_field = new Field(tr("PIN"), m_pin, m_entry);
    entry->addWidget(m_field);
    m_button = new QPushButton(tr("Sign in"), m_entry);
    m_button->setObjectName(u"signIn"_s);
    m_button->setProperty("kind", u"primary"_s);
    m_button->setProperty("large", true);
    entry->addWidget(m_button, 0, Qt::AlignLeft);
    m_entry->hide();
    column->addWidget(m_entry);

    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, [this] { setWait(m_wait - 1); });
    connect(m_pin, &QLineEdit::textChanged, this, &SignInPanel::updateButton);
    connect(m_pin, &QLineEdit::textEdited, this, [this] {
        if (m_wait == 0)
            m_field->setError({});
    });
    connect(m_pin, &QLineEdit::returnPressed, this, &SignInPanel::submit);
    connect(m_button, &QPushButton::clicked, this, &SignInPanel::submit);
}

void SignInPanel::refresh()
{
    m_pin->clear();
    m_field->setError({});
    m_tick.stop();
    m_wait = 0;
    m_client.call(methods::sessionMembers, {}, this, [this](const Result<SignInNames> &names) {
        if (names)
            show(names->items);
        else
            m_text->setText(errorSentence(names.error()));
    });
}

void SignInPanel::show(const std::vector<SignInName> &members)
{
    const auto chosen = m_chosen ? m_chosen->member().login : QString();
    m_chosen = nullptr;
    for (auto *tile : std::exchange(m_members, {}))
        tile->deleteLater();
    m_text->setText(members.empty() ? tr("This shop has no team members yet. To look around first, close this window "
                                         "and start Counterbell with --sandbox.")
                                    : tr("Choose your name, then type your PIN."));
    m_entry->hide();
    for (const auto &member : members) {
        auto *tile = new MemberTile(member, this);
        connect(tile, &QAbstractButton::toggled, this, [this, tile](bool isOn) {
            if (isOn)
                choose(tile);
        });
        m_tiles->addWidget(tile);
        m_members.push_back(tile);
        if (member.login == chosen || members.size() == 1)
            tile->setChecked(true);
    }
    if (!m_chosen && !m_members.empty() && isVisible())
        m_members.front()->setFocus(Qt::OtherFocusReason);
}

void SignInPanel::choose(MemberTile *tile)
{
    m_chosen = tile;
    m_pin->clear();
    setWait(0);
    m_field->setError({});
    m_field->setHint(tr("4 to 12 digits"));
    m_pin->setAccessibleName(tr("PIN of %1").arg(isolated(tile->member().name)));
    m_entry->show();
    m_pin->setFocus(Qt::OtherFocusReason);
    updateButton();
}

void SignInPanel::submit()
{
    if (!m_chosen || m_isAsking || m_wait > 0 || !m_pin->isLongEnough())
        return;
    m_isAsking = true;
    updateButton();
    m_client.signIn(m_chosen->member().login, m_pin->take(), this,
                    [this](const Result<Signed> &answer) { answered(answer); });
}

void SignInPanel::answered(const Result<Signed> &answer)
{
    m_isAsking = false;
    if (answer) {
        m_field->setError({});
        updateButton();
        Q_EMIT signedIn();
        return;
    }
    const auto sentence = errorSentence(answer.error());
    m_field->setError(sentence);
    announce(window(), sentence);
    setWait(int(answer.error().details["retryAfterSeconds"_L1].toInteger()));
    if (m_wait == 0)
        m_pin->setFocus(Qt::OtherFocusReason);
}

void SignInPanel::setWait(int seconds)
{
    const bool isOver = m_wait > 0 && seconds <= 0;
    m_wait = std::max(0, seconds);
    // Not disabled: the focus would move on, and a PIN typed in the same rhythm would press whatever has it then.
    m_pin->setReadOnly(m_wait > 0);
    if (m_wait > 0) {
        m_field->setError(tr("This PIN isn't right. Try again in %1.").arg(duration(std::chrono::seconds(m_wait))));
        if (!m_tick.isActive())
            m_tick.start();
    } else {
        m_tick.stop();
    }
    if (isOver) {
        m_field->setError({});
        m_pin->setFocus(Qt::OtherFocusReason);
    }
    updateButton();
}

void SignInPanel::updateButton()
{
    m_button->setEnabled(m_chosen && !m_isAsking && m_wait == 0 && m_pin->isLongEnough());
}

} // namespace counterbell::ui
