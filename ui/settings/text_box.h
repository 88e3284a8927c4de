// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

namespace counterbell::ui
{

/// A few lines of plain text; Tab goes on to the next field.
class TextBox : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit TextBox(int lines, QWidget *parent = nullptr);
};

} // namespace counterbell::ui
