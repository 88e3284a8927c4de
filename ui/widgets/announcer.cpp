// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/announcer.h"

#include "ui/widgets/accessible.h"

#include <QTimer>
#include <QWidget>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

// Long enough for a reader to fetch the name after the event.
constexpr std::chrono::milliseconds kStays{1500};

} // namespace

void makeNotification(QWidget *widget)
{
    useAccessibleRoles();
    widget->setProperty("notification", true);
}

void announce(QWidget *window, const QString &text)
{
    auto *said = new QWidget(window->window());
    said->setObjectName(u"announcement"_s);
    said->setAttribute(Qt::WA_TransparentForMouseEvents);
    said->setAttribute(Qt::WA_NoSystemBackground);
    said->setFocusPolicy(Qt::NoFocus);
    makeNotification(said); // before its name: Qt asks for a role once
    said->setAccessibleName(text);
    said->setGeometry(0, 0, 1, 1);
    said->show(); // the event that readers hear
    QTimer::singleShot(kStays, said, &QObject::deleteLater);
}

} // namespace counterbell::ui
