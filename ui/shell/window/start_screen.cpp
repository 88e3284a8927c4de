// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/start_screen.h"

#include "ui/client/format.h"
#include "ui/shell/window/sign_in_screen.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/announcer.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::ui
{

StartScreen::StartScreen(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"startScreen"_s);
    auto *content = new QWidget(this);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(kSpace16);
    m_text = new QLabel(content);
    m_progress = new QProgressBar(content);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(kSpace4);
    m_progress->setAccessibleName(tr("Starting"));
    m_lastLine = new QLabel(content);
    keepFont(m_lastLine, Text::Meta);
    m_lastLine->setForegroundRole(QPalette::PlaceholderText);
    for (auto *label : {m_text, m_lastLine}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_lastLine->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_retry = new QPushButton(icon(u"refresh"_s), tr("Retry"), content);
    m_retry->setObjectName(u"retry"_s);
    m_retry->setProperty("kind", u"primary"_s);
    m_retry->setProperty("large", true);
    inner->addWidget(m_text);
    inner->addWidget(m_progress);
    inner->addWidget(m_lastLine);
    inner->addWidget(m_retry, 0, Qt::AlignLeft);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new FrontScreen(tr("Starting Counterbell"), content, this));

    m_patience.setSingleShot(true);
    m_patience.setInterval(1s);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_text->show();
        m_progress->show();
    });
    connect(m_retry, &QPushButton::clicked, this, &StartScreen::retryPressed);
    begin({});
}

void StartScreen::begin(const QString &what)
{
    m_text->setText(what);
    m_text->hide();
    m_progress->hide();
    m_lastLine->hide();
    m_retry->hide();
    m_patience.start();
}

void StartScreen::fail(const QString &sentence, const QString &lastLine)
{
    m_patience.stop();
    m_progress->hide();
    m_text->setText(sentence);
    m_text->show();
    m_lastLine->setText(isolated(lastLine));
    m_lastLine->setVisible(!lastLine.isEmpty());
    m_retry->show();
    m_retry->setFocus(Qt::OtherFocusReason);
    announce(window(), sentence);
}

} // namespace counterbell::ui
