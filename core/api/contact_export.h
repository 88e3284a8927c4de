// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/id.h"
#include "core/api/page.h"

namespace counterbell
{

/// contacts.export; `before` is the `next` of the piece before.
struct ExportContact {
    ContactId contactId;
    std::optional<QString> before;

    bool operator==(const ExportContact &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("contactId", &ExportContact::contactId), field("before", &ExportContact::before)};
    }
};

/// A piece of the ZIP in base64; the pieces in a row are the file. `next` brings the following one and is absent at the
/// end; `bytes` is the whole file's size.
struct ContactExport {
    QString data;
    QString fileName;
    qint64 bytes = 0;
    std::optional<QString> next;

    bool operator==(const ContactExport &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("data", &ContactExport::data), field("fileName", &ContactExport::fileName),
                          field("bytes", &ContactExport::bytes), field("next", &ContactExport::next)};
    }
};

} // namespace counterbell
