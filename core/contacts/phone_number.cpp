// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/phone_number.h"

#include <phonenumbers/phonenumberutil.h>

using namespace Qt::StringLiterals;

namespace counterbell::contacts
{

namespace
{

constexpr qsizetype kLongestE164 = 16; // the plus and 15 digits

using Library = i18n::phonenumbers::PhoneNumberUtil;
using Number = i18n::phonenumbers::PhoneNumber;

const Library &library()
{
    return *Library::GetInstance();
}

tl::unexpected<Error> invalid(QLatin1StringView problem)
{
    return refuse(Reason::InvalidPhone, {{u"problem"_s, QString(problem)}});
}

/// Compatibility forms folded, every digit of the world as ASCII, invisible marks and Twilio's prefix gone.
QString cleaned(QStringView text)
{
    QString out;
    const auto folded = text.toString().normalized(QString::NormalizationForm_KC);
    for (const QChar c : folded) {
        if (c.category() == QChar::Other_Format)
            continue; // bidi and zero-width marks come along with numbers copied from a web page
        const bool isDot = c == u'\u00B7' || c == u'\u2022' || c == u'\u2219' || c == u'\u2027';
        out += c.isDigit() ? QChar(u'0' + c.digitValue()) : isDot ? QChar(u' ') : c;
    }
    out = out.trimmed();
    while (out.startsWith("whatsapp:"_L1, Qt::CaseInsensitive))
        out = out.mid(9).trimmed();
    if (out.startsWith("tel:"_L1, Qt::CaseInsensitive))
        out = out.mid(4).trimmed();
    return out;
}

/// What follows the number proper: "ext 12", "x12", "#12", ";12". libphonenumber would take it for part of it.
bool hasExtension(const QString &text)
{
    static const QRegularExpression pattern(uR"([#;,]|\d[\s().,-]*(?:ext(?:ensions?|n)?|x)\.?[\s:.=]*\d*\s*$)"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern.match(text).hasMatch();
}

bool hasLetters(const QString &text)
{
    const auto points = text.toUcs4();
    return std::any_of(points.begin(), points.end(), [](char32_t c) { return QChar::isLetter(c); });
}

std::string utf8(QStringView text)
{
    return text.toUtf8().toStdString();
}

QString formatted(const Number &number, Library::PhoneNumberFormat format)
{
    std::string out;
    library().Format(number, format, &out);
    return QString::fromStdString(out);
}

/// Of the number's range, else the main country of its code: numbers for fiction belong to no range.
QString regionFor(const Number &number)
{
    std::string region;
    library().GetRegionCodeForNumber(number, &region);
    if (region.empty() || region == "ZZ")
        library().GetRegionCodeForCountryCode(number.country_code(), &region);
    return QString::fromStdString(region);
}

/// A landline for sure, a mobile for sure, or what the plan doesn't tell apart (North America, service numbers).
std::optional<bool> isLandline(const Number &number)
{
    switch (library().GetNumberType(number)) {
    case Library::FIXED_LINE:
        return true;
    case Library::MOBILE:
        return false;
    default:
        return std::nullopt;
    }
}

Library::ErrorType parseInto(const QString &text, const std::string &region, Number &number)
{
    const auto error = library().ParseAndKeepRawInput(utf8(text), region, &number);
    // "00" stands for + in most countries, not in Australia's or America's own plan, but people write it there too.
    if (!text.startsWith("00"_L1) ||
        (error == Library::NO_PARSING_ERROR && number.country_code_source() != Number::FROM_DEFAULT_COUNTRY))
        return error;
    return library().ParseAndKeepRawInput(utf8(u'+' + text.mid(2)), region, &number);
}

/// Why a number that parsed isn't valid. Many plans have service numbers of other lengths, so a length that is
/// possible at all is judged once more as a mobile's.
QLatin1StringView problemOf(const Number &number)
{
    auto result = library().IsPossibleNumberWithReason(number);
    if (result == Library::IS_POSSIBLE)
        result = library().IsPossibleNumberForTypeWithReason(number, Library::MOBILE);
    switch (result) {
    case Library::TOO_SHORT:
    case Library::IS_POSSIBLE_LOCAL_ONLY:
        return "tooShort"_L1;
    case Library::TOO_LONG:
        return "tooLong"_L1;
    default:
        return "notPossible"_L1;
    }
}

/// Valid in its plan or, where the country code was written, at least of a length that phones there have: the plans
/// at hand are as old as the system's libphonenumber, and a range opened since, or one for fiction, isn't in them.
bool isAcceptable(const Number &number)
{
    if (library().IsValidNumber(number))
        return true;
    const auto hasLengthOf = [&](Library::PhoneNumberType type) {
        return library().IsPossibleNumberForTypeWithReason(number, type) == Library::IS_POSSIBLE;
    };
    return number.country_code_source() != Number::FROM_DEFAULT_COUNTRY &&
           (hasLengthOf(Library::MOBILE) || hasLengthOf(Library::FIXED_LINE));
}

/// Read again it is the same number: some plans drop leading zeros one by one, and what is written one way and read
/// another would be two people's.
bool isStable(const QString &e164)
{
    Number number;
    return library().Parse(utf8(e164), "ZZ", &number) == Library::NO_PARSING_ERROR &&
           formatted(number, Library::E164) == e164;
}

} // namespace

Result<PhoneNumber> parsePhone(QStringView text, QStringView region)
{
    if (text.size() > kMaximumPhoneText)
        return invalid("tooLong"_L1);
    const auto clean = cleaned(text);
    if (hasExtension(clean))
        return invalid("extension"_L1);
    if (hasLetters(clean))
        return invalid("letters"_L1);
    if (std::count_if(clean.begin(), clean.end(), [](QChar c) { return c.isDigit(); }) < 2)
        return invalid("tooShort"_L1);

    Number number;
    switch (parseInto(clean, utf8(region.toString().toUpper()), number)) {
    case Library::NO_PARSING_ERROR:
        break;
    case Library::TOO_SHORT_AFTER_IDD:
    case Library::TOO_SHORT_NSN:
        return invalid("tooShort"_L1);
    case Library::TOO_LONG_NSN:
        return invalid("tooLong"_L1);
    default:
        return invalid("notPossible"_L1);
    }
    if (!isAcceptable(number))
        return invalid(problemOf(number));
    auto e164 = formatted(number, Library::E164);
    if (e164.size() > kLongestE164) // the German plan has some, and no network takes them
        return invalid("tooLong"_L1);
    if (!isStable(e164))
        return invalid("notPossible"_L1);
    return PhoneNumber{std::move(e164), formatted(number, Library::NATIONAL), regionFor(number), isLandline(number)};
}

std::optional<QString> regionOf(QStringView e164)
{
    Number number;
    if (e164.size() > 16 || !e164.startsWith(u'+') ||
        library().Parse(utf8(e164), "ZZ", &number) != Library::NO_PARSING_ERROR)
        return std::nullopt;
    auto region = regionFor(number);
    return region.size() == 2 && region != "ZZ"_L1 ? std::optional(std::move(region)) : std::nullopt;
}

QString formatPhone(QStringView e164, QStringView homeRegion)
{
    const auto region = regionOf(e164);
    Number number;
    if (!region || library().Parse(utf8(e164), "ZZ", &number) != Library::NO_PARSING_ERROR)
        return e164.toString();
    return formatted(number, *region == homeRegion ? Library::NATIONAL : Library::INTERNATIONAL);
}

} // namespace counterbell::contacts
