// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/shortcuts.h"

#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace counterbell::ui;

class TestShortcuts : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    }

    void noTwoKeysAreTheSame()
    {
        const Shortcuts shortcuts(*m_settings);
        for (const auto &entry : shortcuts.entries())
            QVERIFY2(!shortcuts.conflict(entry.id, entry.key), qPrintable(entry.id));
    }

    void aKeyThatIsTakenIsNamedAndRefused()
    {
        Shortcuts shortcuts(*m_settings);
        QCOMPARE(shortcuts.conflict(u"inbox.find"_s, QKeySequence(u"Ctrl+R"_s)), u"Mark ready"_s);
        QVERIFY(!shortcuts.setKey(u"inbox.find"_s, QKeySequence(u"Ctrl+R"_s)));
        QCOMPARE(shortcuts.key(u"inbox.find"_s), QKeySequence(u"Ctrl+F"_s));
        QVERIFY(!shortcuts.setKey(u"no.such"_s, QKeySequence(u"Ctrl+Y"_s)));
    }

    void changesAreKeptAndCanBeTakenBack()
    {
        {
            Shortcuts shortcuts(*m_settings);
            QSignalSpy changed(&shortcuts, &Shortcuts::changed);
            QVERIFY(shortcuts.setKey(u"inbox.find"_s, QKeySequence(u"Ctrl+Shift+F"_s)));
            QVERIFY(shortcuts.setKey(u"search"_s, {})); // no key at all
            shortcuts.setLetters(true);
            QCOMPARE(changed.count(), 3);
        }
        Shortcuts again(*m_settings);
        QCOMPARE(again.key(u"inbox.find"_s), QKeySequence(u"Ctrl+Shift+F"_s));
        QCOMPARE(again.key(u"search"_s), QKeySequence());
        QVERIFY(again.hasLetters());
        again.resetAll();
        QCOMPARE(Shortcuts(*m_settings).key(u"search"_s), QKeySequence(u"Ctrl+K"_s));
    }

    void actsByTheKeyThatItIsNowAndByLettersWhereNobodyTypes()
    {
        Shortcuts shortcuts(*m_settings);
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        column->setSizeConstraint(QLayout::SetNoConstraint); // the offscreen platform warns of size hints
        auto *field = new QLineEdit;
        auto *list = new QWidget;
        list->setFocusPolicy(Qt::StrongFocus);
        column->addWidget(field);
        column->addWidget(list);
        int acted = 0;
        shortcuts.bind(u"job.ready"_s, &window, [&] { ++acted; });
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));

        list->setFocus();
        QTest::keyClick(list, Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(acted, 1);
        QTest::keyClick(list, Qt::Key_M); // letters start switched off
        QCOMPARE(acted, 1);
        QVERIFY(shortcuts.setKey(u"job.ready"_s, QKeySequence(u"Ctrl+Shift+R"_s)));
        shortcuts.setLetters(true);
        QTest::keyClick(list, Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(acted, 1);
        QTest::keyClick(list, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(list, Qt::Key_M);
        QCOMPARE(acted, 3);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_M);
        QCOMPARE(acted, 3);
        QCOMPARE(field->text(), u"m"_s);
    }
};

QTEST_MAIN(TestShortcuts)
#include "tst_shortcuts.moc"
