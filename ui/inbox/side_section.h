// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/paragraph.h"

class QLabel;
class QLayout;
class QVBoxLayout;

namespace counterbell::ui
{

class SectionTitle;

/// A section of the pane beside the thread: padded 12 by 16, its title with an action at the end, and a line above it
/// unless it is the first (DESIGN-SYSTEM 4).
class SideSection : public QWidget
{
    Q_OBJECT

public:
    explicit SideSection(const QString &title, QWidget *parent = nullptr);

    void setAction(const QString &iconName, const QString &text);
    void setFirst(bool isFirst);

Q_SIGNALS:
    void actionTriggered();

protected:
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    void paintEvent(QPaintEvent *event) override;

private:
    SectionTitle *m_title;
    QVBoxLayout *m_body;
    bool m_isFirst = false;
};

/// Plain text that wraps.
[[nodiscard]] Paragraph *textLabel(const QString &text, Text role = Text::Base, Tone tone = Tone::Text);
/// Layouts mirror their items, not their margins.
void setMargins(QLayout *layout, int start, int top, int end, int bottom);
/// At the start of its line whatever direction its own letters have: a QLabel goes by those.
void alignToStart(QLabel *label);
/// Takes everything out of a layout and deletes it, later: a button may be removed by its own click.
void clearLayout(QLayout *layout);

} // namespace counterbell::ui
