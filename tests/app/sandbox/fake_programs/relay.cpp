// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTcpServer>
#include <QUuid>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace
{

/// The value of one top-level key of the configuration; enough for what `up` writes.
QString valueOf(const QString &key, const QString &text)
{
    return QRegularExpression(u"^%1 = \"(.*)\"$"_s.arg(key), QRegularExpression::MultilineOption)
        .match(text)
        .captured(1);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto words = app.arguments();
    QFile configuration(words.value(2));
    if (words.value(1) != u"--config"_s || !configuration.open(QIODevice::ReadOnly))
        return 2;
    const auto text = QString::fromUtf8(configuration.readAll());
    const auto directory = QFileInfo(configuration.fileName()).absolutePath();

    if (words.mid(3, 2) == QStringList{u"tenant"_s, u"add"_s}) {
        QFile tenants(directory + u"/tenants"_s);
        if (!tenants.open(QIODevice::Append))
            return 1;
        tenants.write(words.value(5).toUtf8() + '\n');
        std::printf("%s#%s.%s\n", qPrintable(valueOf(u"public_url"_s, text)),
                    qPrintable(QUuid::createUuid().toString(QUuid::Id128)), "once");
        return 0;
    }

    const auto listen = valueOf(u"listen"_s, text);
    QTcpServer server;
    if (!server.listen(QHostAddress(listen.section(u':', 0, 0)), listen.section(u':', 1).toUShort()))
        return 1;
    QFile pid(directory + u"/pid"_s);
    if (!pid.open(QIODevice::WriteOnly))
        return 1;
    pid.write(QByteArray::number(QCoreApplication::applicationPid()));
    pid.close();
    return app.exec();
}
