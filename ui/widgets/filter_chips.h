// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QScrollArea>

#include <optional>
#include <vector>

class QHBoxLayout;

namespace counterbell::ui
{

class IconButton;

/// One filter, 28 high in a target of 32: "Needs you 4". Checkable; its accessible name is the label, then the count.
class FilterChip : public QAbstractButton
{
    Q_OBJECT

public:
    explicit FilterChip(const QString &text, QWidget *parent = nullptr);

    /// `hasMore`: "10,000+", counting stopped there.
    void setCount(std::optional<int> count, bool hasMore = false);
    /// Where a row has no room for all: closer, and then only the chosen one shows its count.
    enum class Fit {
        Full,
        Closer,
        Closest,
    };
    void setFit(Fit fit);
    [[nodiscard]] int widthOf(Fit fit) const;
    /// With a border, as in bars of filters that stand apart.
    void setBordered(bool isBordered);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void rename();
    [[nodiscard]] QString countWord() const;
    [[nodiscard]] bool showsCount(Fit fit) const { return m_count && (fit != Fit::Closest || isChecked()); }

    std::optional<int> m_count;
    Fit m_fit = Fit::Full;
    bool m_hasMore = false;
    bool m_isBordered = false;
};

/// Exclusive filters in a row that scrolls and never wraps: where it is too narrow the chips are set closer first, and
/// then a button at its end scrolls. Arrows move within it.
class FilterChipRow : public QScrollArea
{
    Q_OBJECT

public:
    explicit FilterChipRow(const QString &accessibleName, QWidget *parent = nullptr);

    FilterChip *addChip(const QString &key, const QString &text);
    void setCount(const QString &key, std::optional<int> count, bool hasMore = false);
    /// Chooses without emitting; an unknown key leaves none chosen (a view under More).
    void setCurrent(const QString &key);
    [[nodiscard]] QString current() const { return m_current; }
    /// Those that can't be seen as a whole just now.
    [[nodiscard]] QStringList cutKeys() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The person chose another one.
    void currentChanged(const QString &key);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();
    [[nodiscard]] int widthOf(FilterChip::Fit fit) const;
    void showStep();
    void showMore();
    struct Entry {
        QString key;
        FilterChip *chip;
    };
    void step(int by);

    std::vector<Entry> m_entries;
    QString m_current;
    QHBoxLayout *m_row;
    IconButton *m_step;
};

} // namespace counterbell::ui
