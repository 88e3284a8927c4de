// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/api/session.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace counterbell::ui
{

class CoreClient;
class Field;
class MemberTile;
class PinEdit;

/// Who may sign in, as tiles, and the PIN of the one chosen. Wrong PINs are slowed by the core: the field waits out
/// the seconds that it names (DESIGN 8).
class SignInPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SignInPanel(CoreClient &client, QWidget *parent = nullptr);

    /// Asks for the names again and begins anew; nobody's PIN stays in the field.
    void refresh();

Q_SIGNALS:
    void signedIn();

private:
    void show(const std::vector<SignInName> &members);
    void choose(MemberTile *tile);
    void submit();
    void answered(const Result<Signed> &answer);
    void setWait(int seconds);
    void updateButton();

    CoreClient &m_client;
    QLabel *m_text;
    QVBoxLayout *m_tiles;
    QWidget *m_entry;
    PinEdit *m_pin;
    Field *m_field;
    QPushButton *m_button;
    std::vector<MemberTile *> m_members;
    MemberTile *m_chosen = nullptr;
    QTimer m_tick;
    int m_wait = 0; ///< seconds until the core looks at a PIN again
    bool m_isAsking = false;
};

} // namespace counterbell::ui
