// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/shop_section.h"

#include "ui/settings/hours_editor.h"
#include "ui/widgets/field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>
#include <QTimeZone>

#include <set>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

/// Every country that Qt knows, by its name in this language.
void fillCountries(QComboBox *combo)
{
    std::map<QString, QString> byName;
    for (int i = QLocale::AnyTerritory + 1; i <= QLocale::LastTerritory; ++i) {
        const auto territory = QLocale::Territory(i);
        const auto code = QLocale::territoryToCode(territory);
        if (code.size() == 2)
            byName.emplace(QLocale::territoryToString(territory), code);
    }
    for (const auto &[name, code] : byName)
        combo->addItem(name, code);
}

void fillLanguages(QComboBox *combo)
{
    for (const auto language : {QLocale::English, QLocale::Dutch, QLocale::German, QLocale::French, QLocale::Spanish,
                                QLocale::Italian, QLocale::Portuguese, QLocale::Arabic, QLocale::Turkish})
        combo->addItem(QLocale::languageToString(language), QLocale::languageToCode(language));
}

/// Also what isn't in the list.
void choose(QComboBox *combo, const QString &value)
{
    int at = combo->findData(value);
    if (at < 0) {
        combo->addItem(value, value);
        at = combo->count() - 1;
    }
    combo->setCurrentIndex(at);
}

/// Those of the core: every weekday, closed ones too.
std::vector<OpeningHours> wholeWeek(const std::vector<OpeningHours> &hours)
{
    std::vector<OpeningHours> week;
    for (int day = 1; day <= 7; ++day) {
        const auto found = std::ranges::find(hours, day, &OpeningHours::weekday);
        week.push_back(found == hours.end() ? OpeningHours{day, {}, {}} : *found);
    }
    return week;
}

} // namespace

std::vector<QString> regionCodes(const QString &text)
{
    std::vector<QString> codes;
    for (const auto &word : text.toUpper().split(QRegularExpression(u"[\\s,;]+"_s), Qt::SkipEmptyParts)) {
        if (std::ranges::count(codes, word) == 0)
            codes.push_back(word);
    }
    return codes;
}

ShopSection::ShopSection(CoreClient &client, QWidget *parent)
    : FormSection(client, "manager_up"_L1, parent),
      m_name(new QLineEdit),
      m_regions(new QLineEdit),
      m_region(new QComboBox),
      m_language(new QComboBox),
      m_timezone(new QComboBox),
      m_hold(new QSpinBox),
      m_hours(new HoursEditor),
      m_quiet(new QCheckBox(tr("Try out without sending")))
{
    fillCountries(m_region);
    fillLanguages(m_language);
    for (const auto &zone : QTimeZone::availableTimeZoneIds())
        m_timezone->addItem(QString::fromLatin1(zone), QString::fromLatin1(zone));
    m_name->setMaxLength(200);
    m_hold->setRange(0, 24 * 3600);
    m_hold->setSuffix(tr(" s"));
    addField(u"name"_s, tr("Name of the shop"), m_name, tr("Customers read it in every notice."));
    addField(u"region"_s, tr("Country"), m_region, tr("Numbers without + are taken as numbers of this country."));
    addField(u"language"_s, tr("Language of messages"), m_language, tr("Dates in messages are written in it."));
    addField(u"timezone"_s, tr("Time zone"), m_timezone);
    addHeading(tr("Opening hours"), tr("The AI tells customers these."));
    addWidget(m_hours);
    addHeading(tr("Sending"));
    addField(u"noticeHoldSeconds"_s, tr("A notice waits"), m_hold, tr("Time to undo Mark ready. 0 sends at once."));
    addField(u"allowedRegions"_s, tr("Countries that may be written to"), m_regions,
             tr("Two letters each: AU, NZ. Empty allows every country."));
    m_quiet->setObjectName(u"quietPreview"_s);
    m_quiet->setToolTip(tr("Every message is refused and stands in the send log as never attempted."));
    addWidget(m_quiet);
    finishForm();

    const auto edit = [this] { edited(); };
    connect(m_name, &QLineEdit::textEdited, this, edit);
    connect(m_regions, &QLineEdit::textEdited, this, edit);
    for (auto *combo : {m_region, m_language, m_timezone})
        connect(combo, &QComboBox::currentIndexChanged, this, edit);
    connect(m_hold, &QSpinBox::valueChanged, this, edit);
    connect(m_hours, &HoursEditor::edited, this, edit);
    connect(m_quiet, &QAbstractButton::toggled, this, edit);
    connect(&client, &CoreClient::settingsUpdated, this, [this](const QString &group) {
        if (group == u"workspace"_s && isVisible())
            fetch();
    });
}

QString ShopSection::title() const
{
    return tr("Shop details");
}

QString ShopSection::iconName() const
{
    return u"store"_s;
}

void ShopSection::fetch()
{
    client().call(methods::workspaceGet, {}, this, [this](const Result<Workspace> &answer) {
        if (!answer)
            return refused(answer.error());
        // What the consent words say is another section's.
        auto theirs = *answer;
        theirs.optOutKeywords = m_shop.optOutKeywords;
        theirs.optInKeywords = m_shop.optInKeywords;
        theirs.optOutAcknowledgement = m_shop.optOutAcknowledgement;
        theirs.helpText = m_shop.helpText;
        const bool isOther = theirs != m_shop;
        if (!keepsTyped())
            m_shop = *answer;
        taken(isOther);
    });
}

void ShopSection::reset()
{
    m_name->setText(m_shop.name);
    choose(m_region, m_shop.region);
    choose(m_language, m_shop.language);
    choose(m_timezone, m_shop.timezone);
    m_hold->setValue(m_shop.noticeHoldSeconds);
    m_hours->setHours(m_shop.hours);
    m_regions->setText(QStringList(m_shop.allowedRegions.begin(), m_shop.allowedRegions.end()).join(u", "_s));
    m_quiet->setChecked(m_shop.quietPreview);
}

SetWorkspace ShopSection::change() const
{
    SetWorkspace set;
    const auto differs = [](auto &member, const auto &now, const auto &before) {
        if (now != before)
            member = now;
    };
    differs(set.name, m_name->text().trimmed(), m_shop.name);
    differs(set.region, m_region->currentData().toString(), m_shop.region);
    differs(set.language, m_language->currentData().toString(), m_shop.language);
    differs(set.timezone, m_timezone->currentData().toString(), m_shop.timezone);
    differs(set.noticeHoldSeconds, m_hold->value(), m_shop.noticeHoldSeconds);
    differs(set.hours, m_hours->hours(), wholeWeek(m_shop.hours));
    differs(set.allowedRegions, regionCodes(m_regions->text()), m_shop.allowedRegions);
    differs(set.quietPreview, m_quiet->isChecked(), m_shop.quietPreview);
    return set;
}

bool ShopSection::hasChanges() const
{
    return change() != SetWorkspace{};
}

void ShopSection::save()
{
    client().call(methods::workspaceSet, change(), this, [this](const Result<Workspace> &answer) {
        if (!answer)
            return refused(answer.error());
        m_shop = *answer;
        saved();
    });
}

} // namespace counterbell::ui
