// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/template_values.h"

#include "ui/client/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("counterbell::ui::Templates", text);
}

enum class Meaning {
    Unknown,
    FirstName,
    Piece,
    Ticket,
    Until,
    Date,
    Price,
};

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(text, QRegularExpression::CaseInsensitiveOption);
}

Meaning meaningOf(const QString &name, const QString &before)
{
    static const auto number = pattern(u"^\\d+$"_s);
    // Its name says it, or else the words before it.
    struct Sign {
        Meaning meaning;
        QRegularExpression name, before;
    };
    static const std::array kSigns = {
        Sign{Meaning::FirstName, pattern(u"name|customer"_s), pattern(u"\\b(hi|hello|hey|dear|hallo|beste)[ ,]*$"_s)},
        Sign{Meaning::Ticket, pattern(u"ticket|number"_s), pattern(u"(ticket|number|\\()[ :#]*$"_s)},
        Sign{Meaning::Price, pattern(u"price|amount|cost"_s), pattern(u"([$€£]|price is|is A\\$)\\s*$"_s)},
        Sign{Meaning::Until, pattern(u"until"_s), pattern(u"until\\s*$"_s)},
        Sign{Meaning::Date, pattern(u"date|day|due"_s), pattern(u"\\b(on|by|due|ready on)\\s*$"_s)},
        Sign{Meaning::Piece, pattern(u"piece|item|order|repair|description"_s), pattern(u"\\b(your|the)\\s*$"_s)}};
    const bool isNumbered = number.match(name).hasMatch();
    for (const auto &sign : kSigns) {
        if (isNumbered ? sign.before.match(before).hasMatch() : sign.name.match(name).hasMatch())
            return sign.meaning;
    }
    return Meaning::Unknown;
}

QString labelOf(Meaning meaning, const QString &name)
{
    switch (meaning) {
    case Meaning::FirstName:
        return tr("First name");
    case Meaning::Piece:
        return tr("Piece");
    case Meaning::Ticket:
        return tr("Ticket");
    case Meaning::Until:
        return tr("Pick-up until");
    case Meaning::Date:
        return tr("Date");
    case Meaning::Price:
        return tr("Price");
    case Meaning::Unknown:
        break;
    }
    static const auto number = pattern(u"^\\d+$"_s);
    if (number.match(name).hasMatch())
        return tr("Blank %1").arg(name);
    auto label = name;
    label.replace(u'_', u' ');
    return label.left(1).toUpper() + label.mid(1);
}

bool isOfJob(Meaning meaning)
{
    return meaning == Meaning::Piece || meaning == Meaning::Ticket || meaning == Meaning::Date;
}

void fill(TemplateBlank &blank, Meaning meaning, const QString &customer, const Job *job)
{
    if (meaning == Meaning::FirstName && !firstName(customer).isEmpty()) {
        blank.value = firstName(customer);
        blank.source = tr("from customer");
    }
    if (!job)
        return;
    if (meaning == Meaning::Piece)
        blank.value = pieceOf(*job);
    else if (meaning == Meaning::Ticket)
        blank.value = job->ticket;
    else if (meaning == Meaning::Date && job->dueAt)
        blank.value =
            QLocale().toString(QDateTime::fromMSecsSinceEpoch(toMillis(*job->dueAt)).date(), u"dddd d MMMM"_s);
    else
        return;
    if (!blank.value.isEmpty())
        blank.source = tr("from %1").arg(leftToRight(job->ticket));
}

QString placeholder(const QString &name)
{
    return u"{{"_s + name + u"}}"_s;
}

} // namespace

QString pieceOf(const Job &job)
{
    const auto piece = job.description.section(u',', 0, 0).simplified();
    const bool isAbbreviation = piece.size() > 1 && piece[1].isUpper();
    return isAbbreviation ? piece : piece.left(1).toLower() + piece.mid(1);
}

std::vector<TemplateBlank> prefilledBlanks(const Template &entry, const QString &customer, const Job *job,
                                           const QString &hint)
{
    std::vector<TemplateBlank> blanks;
    for (const auto &name : entry.parameters) {
        const auto at = entry.body.indexOf(placeholder(name));
        const auto meaning = meaningOf(name, at < 0 ? QString() : entry.body.left(at).right(40));
        TemplateBlank blank{name, labelOf(meaning, name), {}, {}, isOfJob(meaning), {}};
        if (blank.isOfJob && !job)
            blank.hint = hint;
        fill(blank, meaning, customer, job);
        blanks.push_back(std::move(blank));
    }
    return blanks;
}

FilledTemplate fillTemplate(const QString &body, const std::vector<TemplateBlank> &blanks)
{
    // One pass over the template: a value that looks like a blank is not filled again.
    static const QRegularExpression blankPattern(u"\\{\\{([^{}]*)\\}\\}"_s);
    FilledTemplate filled;
    qsizetype from = 0;
    for (auto it = blankPattern.globalMatch(body); it.hasNext();) {
        const auto match = it.next();
        filled.text += QStringView(body).mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        const auto blank = std::find_if(blanks.begin(), blanks.end(), [&](const TemplateBlank &b) {
            return b.name == QStringView(match.captured(1)).trimmed();
        });
        const bool isFilled = blank != blanks.end() && !blank->value.isEmpty();
        if (isFilled)
            filled.values.push_back({int(filled.text.size()), int(blank->value.size())});
        filled.text += isFilled ? blank->value : match.captured();
    }
    filled.text += QStringView(body).mid(from);
    return filled;
}

bool isValidTemplateValue(const QString &value)
{
    return !value.trimmed().isEmpty() && !value.contains(u'\n') && !value.contains(u'\r') && !value.contains(u'\t');
}

QString templateTitle(const Template &entry)
{
    auto title = entry.name;
    title.replace(u'_', u' ');
    return title.left(1).toUpper() + title.mid(1);
}

QString categoryName(TemplateCategory category)
{
    return category == TemplateCategory::Marketing        ? tr("Marketing")
           : category == TemplateCategory::Authentication ? tr("Authentication")
                                                          : tr("Utility");
}

QString languageName(const QString &code)
{
    const QLocale locale(code);
    if (locale.language() == QLocale::C)
        return code;
    const auto language = QLocale::languageToString(locale.language());
    return code.contains(u'_') || code.contains(u'-') ? u"%1 (%2)"_s.arg(language, code.right(2).toUpper()) : language;
}

QString templateNote(const Template &entry)
{
    const auto with = [&](const QString &what) { return u"%1, %2"_s.arg(categoryName(entry.category), what); };
    switch (entry.status) {
    case TemplateStatus::Approved:
        return with(languageName(entry.language));
    case TemplateStatus::Pending:
        return with(tr("waiting for Meta"));
    case TemplateStatus::Rejected:
        return with(entry.rejectionReason.value_or(QString()).isEmpty() ? tr("Meta refused it")
                                                                        : isolated(*entry.rejectionReason));
    case TemplateStatus::Paused:
        return with(tr("low quality rating"));
    case TemplateStatus::Disabled:
        return with(tr("switched off by Meta"));
    case TemplateStatus::Unsubmitted:
        break;
    }
    return with(tr("not sent to Meta yet"));
}

} // namespace counterbell::ui
