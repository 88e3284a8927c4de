// SPDX-License-Identifier: Apache-2.0
// counterbell-bench-arrivals [--rate N] [--seconds N] < what `counterbell-sandbox up` printed
// Posts signed messages of customers to the relay at an even pace and says as one JSON line when each had come to a
// console's connection.
#include "tests/bench/arrivals/arrivals.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>
#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace counterbell;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"rate"_s, u"messages a second"_s, u"N"_s, u"100"_s});
    parser.addOption({u"seconds"_s, u"for how long"_s, u"N"_s, u"10"_s});
    parser.addHelpOption();
    parser.process(application);
    QFile input;
    (void)input.open(stdin, QIODevice::ReadOnly);
    const auto ready = QJsonDocument::fromJson(input.readAll()).object();
    const auto word = [&](QLatin1StringView name) { return ready[name].toString(); };
    const int rate = parser.value(u"rate"_s).toInt();
    const int seconds = parser.value(u"seconds"_s).toInt();
    if (ready.isEmpty() || rate < 1 || seconds < 1) {
        std::fprintf(stderr, "counterbell-bench-arrivals: needs what the sandbox printed on its standard input.\n");
        return 2;
    }
    qputenv("COUNTERBELL_TOKEN", word("token"_L1).toUtf8());
    try {
        bench::Arrivals arrivals(QUrl(word("core"_L1)), QUrl(word("webhookUrl"_L1)),
                                 {word("publicWebhookUrl"_L1).toUtf8(), word("statusUrl"_L1).toUtf8(),
                                  word("authToken"_L1).toUtf8(), word("accountSid"_L1), word("whatsappSender"_L1),
                                  word("smsSender"_L1)});
        std::printf("%s\n", QJsonDocument(arrivals.measure(rate, seconds)).toJson(QJsonDocument::Compact).constData());
    } catch (const std::exception &error) {
        std::fprintf(stderr, "counterbell-bench-arrivals: %s\n", error.what());
        return 1;
    }
    return 0;
}
