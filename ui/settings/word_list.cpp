// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/word_list.h"

#include "ui/client/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

/// Buttons from start to end in as many lines as they need.
class WordFlow : public QWidget
{
public:
    void clear()
    {
        for (auto *button : std::exchange(m_buttons, {}))
            button->deleteLater();
    }
    void add(QPushButton *button)
    {
        button->setParent(this);
        button->show();
        m_buttons.push_back(button);
    }
    /// As high as its lines are at this width.
    void arrange() { setFixedHeight(lay(width())); }

protected:
    void resizeEvent(QResizeEvent *) override { arrange(); }
    void changeEvent(QEvent *event) override
    {
        QWidget::changeEvent(event);
        if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::FontChange ||
            event->type() == QEvent::ApplicationFontChange)
            arrange();
    }

private:
    int lay(int width) const
    {
        int x = 0;
        int y = 0;
        int height = 0;
        for (auto *button : m_buttons) {
            const auto size = button->sizeHint();
            if (x > 0 && x + size.width() > width) {
                x = 0;
                y += height + kSpace8;
            }
            button->setGeometry(QStyle::visualRect(layoutDirection(), rect(), QRect(QPoint(x, y), size)));
            x += size.width() + kSpace8;
            height = size.height();
        }
        return m_buttons.empty() ? 0 : y + height;
    }

    std::vector<QPushButton *> m_buttons;
};

WordList::WordList(const QString &accessibleName, const QStringList &fixedWords, QWidget *parent)
    : QWidget(parent), m_name(accessibleName), m_fixed(fixedWords), m_flow(new WordFlow), m_new(new QLineEdit)
{
    m_new->setPlaceholderText(tr("Add a word and press Enter"));
    m_new->setAccessibleName(tr("%1: another word").arg(accessibleName));
    m_new->setMaxLength(60);
    keepScaled(m_new, &QWidget::setMaximumWidth, 280);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, kSpace4, 0, 0);
    column->setSpacing(kSpace8);
    column->addWidget(m_flow);
    column->addWidget(m_new);
    setFocusProxy(m_new);
    connect(m_new, &QLineEdit::returnPressed, this, &WordList::add);
}

void WordList::setWords(const std::vector<QString> &words)
{
    m_words = words;
    m_new->clear();
    rebuild();
}

void WordList::add()
{
    const auto word = m_new->text().simplified().toUpper();
    m_new->clear();
    if (word.isEmpty() || std::ranges::count(m_words, word) > 0)
        return;
    m_words.push_back(word);
    rebuild();
    Q_EMIT edited();
}

void WordList::rebuild()
{
    m_flow->clear();
    for (const auto &word : m_words) {
        auto *chip = new QPushButton(isolated(word));
        chip->setProperty("small", true);
        const bool isFixed = m_fixed.contains(word);
        chip->setIcon(icon(isFixed ? u"lock"_s : u"close"_s));
        chip->setEnabled(!isFixed);
        chip->setAccessibleName(isFixed ? tr("%1, always there").arg(word) : tr("Delete %1").arg(word));
        chip->setToolTip(isFixed ? tr("This word always works, so it can't be taken away.") : chip->accessibleName());
        chip->setObjectName(u"word."_s + word);
        connect(chip, &QPushButton::clicked, this, [this, word] {
            std::erase(m_words, word);
            rebuild();
            Q_EMIT edited();
        });
        m_flow->add(chip);
    }
    m_flow->arrange();
}

} // namespace counterbell::ui
