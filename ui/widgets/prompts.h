// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointer>
#include <QString>

#include <functional>
#include <optional>

class QWidget;

namespace counterbell::ui
{

struct Question {
    QString title;
    QString text;
    QString confirm; // names the act: "Delete template"
    bool isDanger = false;
};

struct TextQuestion {
    QString title;
    QString label;
    QString confirm;
    QString value;
    QString hint;
    bool mayBeEmpty = false;
    bool isLong = false; // several lines
    int maxLength = 500;
};

struct FileQuestion {
    QString title;
    QString suggestedName;
    QString filter; // "CSV (*.csv)"
};

/// Questions a page asks, given to it so that tests answer without hunting windows (STYLE 2.12).
/// Every answer comes later and exactly once, unless the window goes away first.
class Prompts
{
public:
    virtual ~Prompts() = default;

    virtual void confirm(const Question &question, std::function<void(bool)> answered) = 0;
    virtual void askText(const TextQuestion &question, std::function<void(std::optional<QString>)> answered) = 0;
    virtual void saveFile(const FileQuestion &question, std::function<void(std::optional<QString>)> answered) = 0;
    virtual void openFile(const FileQuestion &question, std::function<void(std::optional<QString>)> answered) = 0;
};

/// Asks by Dialog over `window`, and by the desktop's own file dialog.
class DialogPrompts : public Prompts
{
public:
    explicit DialogPrompts(QWidget *window);

    void confirm(const Question &question, std::function<void(bool)> answered) override;
    void askText(const TextQuestion &question, std::function<void(std::optional<QString>)> answered) override;
    void saveFile(const FileQuestion &question, std::function<void(std::optional<QString>)> answered) override;
    void openFile(const FileQuestion &question, std::function<void(std::optional<QString>)> answered) override;

private:
    QPointer<QWidget> m_window;
};

} // namespace counterbell::ui
