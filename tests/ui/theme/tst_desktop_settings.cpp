// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/desktop_settings.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVariant>
#include <QLabel>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

using namespace counterbell::ui;
using namespace Qt::StringLiterals;

using Namespaces = QMap<QString, QVariantMap>;
Q_DECLARE_METATYPE(Namespaces)

/// The desktop's portal as far as looks go.
class Portal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    Namespaces values;

public Q_SLOTS:
    Namespaces ReadAll(const QStringList &namespaces)
    {
        Namespaces answer;
        for (const auto &name : namespaces) {
            if (values.contains(name))
                answer[name] = values[name];
        }
        return answer;
    }

Q_SIGNALS:
    void SettingChanged(const QString &space, const QString &key, const QDBusVariant &value);
};

/// With a real bus of its own.
class TestDesktopSettings : public QObject
{
    Q_OBJECT

private:
    static constexpr auto kAppearance = "org.freedesktop.appearance"_L1;
    static constexpr auto kGnome = "org.gnome.desktop.interface"_L1;

    QTemporaryDir m_folder;
    QProcess m_daemon;
    Portal m_portal;
    QString m_address;
    int m_clients = 0;

    QDBusConnection client() { return QDBusConnection::connectToBus(m_address, u"client%1"_s.arg(++m_clients)); }

    void set(const QString &space, const QString &key, const QVariant &value)
    {
        m_portal.values[space][key] = value;
        Q_EMIT m_portal.SettingChanged(space, key, QDBusVariant(value));
    }

private Q_SLOTS:
    void initTestCase()
    {
        qDBusRegisterMetaType<Namespaces>();
        qRegisterMetaType<QDBusVariant>();
        m_address = "unix:path="_L1 + m_folder.filePath(u"bus"_s);
        m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, "--address="_L1 + m_address,
                                          u"--print-address"_s});
        QVERIFY(m_daemon.waitForReadyRead());
        auto bus = QDBusConnection::connectToBus(m_address, u"portal"_s);
        QVERIFY(bus.isConnected());
        QVERIFY(bus.registerObject(u"/org/freedesktop/portal/desktop"_s, &m_portal,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(bus.registerService(u"org.freedesktop.portal.Desktop"_s));
    }

    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(u"portal"_s);
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    void init() { m_portal.values.clear(); }

    void readsTheSchemeAndFollowsIt()
    {
        m_portal.values[kAppearance][u"color-scheme"_s] = 1u;
        m_portal.values[kGnome][u"text-scaling-factor"_s] = 1.3;
        m_portal.values[kGnome][u"enable-animations"_s] = false;
        DesktopSettings settings(client());
        QTRY_COMPARE(settings.look(), (DesktopLook{Scheme::Dark, 1.3, false}));

        set(kAppearance, u"color-scheme"_s, 2u);
        QTRY_COMPARE(settings.look().scheme, Scheme::Light);
        set(kGnome, u"enable-animations"_s, true);
        QTRY_VERIFY(settings.look().hasAnimations);
        set(kAppearance, u"color-scheme"_s, 0u); // no preference
        set(kAppearance, u"color-scheme"_s, 1u);
        QTRY_COMPARE(settings.look().scheme, Scheme::Dark);
    }

    void valuesThatCantBeAreBounded_data()
    {
        QTest::addColumn<QVariant>("given");
        QTest::addColumn<double>("scale");
        QTest::newRow("huge") << QVariant(50.0) << 3.0;
        QTest::newRow("tiny") << QVariant(0.01) << 0.5;
        QTest::newRow("negative") << QVariant(-1.0) << 1.0;
        QTest::newRow("words") << QVariant(u"large"_s) << 1.0;
        QTest::newRow("not a number") << QVariant(qQNaN()) << 1.0;
        QTest::newRow("large text") << QVariant(1.25) << 1.25;
    }
    void valuesThatCantBeAreBounded()
    {
        QFETCH(QVariant, given);
        QFETCH(double, scale);
        m_portal.values[kGnome][u"text-scaling-factor"_s] = given;
        m_portal.values[kAppearance][u"color-scheme"_s] = 1u;
        DesktopSettings settings(client());
        QTRY_COMPARE(settings.look().scheme, Scheme::Dark); // the answer is there
        QCOMPARE(settings.look().textScale, scale);
    }

    void withoutABusTheLooksStayAsTheyAre()
    {
        DesktopSettings settings(QDBusConnection(u"nowhere"_s));
        QCOMPARE(settings.look(), DesktopLook());
    }

    void theThemeFollowsTheDesktopOnlyWhenToldTo()
    {
        m_portal.values[kAppearance][u"color-scheme"_s] = 2u;
        Theme theme(std::make_unique<DesktopSettings>(client()));
        QSignalSpy changed(&theme, &Theme::schemeChanged);
        QLabel label;
        label.setProperty("kind", u"meta"_s);
        label.show();
        const auto written = [&] { return label.palette().color(QPalette::WindowText); };
        QTRY_COMPARE(written(), colors(Scheme::Light).text3);

        set(kAppearance, u"color-scheme"_s, 1u);
        QTRY_COMPARE(theme.scheme(), Scheme::Dark);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(schemeOf(QApplication::palette()), Scheme::Dark);
        QCOMPARE(schemeOf(label.palette()), Scheme::Dark);
        QCOMPARE(written(), colors(Scheme::Dark).text3);
        QCOMPARE(QToolTip::palette().color(QPalette::ToolTipBase), colors(Scheme::Dark).toast);

        theme.setMode(Theme::Mode::Light);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(schemeOf(QApplication::palette()), Scheme::Light);
        set(kGnome, u"text-scaling-factor"_s, 1.3);
        QTRY_COMPARE(QApplication::font().pixelSize(), 17);
        QCOMPARE(schemeOf(QApplication::palette()), Scheme::Light);
        theme.setMode(Theme::Mode::System);
        QCOMPARE(schemeOf(QApplication::palette()), Scheme::Dark);
        QCOMPARE(changed.count(), 3);
    }

    void nothingMovesWhereTheDesktopWantsNoMovement()
    {
        m_portal.values[kGnome][u"enable-animations"_s] = false;
        Theme theme(std::make_unique<DesktopSettings>(client()));
        const auto duration = [] { return QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration); };
        QTRY_COMPARE(duration(), 0);
        set(kGnome, u"enable-animations"_s, true);
        QTRY_COMPARE(duration(), 120);
    }
};

QTEST_MAIN(TestDesktopSettings)
#include "tst_desktop_settings.moc"
