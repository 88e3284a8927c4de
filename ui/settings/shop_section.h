// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/workspace.h"
#include "ui/settings/form_section.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace counterbell::ui
{

class HoursEditor;

/// Name, country, hours and what notices keep to.
class ShopSection : public FormSection
{
    Q_OBJECT

public:
    explicit ShopSection(CoreClient &client, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override;
    bool hasChanges() const override;

protected:
    void fetch() override;
    void reset() override;
    void save() override;

private:
    /// What differs from what the core has.
    [[nodiscard]] SetWorkspace change() const;

    Workspace m_shop;
    QLineEdit *m_name, *m_regions;
    QComboBox *m_region, *m_language, *m_timezone;
    QSpinBox *m_hold;
    HoursEditor *m_hours;
    QCheckBox *m_quiet;
};

/// "AU, NZ" as the core has them: two letters each, in capitals, each once.
[[nodiscard]] std::vector<QString> regionCodes(const QString &text);

} // namespace counterbell::ui
