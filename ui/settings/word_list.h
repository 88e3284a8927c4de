// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

class QLineEdit;

namespace counterbell::ui
{

class WordFlow;

/// Words as chips, each with its Delete; one is added by typing it and Enter. Those that are fixed stay.
class WordList : public QWidget
{
    Q_OBJECT

public:
    WordList(const QString &accessibleName, const QStringList &fixedWords, QWidget *parent = nullptr);

    void setWords(const std::vector<QString> &words);
    [[nodiscard]] std::vector<QString> words() const { return m_words; }

Q_SIGNALS:
    void edited();

private:
    void add();
    void rebuild();

    QString m_name;
    QStringList m_fixed;
    std::vector<QString> m_words;
    WordFlow *m_flow;
    QLineEdit *m_new;
};

} // namespace counterbell::ui
