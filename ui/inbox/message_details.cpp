// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/message_details.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/inbox/bubble_content.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/dialog.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("counterbell::ui::MessageDetails", text);
}

QLabel *addLine(Dialog *dialog, const QString &text, Text font = Text::Base)
{
    auto *line = new QLabel(text, dialog);
    line->setFont(ui::font(font));
    line->setTextFormat(Qt::PlainText);
    line->setWordWrap(true);
    line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    dialog->body()->addWidget(line);
    return line;
}

} // namespace

void showMessageDetails(const Message &message, QWidget *over)
{
    auto *dialog = new Dialog(tr("Why it was not delivered"), over);
    dialog->setObjectName(u"messageDetails"_s);
    const auto reason = message.error ? message.error->reason.value_or(QString()) : QString();
    addLine(dialog, reasonSentence(reason.isEmpty() ? u"providerError"_s : reason), Text::BaseMedium);
    QStringList facts;
    if (message.error && message.error->code)
        facts << codeText(*message.error->code);
    else
        facts << tr("Twilio was not asked.");
    facts << (message.channel == Channel::Sms ? tr("Channel: SMS") : tr("Channel: WhatsApp"));
    facts << tr("Status: %1").arg(statusWord(message.status));
    facts << tr("Time: %1")
                 .arg(leftToRight(
                     QLocale().toString(QDateTime::fromMSecsSinceEpoch(toMillis(message.at)), QLocale::ShortFormat)));
    if (message.sid)
        facts << tr("Twilio's id: %1").arg(leftToRight(*message.sid));
    if (message.segments && message.channel == Channel::Sms)
        facts << tr("SMS parts: %1").arg(*message.segments);
    if (message.cost)
        facts << tr("Cost: %1").arg(money(*message.cost));
    addLine(dialog, facts.join(u'\n'))->setObjectName(u"detailFacts"_s);
    dialog->addButton(tr("Close"), {}, Dialog::Rejected);
    dialog->open();
}

void confirmLink(const QUrl &url, QWidget *over)
{
    auto *dialog = new Dialog(tr("Open this link?"), over);
    dialog->setObjectName(u"linkDialog"_s);
    addLine(dialog, tr("It came in a message. It opens in your browser:"));
    addLine(dialog, leftToRight(url.toString(QUrl::FullyEncoded)), Text::BaseMedium);
    dialog->addButton(tr("Cancel"), {}, Dialog::Rejected);
    dialog->addButton(tr("Open link"), u"primary"_s, Dialog::Accepted);
    QObject::connect(dialog, &Dialog::finished, over, [url](int outcome) {
        if (outcome == Dialog::Accepted)
            QDesktopServices::openUrl(url);
    });
    dialog->open();
}

} // namespace counterbell::ui
