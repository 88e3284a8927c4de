// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/failure_actions.h"

#include "ui/client/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

QString iconOf(Remedy remedy)
{
    switch (remedy) {
    case Remedy::SendAsSms:
        return u"channel-sms"_s;
    case Remedy::SendByWhatsApp:
        return u"channel-whatsapp"_s;
    case Remedy::ChooseTemplate:
        return u"template"_s;
    case Remedy::SendAgain:
        return u"refresh"_s;
    case Remedy::EditText:
        return u"edit"_s;
    case Remedy::FixNumber:
    case Remedy::Call:
        break;
    }
    return u"phone"_s;
}

QString nameOf(Remedy remedy)
{
    switch (remedy) {
    case Remedy::SendAgain:
        return u"sendAgain"_s;
    case Remedy::SendAsSms:
        return u"sendAsSms"_s;
    case Remedy::SendByWhatsApp:
        return u"sendByWhatsApp"_s;
    case Remedy::ChooseTemplate:
        return u"chooseTemplate"_s;
    case Remedy::EditText:
        return u"editText"_s;
    case Remedy::FixNumber:
    case Remedy::Call:
        break;
    }
    return u"call"_s;
}

} // namespace

FailureActions::FailureActions(QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace4);
}

void FailureActions::setRemedies(const std::vector<Remedy> &remedies, const QString &about, const QString &followUp)
{
    if (layout()->count() > 0 && m_remedies == remedies && m_about == about && m_followUp == followUp)
        return;
    m_remedies = remedies;
    m_about = about;
    m_followUp = followUp;
    while (auto *item = layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto shortened = isolated(about.left(60));
    auto *details = new QPushButton(tr("Details"), this);
    details->setObjectName(u"details"_s);
    details->setProperty("kind", u"ghost"_s);
    details->setAccessibleName(tr("Details of %1").arg(shortened));
    connect(details, &QPushButton::clicked, this, &FailureActions::detailsRequested);
    layout()->addWidget(details);
    for (const auto remedy : remedies) {
        auto *button = new QPushButton(icon(iconOf(remedy)), remedyLabel(remedy), this);
        button->setObjectName(nameOf(remedy));
        //: A button and the message that it is about, for a screen reader
        button->setAccessibleName(tr("%1: %2").arg(remedyLabel(remedy), shortened));
        connect(button, &QPushButton::clicked, this, [this, remedy] { Q_EMIT remedyChosen(remedy); });
        layout()->addWidget(button);
    }
    if (!followUp.isEmpty()) {
        auto *link = new QPushButton(followUp, this);
        link->setObjectName(u"sentAgain"_s);
        link->setProperty("kind", u"link"_s);
        link->setToolTip(tr("Shows the newer message"));
        connect(link, &QPushButton::clicked, this, &FailureActions::followUpRequested);
        layout()->addWidget(link);
    }
    // Without this a layout in a visible parent counts them only once control is back in the event loop.
    for (auto *button : findChildren<QPushButton *>())
        button->show();
    resize(sizeHint());
}

} // namespace counterbell::ui
