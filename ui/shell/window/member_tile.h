// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/session.h"

#include <QAbstractButton>

namespace counterbell::ui
{

/// The role's word: "Owner", "Manager", "Agent", "Staff".
[[nodiscard]] QString roleWord(Role role);

/// Somebody who may sign in: avatar 40, name over role, 56 high. Checked is who types their PIN.
class MemberTile : public QAbstractButton
{
    Q_OBJECT

public:
    explicit MemberTile(SignInName member, QWidget *parent = nullptr);

    [[nodiscard]] const SignInName &member() const { return m_member; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    SignInName m_member;
};

} // namespace counterbell::ui
