// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/shortcuts.h"

#include "ui/widgets/dialog.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QShortcut>
#include <QTextEdit>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

/// DESIGN-SYSTEM 6, as far as it works.
std::vector<ShortcutEntry> standardEntries()
{
    const auto everywhere = Shortcuts::tr("Everywhere");
    const auto inbox = Shortcuts::tr("Inbox");
    const auto jobs = Shortcuts::tr("Jobs");
    const auto sendLog = Shortcuts::tr("Send log");
    std::vector<ShortcutEntry> entries;
    const auto add = [&](const QString &id, const QString &section, const QString &title, const char *key,
                         const char *letter = "") {
        const QKeySequence sequence(QString::fromLatin1(key), QKeySequence::PortableText);
        entries.push_back({id, section, title, sequence, sequence,
                           QKeySequence(QString::fromLatin1(letter), QKeySequence::PortableText)});
    };
    add(u"page.1"_s, everywhere, Shortcuts::tr("Inbox"), "Ctrl+1");
    add(u"page.2"_s, everywhere, Shortcuts::tr("Jobs"), "Ctrl+2");
    add(u"page.3"_s, everywhere, Shortcuts::tr("Send log"), "Ctrl+3");
    add(u"page.4"_s, everywhere, Shortcuts::tr("Settings"), "Ctrl+4");
    add(u"search"_s, everywhere, Shortcuts::tr("Search people, numbers, tickets"), "Ctrl+K");
    add(u"help"_s, everywhere, Shortcuts::tr("List of shortcuts"), "F1");
    add(u"help.slash"_s, everywhere, Shortcuts::tr("List of shortcuts"), "Ctrl+/");
    add(u"pane.next"_s, everywhere, Shortcuts::tr("Next pane"), "F6");
    add(u"pane.previous"_s, everywhere, Shortcuts::tr("Previous pane"), "Shift+F6");
    add(u"undo"_s, everywhere, Shortcuts::tr("Undo while the toast shows"), "Ctrl+Z");
    add(u"job.new"_s, everywhere, Shortcuts::tr("New job"), "Ctrl+N");
    add(u"message.new"_s, everywhere, Shortcuts::tr("New message"), "Ctrl+Shift+N");
    add(u"inbox.next"_s, inbox, Shortcuts::tr("Next conversation"), "Alt+Down", "J");
    add(u"inbox.previous"_s, inbox, Shortcuts::tr("Previous conversation"), "Alt+Up", "K");
    add(u"inbox.nextNeedsYou"_s, inbox, Shortcuts::tr("Next that needs you"), "Ctrl+J");
    add(u"inbox.takeOver"_s, inbox, Shortcuts::tr("Take over, or release to AI"), "Ctrl+Shift+T", "T");
    add(u"inbox.templates"_s, inbox, Shortcuts::tr("Templates"), "Ctrl+T");
    add(u"inbox.quickReplies"_s, inbox, Shortcuts::tr("Quick replies"), "Ctrl+;");
    add(u"inbox.find"_s, inbox, Shortcuts::tr("Find in conversation"), "Ctrl+F");
    add(u"inbox.assign"_s, inbox, Shortcuts::tr("Assign"), "Ctrl+Shift+G", "A");
    add(u"inbox.note"_s, inbox, Shortcuts::tr("Write a note"), "Ctrl+Shift+M");
    add(u"inbox.attach"_s, inbox, Shortcuts::tr("Attach a file"), "Ctrl+Shift+A");
    add(u"inbox.close"_s, inbox, Shortcuts::tr("Close the conversation"), "Ctrl+Shift+E");
    add(u"inbox.snooze"_s, inbox, Shortcuts::tr("Snooze"), "Ctrl+Shift+S");
    add(u"job.ready"_s, jobs, Shortcuts::tr("Mark ready"), "Ctrl+R", "M");
    add(u"job.previousLane"_s, jobs, Shortcuts::tr("Move to the previous lane"), "Alt+Shift+Left");
    add(u"job.nextLane"_s, jobs, Shortcuts::tr("Move to the next lane"), "Alt+Shift+Right");
    add(u"sendLog.export"_s, sendLog, Shortcuts::tr("Export CSV…"), "Ctrl+E");
    return entries;
}

