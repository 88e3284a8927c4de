// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/phone_number.h"
#include "tests/fuzz/require.h"

using namespace counterbell;
using namespace counterbell::contacts;
using counterbell::fuzz::require;

namespace
{

bool isE164(const QString &text)
{
    if (text.size() < 3 || text.size() > 16 || text[0] != u'+' || text[1] == u'0')
        return false;
    return std::all_of(text.begin() + 1, text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace

/// Two letters of a country, then what a person typed: E.164 that reads as itself, or a problem that has a word.
extern "C" int LLVMFuzzerTestOneInput(const char *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const auto region = QString::fromLatin1(data, 2);
    const auto text = QString::fromUtf8(data + 2, qsizetype(size - 2));
    const auto phone = parsePhone(text, region);
    if (!phone) {
        require(!phone.error().details.value(QStringLiteral("problem")).toString().isEmpty());
        return 0;
    }
    require(isE164(phone->phone));
    const auto again = parsePhone(phone->phone, QStringView(u"AU"));
    require(again && again->phone == phone->phone);
    require(!formatPhone(phone->phone, region).isEmpty());
    (void)regionOf(phone->phone);
    return 0;
}
