// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/serve_command.h"

#include "app/sandbox/json_log.h"
#include "app/sandbox/sandbox_server.h"
#include "app/sandbox/termination.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

int refuse(const QString &sentence)
{
    std::fprintf(stderr, "counterbell-sandbox: %s\n", qUtf8Printable(sentence));
    return 2;
}

/// A port option; nullopt when it is no port.
std::optional<quint16> portOf(const QCommandLineParser &parser, const QString &name)
{
    bool ok = true;
    const auto port = parser.isSet(name) ? parser.value(name).toUShort(&ok) : quint16(0);
    return ok ? std::optional(port) : std::nullopt;
}

void announce(const SandboxServer &server)
{
    const QJsonObject line{{u"twilio"_s, server.baseUrl().toString()},     {u"mediaPort"_s, server.mediaPort()},
                           {u"accountSid"_s, server.accountSid()},         {u"authToken"_s, server.authToken()},
                           {u"whatsappSender"_s, server.whatsappSender()}, {u"smsSender"_s, server.smsSender()}};
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

} // namespace

int serveCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Twilio's side alone: its REST API, the customers' phones and /sandbox."_s);
    const auto help = parser.addHelpOption();
    parser.addOptions({{u"data"_s, u"The directory that keeps everything."_s, u"DIR"_s},
                       {u"port"_s, u"The port on 127.0.0.1; a free one by default."_s, u"N"_s},
                       {u"media-port"_s, u"The port that media are redirected to."_s, u"N"_s},
                       {u"seed"_s, u"A seed file for a new directory."_s, u"FILE"_s},
                       {u"concurrency"_s, u"Requests at once before 429."_s, u"N"_s, u"100"_s}});
    // Not process(): it ends the program with 1, and a wrong argument is 2 (CONTRACT 1).
    if (!parser.parse(arguments))
        return refuse(parser.errorText());
    if (parser.isSet(help)) {
        std::fputs(qUtf8Printable(parser.helpText()), stdout);
        return 0;
    }
    if (!parser.positionalArguments().isEmpty())
        return refuse(u"serve takes no argument \"%1\"."_s.arg(parser.positionalArguments().constFirst()));
    const auto port = portOf(parser, u"port"_s);
    const auto mediaPort = portOf(parser, u"media-port"_s);
    const int concurrency = parser.value(u"concurrency"_s).toInt();
    if (!parser.isSet(u"data"_s) || parser.value(u"data"_s).isEmpty())
        return refuse(u"--data names the directory that keeps the sandbox's data; it is missing."_s);
    if (!port || !mediaPort)
        return refuse(u"--port and --media-port take a number from 0 to 65535."_s);
    if (concurrency < 1)
        return refuse(u"--concurrency takes a number from 1."_s);

    QJsonObject seed;
    if (parser.isSet(u"seed"_s)) {
        QFile file(parser.value(u"seed"_s));
        if (!file.open(QFile::ReadOnly))
            return refuse(u"--seed: %1 can't be read."_s.arg(file.fileName()));
        seed = QJsonDocument::fromJson(file.readAll()).object();
        if (seed.isEmpty())
            return refuse(u"--seed: %1 holds no JSON object."_s.arg(file.fileName()));
    }

    SandboxServer server(
        {.dataDir = parser.value(u"data"_s), .port = *port, .mediaPort = *mediaPort, .maxConcurrent = concurrency});
    if (const auto started = server.start(); !started)
        return refuse(started.error());
    keepJsonLogIn(parser.value(u"data"_s));
    if (!seed.isEmpty()) {
        if (const auto loaded = server.loadSeed(seed); !loaded)
            return refuse(loaded.error());
    }
    const Termination termination([] { QCoreApplication::quit(); });
    announce(server);
    return QCoreApplication::exec();
}

} // namespace counterbell::sandbox