bool isTyping()
{
    auto *focus = QApplication::focusWidget();
    return qobject_cast<QLineEdit *>(focus) || qobject_cast<QPlainTextEdit *>(focus) ||
           qobject_cast<QTextEdit *>(focus);
}

/// Under a dialog nothing hears a key.
bool isCovered(const QWidget *owner)
{
    const auto *dialog = openDialog(owner->window());
    return dialog && !dialog->isAncestorOf(owner);
}

} // namespace

Shortcuts::Shortcuts(QSettings &settings) : m_settings(settings), m_entries(standardEntries())
{
    for (auto &entry : m_entries) {
        const auto kept = m_settings.value(u"shortcuts/"_s + entry.id);
        if (kept.isValid())
            entry.key = QKeySequence(kept.toString(), QKeySequence::PortableText);
    }
    m_hasLetters = m_settings.value(u"shortcuts/letters"_s, false).toBool();
}

ShortcutEntry *Shortcuts::find(const QString &id)
{
    const auto found = std::ranges::find(m_entries, id, &ShortcutEntry::id);
    return found == m_entries.end() ? nullptr : &*found;
}

QKeySequence Shortcuts::key(const QString &id) const
{
    const auto found = std::ranges::find(m_entries, id, &ShortcutEntry::id);
    return found == m_entries.end() ? QKeySequence() : found->key;
}

std::optional<QString> Shortcuts::conflict(const QString &id, const QKeySequence &key) const
{
    if (key.isEmpty())
        return std::nullopt;
    for (const auto &entry : m_entries) {
        if (entry.id != id && entry.key == key)
            return entry.title;
    }
    return std::nullopt;
}

bool Shortcuts::setKey(const QString &id, const QKeySequence &key)
{
    auto *entry = find(id);
    if (!entry || conflict(id, key))
        return false;
    entry->key = key;
    store(*entry);
    Q_EMIT changed();
    return true;
}

void Shortcuts::resetAll()
{
    for (auto &entry : m_entries) {
        entry.key = entry.standard;
        store(entry);
    }
    Q_EMIT changed();
}

void Shortcuts::setLetters(bool isOn)
{
    m_hasLetters = isOn;
    m_settings.setValue(u"shortcuts/letters"_s, isOn);
    Q_EMIT changed();
}

bool Shortcuts::ctrlEnterSends() const
{
    return m_settings.value(u"composer/ctrlEnterSends"_s, false).toBool();
}

void Shortcuts::setCtrlEnterSends(bool isOn)
{
    m_settings.setValue(u"composer/ctrlEnterSends"_s, isOn);
    Q_EMIT changed();
}

void Shortcuts::store(const ShortcutEntry &entry)
{
    const auto name = u"shortcuts/"_s + entry.id;
    if (entry.key == entry.standard)
        m_settings.remove(name);
    else
        m_settings.setValue(name, entry.key.toString(QKeySequence::PortableText));
}

void Shortcuts::bind(const QString &id, QWidget *owner, std::function<void()> act, Qt::ShortcutContext context)
{
    auto *shortcut = new QShortcut(owner);
    auto *letter = new QShortcut(owner);
    shortcut->setContext(context);
    letter->setContext(context);
    const auto follow = [this, id, shortcut, letter] {
        const auto *entry = find(id);
        shortcut->setKey(entry ? entry->key : QKeySequence());
        letter->setKey(entry && m_hasLetters ? entry->letter : QKeySequence());
    };
    follow();
    connect(this, &Shortcuts::changed, shortcut, follow);
    connect(shortcut, &QShortcut::activated, owner, [owner, act] {
        if (!isCovered(owner))
            act();
    });
    connect(letter, &QShortcut::activated, owner, [owner, act] {
        if (!isTyping() && !isCovered(owner))
            act();
    });
}

} // namespace counterbell::ui
