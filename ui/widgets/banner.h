// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/paint.h"

#include <QWidget>

#include <optional>

class QHBoxLayout;
class QPushButton;
class QToolButton;

namespace counterbell::ui
{

class Paragraph;

enum class BannerLook {
    Neutral,   // AI is replying
    Danger,    // STOP
    Attention, // offline, budget
    Ok,
};

/// A fact in bold, its plain consequence, one action; 44 high with one line and 56 with two (DESIGN-SYSTEM 4).
/// Announced when it appears. Message text never goes in here.
class Banner : public QWidget
{
    Q_OBJECT

public:
    explicit Banner(BannerLook look, QWidget *parent = nullptr);

    void setLook(BannerLook look);
    void setIcon(const QString &name);
    /// In place of the icon.
    void setChip(ChipLook look);
    /// Both plain text. With `isBelow` the consequence takes the second line.
    void setText(const QString &fact, const QString &consequence = {}, bool isBelow = false);
    /// A link behind the text; an empty text removes it.
    void setLink(const QString &text);
    /// A button at the end, of a `kind` as in style.h; an empty text removes it.
    QPushButton *setAction(const QString &text, const QString &kind = {});
    /// A card with border and radius 8 in place of a strip across the pane.
    void setCard(bool isCard);

    [[nodiscard]] QString fact() const { return m_fact; }
    [[nodiscard]] QString consequence() const { return m_consequence; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void linkActivated();
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void write();

    BannerLook m_look;
    QString m_icon, m_fact, m_consequence;
    bool m_isBelow = false, m_isCard = false;
    std::optional<ChipLook> m_chip;
    QHBoxLayout *m_row;
    QWidget *m_mark;
    Paragraph *m_text;
    QToolButton *m_linkButton;
    QPushButton *m_action = nullptr;
};

} // namespace counterbell::ui
