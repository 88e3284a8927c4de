// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/prompts.h"

#include <vector>

namespace counterbell::ui
{

/// Keeps what it is asked and answers at once with what the test gave; without an answer it waits for ever.
class FakePrompts : public Prompts
{
public:
    void confirm(const Question &question, std::function<void(bool)> answered) override
    {
        questions.push_back(question.title);
        if (yes)
            answered(*yes);
    }
    void askText(const TextQuestion &question, std::function<void(std::optional<QString>)> answered) override
    {
        questions.push_back(question.title);
        lastText = question;
        if (text)
            answered(*text);
    }
    void saveFile(const FileQuestion &question, std::function<void(std::optional<QString>)> answered) override
    {
        questions.push_back(question.title);
        lastFile = question;
        if (file)
            answered(*file);
    }
    void openFile(const FileQuestion &question, std::function<void(std::optional<QString>)> answered) override
    {
        saveFile(question, std::move(answered));
    }

    std::vector<QString> questions;
    TextQuestion lastText;
    FileQuestion lastFile;
    std::optional<bool> yes;
    std::optional<std::optional<QString>> text;
    std::optional<std::optional<QString>> file;
};

} // namespace counterbell::ui
