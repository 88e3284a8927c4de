// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres_url.h"

#include <libpq-fe.h>

namespace counterbell::store
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kLongestUrl = 2000;

tl::unexpected<QString> wrong(const QString &sentence)
{
    return tl::unexpected<QString>(sentence);
}

/// Where the server is and who we are to it. Nothing that sets what a session does: that is the dialect's.
bool isAllowed(const QString &word)
{
    static const QStringList words{u"host"_s,
                                   u"hostaddr"_s,
                                   u"port"_s,
                                   u"dbname"_s,
                                   u"user"_s,
                                   u"service"_s,
                                   u"passfile"_s,
                                   u"sslmode"_s,
                                   u"sslcert"_s,
                                   u"sslkey"_s,
                                   u"sslrootcert"_s,
                                   u"sslcrl"_s,
                                   u"sslcrldir"_s,
                                   u"sslsni"_s,
                                   u"ssl_min_protocol_version"_s,
                                   u"channel_binding"_s,
                                   u"gssencmode"_s,
                                   u"krbsrvname"_s,
                                   u"connect_timeout"_s,
                                   u"target_session_attrs"_s,
                                   u"keepalives_idle"_s,
                                   u"keepalives_interval"_s,
                                   u"keepalives_count"_s,
                                   u"tcp_user_timeout"_s,
                                   u"application_name"_s};
    return words.contains(word);
}

/// A value that can't be said to Qt's driver, which knows libpq's quotes but takes a semicolon for a blank.
bool isOrdinary(const QString &value)
{
    return std::none_of(value.begin(), value.end(),
                        [](QChar c) { return c == u';' || c.category() == QChar::Other_Control; });
}

/// libpq leaves this to the moment of connecting.
bool arePorts(const QString &value)
{
    const auto ports = value.split(u',');
    return std::all_of(ports.begin(), ports.end(), [](const QString &port) {
        bool isNumber = false;
        return port.isEmpty() || (port.toUShort(&isNumber) > 0 && isNumber);
    });
}

struct FreeOptions {
    void operator()(PQconninfoOption *options) const { PQconninfoFree(options); }
};

} // namespace

tl::expected<PostgresLocation, QString> readPostgresUrl(const QString &url)
{
    if (!url.startsWith("postgresql://"_L1) && !url.startsWith("postgres://"_L1))
        return wrong(u"The store given to --store is neither \"sqlite\" nor a URL that begins with postgresql://."_s);
    if (url.size() > kLongestUrl)
        return wrong(u"The URL given to --store is longer than %1 characters."_s.arg(kLongestUrl));
    if (!isOrdinary(url))
        return wrong(u"The URL given to --store holds a semicolon or a control character; neither can be used."_s);
    char *problem = nullptr; // libpq's text may repeat the URL, and a password in it
    const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(url.toUtf8().constData(), &problem));
    PQfreemem(problem);
    if (!options)
        return wrong(u"The URL given to --store can't be read: it is not of the form "
                     "postgresql://user@host:port/database."_s);
    PostgresLocation location;
    for (const auto *option = options.get(); option->keyword; ++option) {
        if (!option->val)
            continue;
        const auto word = QString::fromLatin1(option->keyword);
        const auto value = QString::fromUtf8(option->val);
        if (word == u"password"_s || word == u"sslpassword"_s)
            return wrong(u"The URL given to --store holds a password, and command lines are public: put it into "
                         "~/.pgpass or into a service file (~/.pg_service.conf) instead."_s);
        if (!isAllowed(word))
            return wrong(u"The URL given to --store holds the parameter \"%1\", which can't be set there."_s.arg(word));
        if (!isOrdinary(value))
            return wrong(u"The URL given to --store holds a semicolon or a control character in \"%1\"."_s.arg(word));
        if (word == u"port"_s && !arePorts(value))
            return wrong(u"The URL given to --store names no proper port: it is of the form "
                         "postgresql://user@host:port/database."_s);
        location.parameters.insert(word, value);
    }
    if (!location.parameters.contains(u"dbname"_s) && !location.parameters.contains(u"service"_s))
        return wrong(u"The URL given to --store names no database: it is of the form "
                     "postgresql://user@host:port/database."_s);
    return location;
}

} // namespace counterbell::store
