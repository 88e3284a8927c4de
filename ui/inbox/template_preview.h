// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/template_values.h"

#include <QTextLayout>
#include <QWidget>

namespace counterbell::ui
{

/// The bubble as it will arrive, with what was filled in in accent.
class TemplatePreview : public QWidget
{
    Q_OBJECT

public:
    explicit TemplatePreview(QWidget *parent = nullptr);

    void setText(const FilledTemplate &filled);

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] std::shared_ptr<QTextLayout> lines(int width, int &height) const;

    FilledTemplate m_filled;
};

} // namespace counterbell::ui
