// SPDX-License-Identifier: Apache-2.0
#include "app/core/command_report.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>

#include <cstdio>

namespace counterbell
{

using namespace Qt::StringLiterals;

CommandReport notDone(const QString &sentence, const QString &problem)
{
    return {1, {sentence}, {{u"error"_s, sentence}, {u"problem"_s, problem}}};
}

QString problemWord(const Error &error)
{
    return error.details.value(u"problem"_s).toString(wireName(error.reason));
}

QString databaseSentence(const QString &detail)
{
    const auto says = [&](QLatin1StringView words) { return detail.contains(words, Qt::CaseInsensitive); };
    if (says("not a database"_L1) || says("disk image is malformed"_L1))
        return u"The file counterbell.sqlite in the data folder is damaged: run \"counterbell-core restore\" on the "
               "folder, which puts the newest copy in its place and keeps the damaged file beside it."_s;
    if (says("readonly database"_L1))
        return u"The file counterbell.sqlite in the data folder may only be read: give its owner the right to write "
               "(chmod u+w counterbell.sqlite), and run the core as its owner."_s;
    if (says("unable to open database file"_L1))
        return u"The file counterbell.sqlite in the data folder can't be opened: check that it and the folder belong "
               "to the user who runs this, and may be read and written (chmod u+rw counterbell.sqlite)."_s;
    if (says("disk is full"_L1))
        return u"The disk is full; make room and try again."_s;
    if (says("disk I/O error"_L1))
        return u"The disk refuses to read or write counterbell.sqlite: make room where it is full, else check that it "
               u"is "
               "mounted and whole; if the file is lost, run \"counterbell-core restore\" on the data folder."_s;
    if (says("database is locked"_L1))
        return u"Another program works on counterbell.sqlite in the data folder: end it and try again."_s;
    return u"The database can't be used: %1."_s.arg(detail);
}

QString storeSentence(const Error &error)
{
    const auto problem = problemWord(error);
    const auto detail = error.details.value(u"detail"_s).toString();
    if (problem == u"diskFull"_s)
        return u"The disk is full; make room and try again."_s;
    if (problem == u"unwritable"_s)
        return u"The copy can't be written there; check that the folder exists and may be written to."_s;
    if (problem == u"damaged"_s || problem == u"foreignKeys"_s)
        return u"The database is damaged (%1)."_s.arg(detail);
    if (problem == u"unreadable"_s)
        return u"The database can't be read (%1)."_s.arg(detail);
    if (problem == u"notCounterbell"_s)
        return u"That is no database of Counterbell."_s;
    if (problem == u"noShop"_s)
        return u"There is no shop in that database."_s;
    if (problem == u"newerSchema"_s)
        return u"The data was made by a newer version of Counterbell; install that version."_s;
    if (problem == u"coreRunning"_s)
        return u"A core is running on this database; stop all of them, wait half a minute and try again."_s;
    if (problem == u"changedMigration"_s)
        return u"The database does not fit this program: step %1 of its schema differs, so another version of it made the data."_s
            .arg(error.details.value(u"version"_s).toInt());
    return databaseSentence(detail.isEmpty() ? problem : detail);
}

QString utcText(qint64 millis)
{
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(millis, Qt::UTC), u"d MMM yyyy HH:mm"_s) + u" UTC"_s;
}

QString sizeText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

int print(const CommandReport &report, bool isJson)
{
    if (isJson) {
        std::fputs(QJsonDocument(report.json).toJson(QJsonDocument::Compact).append('\n').constData(), stdout);
        return report.status;
    }
    // Why nothing was done belongs where complaints go; findings are the answer.
    auto *where = report.json.contains(u"error"_s) ? stderr : stdout;
    for (const auto &line : report.lines)
        std::fputs(qPrintable(line + u'\n'), where);
    return report.status;
}

} // namespace counterbell
