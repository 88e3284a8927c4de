// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/workspace.h"
#include "ui/settings/form_section.h"

class QCheckBox;

namespace counterbell::ui
{

class TextBox;
class WordList;

/// The words customers stop and start messages with, and what is answered (FEATURES PQ-32, OC-34).
class ConsentWordsSection : public FormSection
{
    Q_OBJECT

public:
    explicit ConsentWordsSection(CoreClient &client, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override;
    bool hasChanges() const override;

protected:
    void fetch() override;
    void reset() override;
    void save() override;

private:
    [[nodiscard]] SetWorkspace change() const;

    Workspace m_shop;
    WordList *m_optOut, *m_optIn;
    TextBox *m_acknowledgement, *m_help;
    QCheckBox *m_perChannel, *m_requireOptIn;
};

} // namespace counterbell::ui
