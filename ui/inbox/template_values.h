// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"
#include "core/api/template.h"
#include "ui/inbox/bubble_content.h"

namespace counterbell::ui
{

/// One blank of a template: what it is for, what stands in it and where that came from.
struct TemplateBlank {
    QString name;  ///< as the template names it: "1", "piece"
    QString label; ///< "First name"
    QString value;
    QString source;       ///< "from customer", "from R-1042"; empty for what somebody typed
    bool isOfJob = false; ///< it wants something of a job
    QString hint = {};    ///< inside it while it is empty: "No job is ready"

    bool operator==(const TemplateBlank &) const = default;
};

/// The blanks in order, filled where the words before them, or their name, say what belongs there. `job` is the one
/// that it is about, null for none; `hint` then stands in the blanks that want one.
[[nodiscard]] std::vector<TemplateBlank> prefilledBlanks(const Template &entry, const QString &customer, const Job *job,
                                                         const QString &hint = {});
/// "gold bracelet" from "Gold bracelet, clasp repair".
[[nodiscard]] QString pieceOf(const Job &job);

/// A template's text with its values, and where they stand. A blank without a value keeps its "{{1}}".
struct FilledTemplate {
    QString text;
    std::vector<TextSpan> values;
};
[[nodiscard]] FilledTemplate fillTemplate(const QString &body, const std::vector<TemplateBlank> &blanks);

/// Whether WhatsApp takes the value: not empty and on one line (CONTRACT 3, templateValueInvalid).
[[nodiscard]] bool isValidTemplateValue(const QString &value);

/// "Repair ready for pick-up" from "repair_ready_for_pick-up".
[[nodiscard]] QString templateTitle(const Template &entry);
/// "Utility, English (AU)", or in place of the language why it can't be sent.
[[nodiscard]] QString templateNote(const Template &entry);
[[nodiscard]] QString categoryName(TemplateCategory category);
[[nodiscard]] QString languageName(const QString &code);

} // namespace counterbell::ui
