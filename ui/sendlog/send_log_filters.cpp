// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_log_filters.h"

#include "ui/sendlog/date_range_dialog.h"
#include "ui/sendlog/person_filter.h"
#include "ui/sendlog/send_words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/filter_chips.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

enum SendLogFilters::Days : int {
    Today,
    Week,
    Month,
    AnyTime,
    Own,
};

namespace
{

const auto kAll = u"all"_s;

/// As wide as what it says, not as the longest that it could say.
class BarCombo : public QComboBox
{
public:
    BarCombo()
    {
        connect(this, &QComboBox::currentTextChanged, this, [this] { updateGeometry(); });
    }

    QSize sizeHint() const override
    {
        const int icons = kIconInline + 6;
        const bool hasIcon = !itemIcon(currentIndex()).isNull();
        const int text = QFontMetrics(ui::font(Text::BaseMedium)).horizontalAdvance(currentText());
        return {text + icons * (hasIcon ? 2 : 1) + kSpace20 + kSpace8, QComboBox::sizeHint().height()};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }
    void showPopup() override
    {
        view()->setMinimumWidth(view()->sizeHintForColumn(0) + kSpace32);
        QComboBox::showPopup();
    }
};

Timestamp midnight(QDate day)
{
    return fromMillis(day.startOfDay().toMSecsSinceEpoch());
}

QDate dayOf(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at)).date();
}

} // namespace

Timestamp startOfDay(Timestamp now, int days)
{
    return midnight(dayOf(now).addDays(-days));
}

SendLogFilters::SendLogFilters(CoreClient &client, QWidget *parent)
    : QWidget(parent),
      m_client(client),
      m_groups(new FilterChipRow(tr("What became of it"))),
      m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(kSpace24, 0, kSpace24, kSpace12);
    m_row->setSpacing(kSpace8);
    m_groups->setObjectName(u"groups"_s);
    m_groups->addChip(kAll, tr("All"));
    for (const auto &[group, text] : {std::pair{SendGroup::Delivered, tr("Delivered")},
                                      {SendGroup::Waiting, tr("Waiting")},
                                      {SendGroup::Failed, tr("Failed")},
                                      {SendGroup::NeverAttempted, tr("Never attempted")}})
        m_groups->addChip(QString(wireName(group)), text);
    m_groups->setCurrent(kAll);
    m_row->addWidget(m_groups, 1);
    m_days = addCombo(tr("When"), u"days"_s);
    fillDays();
    m_channel = addCombo(tr("Channel"), u"channel"_s);
    m_channel->addItem(tr("Any channel"));
    for (const auto channel : {Channel::Whatsapp, Channel::Sms})
        m_channel->addItem(channelWord(channel), QString(wireName(channel)));
    m_category = addCombo(tr("Category"), u"category"_s);
    m_category->addItem(tr("Any category"));
    for (const auto &[category, word] : WireNames<SendCategory>::values)
        m_category->addItem(categoryName(category), QString(word));
    m_person = new PersonFilter(client);
    m_person->setObjectName(u"person"_s);
    m_person->setProperty("soft", true);
    m_person->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_person->setMaximumWidth(200);
    m_person->setAccessibleName(tr("Person"));
    m_row->addWidget(m_person);

    connect(m_groups, &FilterChipRow::currentChanged, this, &SendLogFilters::changed);
    connect(m_days, &QComboBox::activated, this, &SendLogFilters::chooseDays);
    connect(m_channel, &QComboBox::currentIndexChanged, this, &SendLogFilters::changed);
    connect(m_category, &QComboBox::currentIndexChanged, this, &SendLogFilters::changed);
    connect(m_person, &PersonFilter::changed, this, &SendLogFilters::changed);
}

QComboBox *SendLogFilters::addCombo(const QString &name, const QString &objectName)
{
    auto *combo = new BarCombo;
    combo->setObjectName(objectName);
    combo->setProperty("soft", true);
    combo->setAccessibleName(name);
    m_row->addWidget(combo);
    return combo;
}

void SendLogFilters::fillDays()
{
    m_days->addItem(icon(u"calendar"_s), tr("Today"), Today);
    m_days->addItem(icon(u"calendar"_s), tr("Last 7 days"), Week);
    m_days->addItem(icon(u"calendar"_s), tr("Last 30 days"), Month);
    m_days->addItem(icon(u"calendar"_s), tr("Any time"), AnyTime);
    m_days->addItem(icon(u"calendar"_s), tr("Between two days…"), Own);
    showDays(Week);
}

