// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/appearance_section.h"

#include "ui/settings/appearance.h"
#include "ui/settings/settings_parts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/segment_control.h"

#include <QSettings>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

AppearanceSection::AppearanceSection(CoreClient &client, Theme &theme, QSettings &settings, QWidget *parent)
    : SettingsSection(client, parent),
      m_theme(theme),
      m_settings(settings),
      m_mode(new SegmentControl(tr("Light or dark"))),
      m_size(new SegmentControl(tr("Text size")))
{
    m_mode->setObjectName(u"mode"_s);
    m_mode->addSegment(u"system"_s, tr("As the system"));
    m_mode->addSegment(u"light"_s, tr("Light"));
    m_mode->addSegment(u"dark"_s, tr("Dark"));
    m_size->setObjectName(u"textSize"_s);
    for (const int percent : {100, 110, 125, 150})
        m_size->addSegment(QString::number(percent), tr("%1 %").arg(percent));
    m_mode->setCurrent(m_settings.value(u"appearance/mode"_s, u"system"_s).toString());
    m_size->setCurrent(m_settings.value(u"appearance/textPercent"_s, 100).toString());
    const auto add = [this](const QString &title, const QString &about, QWidget *control) {
        column()->addWidget(settingsLabel(title, u"heading"_s));
        column()->addSpacing(kSpace4);
        column()->addWidget(settingsLabel(about, u"secondary"_s));
        column()->addSpacing(kSpace12);
        column()->addWidget(control, 0, Qt::AlignLeading);
        column()->addSpacing(kSpace24);
    };
    add(tr("Light or dark"), tr("Dark suits a dim workshop. It changes at once."), m_mode);
    add(tr("Text size"), tr("On top of what the desktop asks for."), m_size);
    column()->addStretch(1);
    const auto keep = [this](const QString &name, const QString &value) {
        m_settings.setValue(name, value);
        applyAppearance(m_theme, m_settings);
    };
    connect(m_mode, &SegmentControl::currentChanged, this,
            [keep](const QString &key) { keep(u"appearance/mode"_s, key); });
    connect(m_size, &SegmentControl::currentChanged, this,
            [keep](const QString &key) { keep(u"appearance/textPercent"_s, key); });
}

QString AppearanceSection::title() const
{
    return tr("Appearance");
}

QString AppearanceSection::iconName() const
{
    return u"theme"_s;
}

} // namespace counterbell::ui
