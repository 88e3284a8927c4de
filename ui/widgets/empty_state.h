// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace counterbell::ui
{

class Paragraph;

/// Nothing here: an icon of 32, a fact, the next step, at most two buttons (DESIGN-SYSTEM 5).
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString &iconName, const QString &fact, const QString &nextStep, QWidget *parent = nullptr);

    void setText(const QString &iconName, const QString &fact, const QString &nextStep);
    QPushButton *addButton(const QString &text, const QString &kind = {});

private:
    class Mark;
    Mark *m_mark;
    Paragraph *m_fact, *m_nextStep;
    QHBoxLayout *m_buttons;
};

} // namespace counterbell::ui