void SendLogFilters::showDays(Days days)
{
    const auto between = [this] {
        const auto to = dayOf(*m_to).addDays(-1);
        const auto text = [](QDate day) { return QLocale().toString(day, QLocale::ShortFormat); };
        //: %1 and %2 are days
        return tr("%1 to %2").arg(text(dayOf(*m_from)), text(to));
    };
    m_days->setItemText(Own, days == Own ? between() : tr("Between two days…"));
    m_days->setCurrentIndex(days);
    m_daysBefore = days;
}

void SendLogFilters::chooseDays()
{
    const auto days = Days(m_days->currentIndex());
    if (days == Own)
        return askForDays();
    showDays(days);
    Q_EMIT changed();
}

void SendLogFilters::askForDays()
{
    const auto today = dayOf(m_client.now());
    auto *dialog =
        new DateRangeDialog(m_from ? dayOf(*m_from) : today.addDays(-6), m_to ? dayOf(*m_to).addDays(-1) : today, this);
    m_days->setCurrentIndex(m_daysBefore);
    connect(dialog, &Dialog::finished, this, [this, dialog](int outcome) {
        if (outcome != Dialog::Accepted)
            return;
        m_from = midnight(dialog->from());
        m_to = midnight(dialog->to().addDays(1));
        showDays(Own);
        Q_EMIT changed();
    });
    dialog->open();
}

SendFilter SendLogFilters::filter() const
{
    SendFilter filter;
    filter.group = fromWireName<SendGroup>(m_groups->current());
    switch (Days(m_days->currentIndex())) {
    case Today:
        filter.from = startOfDay(m_client.now(), 0);
        break;
    case Week:
        filter.from = startOfDay(m_client.now(), 6);
        break;
    case Month:
        filter.from = startOfDay(m_client.now(), 29);
        break;
    case AnyTime:
        break;
    case Own:
        filter.from = m_from;
        filter.to = m_to;
    }
    filter.channel = fromWireName<Channel>(m_channel->currentData().toString());
    filter.category = fromWireName<SendCategory>(m_category->currentData().toString());
    filter.contactId = m_person->contact();
    filter.jobId = m_job;
    filter.conversationId = m_conversation;
    filter.status = m_status;
    return filter;
}

void SendLogFilters::setFilter(const SendFilter &filter)
{
    const QSignalBlocker quiet(this);
    const auto word = [](const auto &value) { return value ? QString(wireName(*value)) : QString(); };
    m_groups->setCurrent(filter.group ? word(filter.group) : kAll);
    m_from = filter.from;
    m_to = filter.to;
    if (m_from || m_to) {
        m_from = m_from.value_or(fromMillis(0));
        m_to = m_to.value_or(startOfDay(m_client.now(), -1));
        showDays(Own);
    } else {
        showDays(AnyTime);
    }
    m_channel->setCurrentIndex(std::max(0, m_channel->findData(word(filter.channel))));
    m_category->setCurrentIndex(std::max(0, m_category->findData(word(filter.category))));
    m_person->setContact(filter.contactId);
    m_job = filter.jobId;
    m_conversation = filter.conversationId;
    m_status = filter.status;
}

void SendLogFilters::clear()
{
    setFilter({});
    Q_EMIT changed();
}

bool SendLogFilters::isNarrow() const
{
    return filter() != SendFilter{};
}

void SendLogFilters::setCounts(const std::optional<SendCounts> &counts)
{
    const auto set = [this](const QString &key, const std::optional<SendCount> &count) {
        m_groups->setCount(key, count ? std::optional(count->count) : std::nullopt, count && count->more);
    };
    const auto part = [&](SendCount SendCounts::*member) {
        return counts ? std::optional((*counts).*member) : std::nullopt;
    };
    set(kAll, part(&SendCounts::all));
    set(QString(wireName(SendGroup::Delivered)), part(&SendCounts::delivered));
    set(QString(wireName(SendGroup::Waiting)), part(&SendCounts::waiting));
    set(QString(wireName(SendGroup::Failed)), part(&SendCounts::failed));
    set(QString(wireName(SendGroup::NeverAttempted)), part(&SendCounts::neverAttempted));
}

} // namespace counterbell::ui
