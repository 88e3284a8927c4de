// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/template_jobs.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TemplateJobs)
};

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(text, QRegularExpression::CaseInsensitiveOption |
                                        QRegularExpression::UseUnicodePropertiesOption);
}

/// Templates come in the customers' languages, so these are words of messages and not of this program.
const QRegularExpression &readyWords()
{
    static const auto words =
        pattern(u"\\bready\\b|\\bpick(ed|ing)?[ _-]?(it |them )?up\\b|\\bcollect(ed|ion)?\\b|\\bwaiting for you\\b|"
                "\\b(fertig|abholbereit|abgeholt|abholen)\\b|\\b(klaar|afgehaald|ophalen)\\b|\\bpr[êe]te?s?\\b|"
                "\\blist[oa]s?\\b|\\bpront[oaie]s?\\b|جاهز"_s);
    return words;
}

const QRegularExpression &notYetWords()
{
    static const auto words = pattern(u"\\b(when|once|as soon as|until|if|not|sobald|wenn|nicht|zodra|als|niet|dès|"
                                      "quand|pas|cuando|no|quando|appena|non|não)\\b|n['’]t\\b|عندما|حين|متى|ليس|لم"_s);
    return words;
}

} // namespace

Readiness readinessOf(const Template &entry)
{
    static const QRegularExpression sentenceEnd(u"[.!?:;\\n؟]+"_s);
    auto found = Readiness::Silent;
    for (const auto &sentence : entry.body.split(sentenceEnd, Qt::SkipEmptyParts)) {
        const auto ready = readyWords().match(sentence);
        if (!ready.hasMatch())
            continue;
        const auto before = sentence.left(ready.capturedStart());
        if (!notYetWords().match(before).hasMatch())
            return Readiness::Claimed;
        found = Readiness::Promised;
    }
    // In a language that isn't known here the name may still tell.
    auto name = entry.name;
    name.replace(u'_', u' ');
    return found == Readiness::Silent && readyWords().match(name).hasMatch() ? Readiness::Claimed : found;
}

std::vector<Job> fittingJobs(const Template &entry, const std::vector<Job> &open)
{
    const auto readiness = readinessOf(entry);
    std::vector<Job> fitting;
    std::ranges::copy_if(open, std::back_inserter(fitting), [&](const Job &job) {
        const bool isReady = job.status == JobStatus::Ready;
        return readiness == Readiness::Silent || isReady == (readiness == Readiness::Claimed);
    });
    return fitting;
}

QString missingJobHint(const Template &entry, size_t open, size_t fitting)
{
    if (fitting > 0)
        return Words::tr("Choose the job above");
    if (open == 0)
        return Words::tr("No open job");
    return readinessOf(entry) == Readiness::Claimed ? Words::tr("No job is ready") : Words::tr("No job that fits");
}

} // namespace counterbell::ui
