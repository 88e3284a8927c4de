// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/language_section.h"

#include "ui/settings/settings_parts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/field.h"

#include <QComboBox>
#include <QDateTime>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

LanguageSection::LanguageSection(CoreClient &client, QWidget *parent) : SettingsSection(client, parent)
{
    auto *language = new QComboBox;
    language->setObjectName(u"language"_s);
    language->addItem(tr("English"), u"en"_s);
    language->setMaximumWidth(kBubbleMax);
    auto *field = new Field(tr("Language of this console"), language);
    field->setHint(tr("Messages to customers have their own, in Shop details."));
    column()->addWidget(field);
    column()->addSpacing(kSpace24);
    const QDateTime sample(QDate(2026, 11, 21), QTime(14, 31));
    //: %1 is a day and time as this computer writes them
    column()->addWidget(settingsLabel(
        tr("Days and times follow this computer: %1").arg(QLocale().toString(sample, QLocale::ShortFormat)),
        u"secondary"_s));
    column()->addStretch(1);
}

QString LanguageSection::title() const
{
    return tr("Language");
}

QString LanguageSection::iconName() const
{
    return u"globe"_s;
}

} // namespace counterbell::ui
