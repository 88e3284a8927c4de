// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/error_text.h"

#include <QWidget>

namespace counterbell::ui
{

/// The buttons beside what stopped a message: Details, and what a person can do. Real buttons, so that Tab and a
/// screen reader find them.
class FailureActions : public QWidget
{
    Q_OBJECT

public:
    explicit FailureActions(QWidget *parent = nullptr);

    /// `about` is the message's text, for the buttons' accessible names.
    /// `followUp` stands in their place where it was sent again: a link to that.
    void setRemedies(const std::vector<Remedy> &remedies, const QString &about, const QString &followUp = {});

Q_SIGNALS:
    void detailsRequested();
    void remedyChosen(counterbell::ui::Remedy remedy);
    void followUpRequested();

private:
    std::vector<Remedy> m_remedies;
    QString m_about, m_followUp;
};

} // namespace counterbell::ui
