// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>
#include <QObject>

#include <functional>
#include <optional>
#include <vector>

class QSettings;
class QShortcut;
class QWidget;

namespace counterbell::ui
{

/// What a key does, and where that is.
struct ShortcutEntry {
    QString id;            ///< "inbox.takeOver"
    QString section;       ///< the heading in the list of shortcuts
    QString title;         ///< "Take over"
    QKeySequence standard; ///< DESIGN-SYSTEM 6
    QKeySequence key;      ///< what it is now; empty where the user wants none
    /// A single letter that does the same where no text field has the focus; all of them start switched off.
    QKeySequence letter = {};
};

/// Every key of the console in one place: pages bind to it, Settings changes it, F1 lists it. Kept in the user's
/// settings file.
class Shortcuts : public QObject
{
    Q_OBJECT

public:
    explicit Shortcuts(QSettings &settings);

    [[nodiscard]] const std::vector<ShortcutEntry> &entries() const { return m_entries; }
    [[nodiscard]] QKeySequence key(const QString &id) const;
    /// The title of what has this key already; `id` itself is no conflict.
    [[nodiscard]] std::optional<QString> conflict(const QString &id, const QKeySequence &key) const;
    /// False, and nothing changes, when it conflicts or the id is unknown.
    [[nodiscard]] bool setKey(const QString &id, const QKeySequence &key);
    void resetAll();

    /// Single letters (J, K, T, A, M …) act too.
    [[nodiscard]] bool hasLetters() const { return m_hasLetters; }
    void setLetters(bool isOn);

    /// Ctrl+Enter sends and Enter begins a new line; else the other way round.
    [[nodiscard]] bool ctrlEnterSends() const;
    void setCtrlEnterSends(bool isOn);

    /// Calls `act` when the key of `id` is pressed anywhere in `owner` (its window with `Qt::WindowShortcut`), and
    /// follows changes. Not while a dialog covers `owner`. Lives as long as `owner`.
    void bind(const QString &id, QWidget *owner, std::function<void()> act,
              Qt::ShortcutContext context = Qt::WidgetWithChildrenShortcut);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] ShortcutEntry *find(const QString &id);
    void store(const ShortcutEntry &entry);

    QSettings &m_settings;
    std::vector<ShortcutEntry> m_entries;
    bool m_hasLetters = false;
};

} // namespace counterbell::ui
