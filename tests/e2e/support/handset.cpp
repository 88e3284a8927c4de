// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/handset.h"

using namespace Qt::StringLiterals;

namespace counterbell::e2e
{

Handset::Handset(SandboxControl &sandbox, const QString &number) : m_sandbox(sandbox), m_number(number) {}

QString Handset::writes(const QString &body, const QString &channel)
{
    return writes(QJsonObject{{u"channel"_s, channel}, {u"body"_s, body}});
}

QString Handset::writes(const QJsonObject &message)
{
    const auto answer = m_sandbox.http().postJson(url("/messages"_L1), message);
    if (answer.status != 201)
        qWarning("the handset could not write: %d %s", answer.status, answer.body.constData());
    return answer.json()["sid"_L1].toString();
}

QJsonArray Handset::received()
{
    return m_sandbox.http().get(url("/messages"_L1)).json()["items"_L1].toArray();
}

QStringList Handset::bodies(const QString &channel)
{
    QStringList bodies;
    for (const auto items = received(); const auto &item : items) {
        if (channel.isEmpty() || item["channel"_L1].toString() == channel)
            bodies.append(item["body"_L1].toString());
    }
    return bodies;
}

bool Handset::set(const QJsonObject &abilities)
{
    const auto answer = m_sandbox.http().sendJson("PATCH", url(), abilities);
    if (answer.status != 200)
        qWarning("the handset was not changed: %d %s", answer.status, answer.body.constData());
    return answer.status == 200;
}

QString Handset::url(QLatin1StringView below) const
{
    return u"%1/sandbox/handsets/%2"_s.arg(m_sandbox.base(), QString::fromLatin1(QUrl::toPercentEncoding(m_number))) +
           below;
}

} // namespace counterbell::e2e
