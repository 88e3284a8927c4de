// SPDX-License-Identifier: Apache-2.0
#include "ui/client/out_file.h"

#include <QDateTime>
#include <QDir>
#include <QUuid>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr qint64 kMegabyte = 1024 * 1024;
constexpr qint64 kLargestPicture = 5 * kMegabyte;
constexpr qint64 kLargestByWhatsapp = 16 * kMegabyte;
constexpr qint64 kLargestBySms = 5 * kMegabyte;
constexpr qint64 kForgottenAfter = 24 * 3600;

Error notAllowed(const QString &problem, std::optional<Channel> channel, std::optional<qint64> maximum = {})
{
    QJsonObject details{{u"problem"_s, problem}};
    if (channel)
        details.insert(u"channel"_s, QString(wireName(*channel)));
    if (maximum)
        details.insert(u"maximum"_s, *maximum);
    return Error{Reason::MediaNotAllowed, details};
}

bool takes(Channel channel, const QString &type)
{
    static const QStringList kByWhatsapp{u"image/jpeg"_s,
                                         u"image/png"_s,
                                         u"image/webp"_s,
                                         u"audio/ogg"_s,
                                         u"audio/amr"_s,
                                         u"audio/3gpp"_s,
                                         u"audio/aac"_s,
                                         u"audio/mpeg"_s,
                                         u"video/mp4"_s,
                                         u"application/pdf"_s,
                                         u"application/msword"_s,
                                         u"application/vnd.openxmlformats-officedocument.wordprocessingml.document"_s,
                                         u"application/vnd.openxmlformats-officedocument.presentationml.presentation"_s,
                                         u"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"_s,
                                         u"text/vcard"_s};
    static const QStringList kBySms{u"image/jpeg"_s, u"image/png"_s, u"image/gif"_s};
    return (channel == Channel::Whatsapp ? kByWhatsapp : kBySms).contains(type);
}

qint64 mostOf(Channel channel, const QString &type)
{
    return type.startsWith("image/"_L1)   ? kLargestPicture
           : channel == Channel::Whatsapp ? kLargestByWhatsapp
                                          : kLargestBySms;
}

QString filesFolder(const QString &folder)
{
    return folder + u"/files"_s;
}

} // namespace

std::optional<Error> fileProblem(const OutFile &file, std::optional<Channel> channel)
{
    if (!channel) {
        const auto byWhatsapp = fileProblem(file, Channel::Whatsapp);
        const auto bySms = byWhatsapp ? fileProblem(file, Channel::Sms) : std::nullopt;
        if (!bySms)
            return std::nullopt;
        // Neither takes it: what is said names no channel to change to.
        const auto &said = takes(Channel::Whatsapp, file.contentType) ? *byWhatsapp : *bySms;
        auto details = said.details;
        details.remove(u"channel"_s);
        return Error{said.reason, details};
    }
    if (!takes(*channel, file.contentType))
        return notAllowed(u"type"_s, channel);
    if (file.size <= 0)
        return notAllowed(u"empty"_s, channel);
    const auto most = mostOf(*channel, file.contentType);
    return file.size > most ? std::optional(notAllowed(u"tooLarge"_s, channel, most)) : std::nullopt;
}

std::optional<Error> filesProblem(const std::vector<OutFile> &files, Channel channel)
{
    if (files.size() > kMostFiles)
        return notAllowed(u"count"_s, channel, qint64(kMostFiles));
    qint64 total = 0;
    for (const auto &file : files) {
        if (auto problem = fileProblem(file, channel))
            return problem;
        total += file.size;
    }
    if (channel == Channel::Sms && total > kLargestBySms)
        return notAllowed(u"tooLarge"_s, channel, kLargestBySms);
    return std::nullopt;
}

Result<OutFile> keepFile(const QString &folder, const QString &name, const QString &contentType,
                         const QByteArray &bytes)
{
    const auto notKept = [] { return refuse(Reason::MediaNotAllowed, {{u"problem"_s, u"notKept"_s}}); };
    const auto below = filesFolder(folder);
    if (!QDir().exists(below)) {
        if (!QDir().mkpath(below))
            return notKept();
        for (const auto &made : {folder, below})
            ::chmod(QFile::encodeName(made).constData(), S_IRWXU);
    }
    const auto path = below + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return notKept();
    if (file.write(bytes) != bytes.size() || !file.flush() || ::fsync(file.handle()) != 0) {
        file.remove();
        return notKept();
    }
    return OutFile{name, contentType, bytes.size(), path};
}

void discard(const std::vector<OutFile> &files)
{
    for (const auto &file : files)
        QFile::remove(file.path);
}

void discardForgotten(const QString &folder)
{
    const auto before = QDateTime::currentDateTimeUtc().addSecs(-kForgottenAfter);
    QByteArray named;
    for (const auto &outbox : QDir(folder).entryInfoList({u"outbox-*"_s}, QDir::Files)) {
        QFile file(outbox.filePath());
        if (!file.open(QIODevice::ReadOnly))
            return; // who knows what it names
        named += file.readAll();
    }
    for (const auto &copy : QDir(filesFolder(folder)).entryInfoList(QDir::Files)) {
        if (copy.lastModified() < before && !named.contains(copy.fileName().toLatin1()))
            QFile::remove(copy.filePath());
    }
}

} // namespace counterbell::ui
