// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/shortcuts_section.h"

#include "ui/settings/settings_parts.h"
#include "ui/shell/shortcuts.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/segment_control.h"
#include "ui/widgets/switch.h"

#include <QHBoxLayout>
#include <QKeySequenceEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

/// Longer than the pause after which a recorded key is taken for whole.
constexpr auto kEmptied = std::chrono::milliseconds{1500};

} // namespace

ShortcutsSection::ShortcutsSection(CoreClient &client, Shortcuts &shortcuts, QWidget *parent)
    : SettingsSection(client, parent),
      m_shortcuts(shortcuts),
      m_letters(new Switch(tr("Single letters"))),
      m_send(new SegmentControl(tr("Send a message with")))
{
    build();
    write();
    connect(&m_shortcuts, &Shortcuts::changed, this, &ShortcutsSection::write);
    connect(m_letters, &QAbstractButton::toggled, this, [this](bool isOn) {
        if (!m_isWriting)
            m_shortcuts.setLetters(isOn);
    });
    connect(m_send, &SegmentControl::currentChanged, this,
            [this](const QString &key) { m_shortcuts.setCtrlEnterSends(key == u"ctrlEnter"_s); });
}

void ShortcutsSection::build()
{
    auto *card = new SettingsCard;
    const auto addChoice = [&](const QString &title, const QString &about, QWidget *control) {
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace12);
        line->setSpacing(kSpace16);
        auto *words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(settingsLabel(title, u"strong"_s));
        words->addWidget(settingsLabel(about, u"secondary"_s));
        line->addLayout(words, 1);
        line->addWidget(control);
        card->addRow(row);
        return row;
    };
    m_send->addSegment(u"enter"_s, tr("Enter"));
    m_send->addSegment(u"ctrlEnter"_s, tr("Ctrl+Enter"));
    m_send->setObjectName(u"sendWith"_s);
    m_letters->setObjectName(u"letters"_s);
    addChoice(tr("Send a message with"), tr("The other one begins a new line."), m_send);
    setRowTarget(addChoice(tr("Single letters"),
                           tr("J, K, T, A and M act where no text field has the focus. A stray one does too."),
                           m_letters),
                 m_letters);
    column()->addWidget(card);
    QString section;
    for (const auto &entry : m_shortcuts.entries()) {
        if (std::exchange(section, entry.section) != entry.section)
            addGroup(entry.section);
    }
    auto *reset = new QPushButton(tr("Take all first keys back"));
    reset->setObjectName(u"resetKeys"_s);
    connect(reset, &QPushButton::clicked, this, [this] {
        m_shortcuts.resetAll();
        say(tr("All keys are as they were at first."));
    });
    column()->addSpacing(kSpace24);
    column()->addWidget(reset, 0, Qt::AlignLeading);
    column()->addStretch(1);
}

void ShortcutsSection::addGroup(const QString &section)
{
    auto *title = settingsLabel(section, u"heading"_s);
    title->setContentsMargins(0, kSpace24, 0, kSpace8);
    column()->addWidget(title);
    auto *card = new SettingsCard;
    for (const auto &entry : m_shortcuts.entries()) {
        if (entry.section == section)
            card->addRow(addRow(entry.id, entry.title, entry.letter.isEmpty() ? QString() : keyText(entry.letter)));
    }
    column()->addWidget(card);
}

QWidget *ShortcutsSection::addRow(const QString &id, const QString &title, const QString &letter)
{
    auto *widget = new QWidget;
    auto *line = new QHBoxLayout(widget);
    line->setContentsMargins(kSpace16, 6, kSpace16, 6);
    line->setSpacing(kSpace12);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(settingsLabel(title, u"medium"_s));
    auto *problem = settingsLabel({}, u"error"_s);
    problem->setObjectName(u"keyProblem."_s + id);
    problem->hide();
    words->addWidget(problem);
    line->addLayout(words, 1);
    if (!letter.isEmpty()) {
        //: %1 is a single letter that does the same
        auto *also = settingsLabel(tr("or %1").arg(letter), u"meta"_s);
        also->setWordWrap(false);
        line->addWidget(also);
    }
    auto *edit = new QKeySequenceEdit;
    edit->setObjectName(u"key."_s + id);
    edit->setAccessibleName(tr("Key for %1").arg(title));
    edit->setClearButtonEnabled(true);
    keepScaled(edit, &QWidget::setFixedWidth, 180);
    line->addWidget(edit);
    const Row row{id, edit, problem};
    m_rows.push_back(row);
    // The field is empty for a moment before every new key. Only one that stays empty was emptied.
    auto *emptied = new QTimer(edit);
    emptied->setSingleShot(true);
    emptied->setInterval(kEmptied);
    connect(emptied, &QTimer::timeout, this, [this, row] {
        if (row.edit->keySequence().isEmpty())
            change(row);
    });
    connect(edit, &QKeySequenceEdit::keySequenceChanged, this, [this, row, emptied](const QKeySequence &key) {
        emptied->stop();
        if (m_isWriting)
            return;
        if (key.isEmpty())
            emptied->start();
        else
            change(row);
    });
    return widget;
}

void ShortcutsSection::change(const Row &row)
{
    const auto key = row.edit->keySequence();
    row.problem->hide();
    if (key == m_shortcuts.key(row.id))
        return;
    const auto other = m_shortcuts.conflict(row.id, key);
    if (!other && m_shortcuts.setKey(row.id, key))
        return;
    //: %1 a key, %2 what it does already
    row.problem->setText(
        other ? tr("%1 already does: %2. Choose another key, or change that one first.").arg(keyText(key), *other)
              : tr("This key can't be used. Choose another one."));
    row.problem->show();
    announce(window(), row.problem->text());
    m_isWriting = true; // the one that works stays
    row.edit->setKeySequence(m_shortcuts.key(row.id));
    m_isWriting = false;
}

void ShortcutsSection::write()
{
    m_isWriting = true;
    for (const auto &row : m_rows) {
        row.edit->setKeySequence(m_shortcuts.key(row.id));
        row.problem->hide();
    }
    m_letters->setChecked(m_shortcuts.hasLetters());
    m_send->setCurrent(m_shortcuts.ctrlEnterSends() ? u"ctrlEnter"_s : u"enter"_s);
    m_isWriting = false;
}

QString ShortcutsSection::title() const
{
    return tr("Shortcuts");
}

QString ShortcutsSection::iconName() const
{
    return u"keyboard"_s;
}

} // namespace counterbell::ui
