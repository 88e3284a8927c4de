// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/settings_page.h"

#include "ui/settings/agent_section.h"
#include "ui/settings/appearance_section.h"
#include "ui/settings/consent_words_section.h"
#include "ui/settings/language_section.h"
#include "ui/settings/notifications_section.h"
#include "ui/settings/quick_replies_section.h"
#include "ui/settings/settings_nav.h"
#include "ui/settings/settings_parts.h"
#include "ui/settings/shop_section.h"
#include "ui/settings/shortcuts_section.h"
#include "ui/settings/team_section.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

SettingsPage::SettingsPage(const Parts &parts, QWidget *parent)
    : Page(parent),
      m_client(parts.client),
      m_nav(new SettingsNav),
      m_title(settingsLabel({}, u"title"_s)),
      m_sections(new QStackedWidget)
{
    setObjectName(u"settingsPage"_s);
    setAccessibleName(title());
    setProperty("pane", true);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_title->setObjectName(u"sectionTitle"_s);
    keepScaled(m_title, &QWidget::setFixedHeight, kHeaderHeight);
    m_title->setContentsMargins(kSpace32, 0, kSpace32, 0);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_title);
    right->addWidget(m_sections, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_nav);
    row->addLayout(right, 1);

    m_nav->addGroup(tr("Shop"));
    add(u"shop"_s, new ShopSection(parts.client));
    add(u"team"_s, new TeamSection(parts.client, parts.prompts));
    add(u"agent"_s, new AgentSection(parts.client));
    m_nav->addGroup(tr("Messages"));
    add(u"notifications"_s, new NotificationsSection(parts.client, parts.prompts));
    add(u"quickReplies"_s, new QuickRepliesSection(parts.client));
    add(u"consentWords"_s, new ConsentWordsSection(parts.client));
    m_nav->addGroup(tr("This computer"));
    add(u"appearance"_s, new AppearanceSection(parts.client, parts.theme, parts.settings));
    add(u"language"_s, new LanguageSection(parts.client));
    add(u"shortcuts"_s, new ShortcutsSection(parts.client, parts.shortcuts));

    connect(m_nav, &SettingsNav::currentChanged, this, &SettingsPage::open);
    const auto again = [this] {
        if (m_wasShown && current())
            current()->opened();
    };
    connect(&m_client, &CoreClient::resynced, this, again);
    connect(&m_client, &CoreClient::whoChanged, this, again);
    showSection(u"notifications"_s);
}

void SettingsPage::add(const QString &name, SettingsSection *section)
{
    section->setObjectName(name);
    section->setAccessibleName(section->title());
    auto *item = m_nav->addItem(section->iconName(), section->title());
    m_sections->addWidget(section);
    connect(section, &SettingsSection::toastRequested, this, &Page::toastRequested);
    connect(section, &SettingsSection::changesChanged, this,
            [section, item] { item->setUnsaved(section->hasChanges()); });
}

QString SettingsPage::title() const
{
    return tr("Settings");
}

QString SettingsPage::iconName() const
{
    return u"settings"_s;
}

void SettingsPage::shown()
{
    m_wasShown = true;
    if (current())
        current()->opened();
    m_nav->setFocus();
}

void SettingsPage::showSection(const QString &name)
{
    for (int i = 0; i < m_sections->count(); ++i) {
        if (m_sections->widget(i)->objectName() == name)
            m_nav->setCurrent(i);
    }
}

void SettingsPage::open(int index)
{
    m_sections->setCurrentIndex(index);
    m_title->setText(current()->title());
    if (m_wasShown)
        current()->opened();
}

SettingsSection *SettingsPage::current() const
{
    return static_cast<SettingsSection *>(m_sections->currentWidget());
}

} // namespace counterbell::ui
