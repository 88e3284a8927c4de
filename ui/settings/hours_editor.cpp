// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/hours_editor.h"

#include "ui/settings/settings_parts.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/switch.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QTimeEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

const auto kWire = u"HH:mm"_s;

} // namespace

HoursEditor::HoursEditor(QWidget *parent) : QWidget(parent)
{
    auto *card = new SettingsCard;
    for (int i = 0; i < 7; ++i) {
        auto &day = m_days[size_t(i)];
        const auto name = QLocale().standaloneDayName(i + 1);
        day = {new Switch(tr("Open on %1").arg(name)), new QTimeEdit(QTime(9, 0)), new QTimeEdit(QTime(17, 30))};
        day.isOpen->setObjectName(u"open%1"_s.arg(i + 1));
        day.isOpen->setWordShown(false);
        day.opens->setAccessibleName(tr("%1, opens").arg(name));
        day.closes->setAccessibleName(tr("%1, closes").arg(name));
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(kSpace16, 6, kSpace16, 6);
        line->setSpacing(kSpace12);
        auto *label = settingsLabel(name, u"medium"_s);
        keepScaled(label, &QWidget::setFixedWidth, 120);
        line->addWidget(label);
        line->addWidget(day.opens);
        line->addWidget(settingsLabel(tr("to"), u"secondary"_s));
        line->addWidget(day.closes);
        line->addStretch(1);
        line->addWidget(day.isOpen);
        for (auto *time : {day.opens, day.closes}) {
            time->setDisplayFormat(kWire);
            connect(time, &QTimeEdit::timeChanged, this, &HoursEditor::edited);
        }
        connect(day.isOpen, &QAbstractButton::toggled, this, [this, i] {
            write(m_days[size_t(i)]);
            Q_EMIT edited();
        });
        write(day);
        card->addRow(row);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
}

void HoursEditor::write(const Day &day)
{
    day.opens->setEnabled(day.isOpen->isChecked());
    day.closes->setEnabled(day.isOpen->isChecked());
}

void HoursEditor::setHours(const std::vector<OpeningHours> &hours)
{
    for (int i = 0; i < 7; ++i) {
        auto &day = m_days[size_t(i)];
        const auto found = std::ranges::find(hours, i + 1, &OpeningHours::weekday);
        const bool isOpen = found != hours.end() && found->opens && found->closes;
        if (isOpen) {
            day.opens->setTime(QTime::fromString(*found->opens, kWire));
            day.closes->setTime(QTime::fromString(*found->closes, kWire));
        }
        day.isOpen->setChecked(isOpen);
        write(day);
    }
}

std::vector<OpeningHours> HoursEditor::hours() const
{
    std::vector<OpeningHours> hours;
    for (int i = 0; i < 7; ++i) {
        const auto &day = m_days[size_t(i)];
        OpeningHours one{i + 1, {}, {}};
        if (day.isOpen->isChecked()) {
            one.opens = day.opens->time().toString(kWire);
            one.closes = day.closes->time().toString(kWire);
        }
        hours.push_back(one);
    }
    return hours;
}

} // namespace counterbell::ui
