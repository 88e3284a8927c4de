# SPDX-License-Identifier: Apache-2.0
"""Made-up trees: (rule, files, words of the one offence it must name) and (rule, files, why it passes)."""

LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"
TOP = ("LICENSE", "README.md", "CONTRIBUTING.md", ".clang-format", ".clang-tidy", "CMakePresets.json")


def cpp(body, path="core/jobs/job_service.cpp"):
    return {path: LICENCE + body}


def library(folder, text):
    return {f"{folder}/CMakeLists.txt": "# SPDX-License-Identifier: Apache-2.0\n" + text}


def header(*paths):
    return {path: LICENCE + "#pragma once\n" for path in paths}


OFFENCES = [
    ("includes_are_written_from_the_root", cpp('#include "job_service.h"\n') | header("core/jobs/job_service.h"), '"job_service.h"'),
    ("includes_are_written_from_the_root", cpp('#include "../api/id.h"\n') | header("core/api/id.h"), "../api/id.h"),
    ("includes_are_written_from_the_root", cpp('#include "core/jobs/gone.h"\n'), "core/jobs/gone.h"),
    ("includes_are_written_from_the_root", cpp("#include <core/api/id.h>\n"), "with quotes"),
    ("folders_include_only_what_they_may", cpp('#include "core/store/store.h"\n', "ui/jobs/page.cpp"), "ui/ may not"),
    ("folders_include_only_what_they_may", cpp('#include "ui/jobs/page.h"\n'), "core/ may not"),
    ("folders_include_only_what_they_may", cpp('#include "app/core/options.h"\n'), "core/ may not"),
    ("folders_include_only_what_they_may", cpp('#include "core/api/id.h"\n', "app/sandbox/up.cpp"), "app/sandbox/ may not"),
    ("folders_include_only_what_they_may", cpp('#include "core/api/id.h"\n', "app/relay/relay.cpp"), "app/relay/ may not"),
    ("folders_include_only_what_they_may", cpp('#include "core/rpc/server.h"\n', "app/console/main.cpp"), "app/console/ may not"),
    ("folders_include_only_what_they_may", cpp('#include "core/api/id.h"\n', "tests/app/sandbox/tst_up.cpp"), "tests/app/sandbox/ may not"),
    ("foundations_know_no_capability", cpp('#include "core/jobs/ticket.h"\n', "core/store/store.cpp"), "core/store may not"),
    ("foundations_know_no_capability", cpp('#include "core/store/store.h"\n', "core/api/job.h"), "core/api may not"),
    ("the_contract_is_values_only", cpp("#include <openssl/evp.h>\n", "core/api/id.h"), "openssl/evp.h"),
    ("the_contract_is_values_only", cpp("#include <qcorotask.h>\n", "core/api/id.h"), "qcorotask.h"),
    ("the_relay_knows_no_qt", cpp("#include <QString>\n", "app/relay/intake.cpp"), "QString"),
    ("the_relay_knows_no_qt", cpp("#include <qglobal.h>\n", "app/relay/intake.cpp"), "qglobal.h"),
    ("the_relay_knows_no_qt", cpp('#include "core/api/id.h"\n', "core/webhooks/link_protocol.h"), "std alone"),
    ("services_speak_to_no_socket", cpp("#include <QTcpSocket>\n"), "QTcpSocket"),
    ("services_speak_to_no_socket", cpp("#include <QNetworkAccessManager>\n", "core/jobs/job_repository.h"), "QNetworkAccessManager"),
    ("folders_make_no_circles", cpp('#include "core/team/pin.h"\n') | cpp('#include "core/jobs/ticket.h"\n', "core/team/pin.h"),
     "core/jobs, core/team"),
    ("libraries_make_no_circles", library("core/a", "counterbell_library(core_a PRIVATE core_b)") | library("core/b", "counterbell_library(core_b PUBLIC core_a)"),
     "core_a, core_b"),
    ("libraries_link_only_what_they_may", library("core/api", "counterbell_library(core_api PUBLIC Qt6::Network)"), "Qt6::Network"),
    ("libraries_link_only_what_they_may",
     library("app/relay", "add_library(relay STATIC a.cpp)\ntarget_link_libraries(relay\n  PUBLIC tl::expected\n  PRIVATE Qt6::Core)"), "Qt6::Core"),
    ("libraries_link_only_what_they_may",
     library("app/sandbox", "add_library(sandbox a.cpp)\ntarget_link_libraries(sandbox core_api)") | library("core/api", "counterbell_library(core_api)"), "core_api"),
    ("libraries_link_only_what_they_may",
     library("ui/jobs", "counterbell_library(ui_jobs PRIVATE core_store)") | library("core/store", "counterbell_library(core_store)"), "core_store"),
    ("libraries_link_only_what_they_may",
     library("core/jobs", "counterbell_library(core_jobs PRIVATE ui_jobs)") | library("ui/jobs", "counterbell_library(ui_jobs)"), "ui_jobs"),
    ("includes_follow_links",
     cpp('#include "core/team/pin.h"\n') | header("core/team/pin.h") | library("core/jobs", "counterbell_library(core_jobs PUBLIC core_api)")
     | library("core/team", "counterbell_library(core_team)"), "does not link core_team"),
    ("sql_stands_in_repositories", cpp('auto a = u"SELECT id FROM jobs"_s;'), "SELECT id FROM jobs"),
    ("sql_stands_in_repositories", cpp('auto a = u"UPDATE jobs "\n  // why\n  "SET status = ?"_s;'), "UPDATE jobs SET"),
    ("sql_stands_in_repositories", cpp('auto a = R"(\n  insert into jobs values (?))";'), "insert into jobs"),
    ("sql_stands_in_repositories", cpp('auto a = u"SELECT "_s + kColumns;', "core/jobs/columns.h"), "SELECT"),
    ("dialect_words_stand_in_the_dialect", cpp('auto a = u"PRAGMA user_version"_s;', "core/store/store.cpp"), "PRAGMA"),
    ("dialect_words_stand_in_the_dialect", cpp('auto a = u"INSERT OR REPLACE INTO jobs"_s;', "core/jobs/job_repository.cpp"), "INSERT OR REPLACE"),
    ("dialect_words_stand_in_the_dialect", cpp("int f(sqlite3 *db) { return sqlite3_changes(db); }", "core/store/connection.cpp"), "sqlite3_changes"),
    ("lists_page_by_key", cpp('auto a = u"SELECT id FROM jobs LIMIT ? OFFSET ?"_s;', "core/jobs/job_repository.cpp"), "OFFSET"),
    ("nothing_is_a_singleton", cpp("void f() { Settings::instance().load(); }"), "Settings::instance()"),
    ("nothing_is_a_singleton", cpp("struct S { static S &instance(); };", "ui/shell/s.h"), "instance()"),
    ("nothing_is_a_singleton", cpp("Q_GLOBAL_STATIC(Settings, settings)"), "Q_GLOBAL_STATIC"),
    ("nothing_global_changes", cpp("namespace a { int calls = 0; }"), "int calls"),
    ("nothing_global_changes", cpp("namespace a\n{\nstd::vector<Job> jobs;\n}"), "std::vector<Job> jobs"),
    ("nothing_global_changes", cpp("void f()\n{\n    static int calls = 0;\n}"), "static int calls"),
    ("nothing_global_changes", cpp("int f() { if (true) { static Cache cache(3); } return 1; }"), "static Cache cache"),
    ("nothing_global_changes", cpp("class A { static Store *store; };"), "static Store *store"),
    ("nothing_global_changes", cpp("thread_local int depth;"), "thread_local int depth"),
    ("nothing_global_changes", cpp('static const char *name = "a";'), "static const char *name"),
    ("nothing_blocks", cpp("void f() { QCoreApplication::processEvents(); }"), "processEvents"),
    ("nothing_blocks", cpp("void f(QDialog &dialog) { dialog.exec(); }", "ui/jobs/page.cpp"), "exec"),
    ("nothing_blocks", cpp("void f(QProcess &p) { p.waitForFinished(); }"), "waitForFinished"),
    ("nothing_blocks", cpp("void f() { std::this_thread::sleep_for(1s); }"), "sleep_for"),
    ("awaited_calls_hold_no_captures", cpp("T f() { co_return co_await m_store.read([=](C &db) { return x; }); }"), "captures"),
    ("awaited_calls_hold_no_captures", cpp("T f()\n{\n    if (!co_await m_store.write(wrap([this, id](Tx &tx) -> Result<> { return {}; })))\n        co_return;\n}"),
     "job_service.cpp:4"),
    ("awaited_calls_hold_no_captures", cpp("T f() { g([&] { h(); }, co_await i()); }"), "captures"),
    ("files_are_flushed_before_they_are_committed",
     cpp("bool f() {\n    QSaveFile file(p);\n    return file.write(a) == 1 && file.commit();\n}"), "job_service.cpp:4"),
    ("folders_have_a_readme", cpp("", "core/jobs/ticket.cpp") | {"core/README.md": ""}, "core/jobs"),
    ("folders_have_a_readme", {"tools/a.sh": ""}, "tools"),
    ("files_are_short", cpp("\n" * 400), "401 lines"),
    ("files_begin_with_the_licence", {"core/a.cpp": "#pragma once\n"}, "core/a.cpp:1"),
    ("files_begin_with_the_licence", {"core/CMakeLists.txt": "#SPDX - License - Identifier : Apache - 2.0\n"}, "core/CMakeLists.txt:1"),
    ("nothing_is_left_unfinished", cpp("int a; // TO" + "DO: more\n"), "job_service.cpp:2"),
    ("tools_are_configured", {name: "" for name in TOP if name != ".clang-tidy"}, ".clang-tidy"),
]

PASSES = [
    ("includes_are_written_from_the_root",
     cpp('#include "core/api/id.h"\n#include "counterbell_version.h"\n#include <QString>\n') | header("core/api/id.h"), "from the root, generated, Qt's"),
    ("includes_are_written_from_the_root", cpp('// #include "nowhere.h"\n/*\n#include "nowhere.h"\n*/\n'), "a comment includes nothing"),
    ("folders_include_only_what_they_may",
     cpp('#include "core/webhooks/link_protocol.h"\n', "app/relay/a.cpp") | cpp('#include "core/api/id.h"\n', "ui/a.cpp")
     | cpp('#include "ui/a.h"\n#include "core/api/id.h"\n', "app/console/a.cpp") | cpp('#include "core/store/store.h"\n', "app/core/a.cpp"), "all that is allowed"),
    ("foundations_know_no_capability", cpp('#include "core/store/a.h"\n#include "core/api/id.h"\n', "core/store/store.cpp"), "itself and the contract"),
    ("the_contract_is_values_only", cpp("#include <QString>\n#include <vector>\n#include <tl/expected.hpp>\n", "core/api/id.h"), "Qt Core, std, tl"),
    ("the_relay_knows_no_qt", cpp("#include <boost/asio.hpp>\n#include <queue>\n#include <sqlite3.h>\n", "app/relay/a.cpp"), "queue is not Qt's"),
    ("services_speak_to_no_socket", cpp("#include <QTcpSocket>\n", "core/messaging/http_client.cpp"), "a client may"),
    ("folders_make_no_circles", cpp('#include "core/jobs/ticket.h"\n#include "core/api/id.h"\n') | header("core/jobs/ticket.h"), "its own folder is no circle"),
    ("libraries_make_no_circles", library("core/a", "counterbell_library(core_a PRIVATE core_b)") | library("core/b", "# core_a\ncounterbell_library(core_b)"),
     "a comment links nothing"),
    ("libraries_link_only_what_they_may",
     library("core/api", "counterbell_library(core_api)") | library("ui/a", "counterbell_library(ui_a PRIVATE core_api Qt6::Widgets)"), "ui/ links the contract"),
    ("includes_follow_links",
     cpp('#include "core/team/pin.h"\n#include "core/api/id.h"\n') | header("core/team/pin.h", "core/api/id.h")
     | library("core/jobs", "counterbell_library(core_jobs PRIVATE core_team)") | library("core/team", "counterbell_library(core_team PUBLIC core_api)")
     | library("core/api", "counterbell_library(core_api)"), "directly, and passed on with PUBLIC"),
    ("sql_stands_in_repositories",
     cpp('auto a = u"SELECT id FROM jobs"_s;', "core/jobs/job_repository.cpp") | cpp('auto a = u"DELETE FROM tasks"_s;', "core/store/store.cpp"), "their place"),
    ("sql_stands_in_repositories", cpp('// SELECT id FROM jobs\nauto a = u"Select a template from the list, or update your settings"_s;'), "prose and comments"),
    ("dialect_words_stand_in_the_dialect", cpp('auto a = u"PRAGMA foreign_keys=ON"_s;', "core/store/sqlite_dialect.cpp"), "the dialect"),
    ("lists_page_by_key", cpp('auto a = u"WHERE (at, id) < (?, ?) LIMIT ?"_s; // no OFFSET\n', "core/jobs/job_repository.cpp"), "by key"),
    ("nothing_is_a_singleton", cpp("void f() { QCoreApplication::instance()->quit(); } // Settings::instance()"), "Qt's own"),
    ("nothing_global_changes",
     cpp("""namespace a
{
constexpr int kMost = 3;
const auto kWord = u"a"_s;
inline constexpr std::array<int, 2> kPair{1, 2};
enum class E { A, B };
struct S { static S from(int a); static constexpr int k = 1; int member = 0; Q_SIGNALS: void changed(); };
template <class I>
requires(std::integral<I> && !std::same_as<I, bool>)
struct Json<I> { static I read(const X &x) { static const QRegularExpression re(u"a"_s); return 1; } };
static int helper(int a, int b = 3);
using Row = std::map<int, int>;
bool operator==(const S &a, const S &b);
extern "C" { int f(); }
S::S(int a) : m_a{a}, m_b(1) { int x = 0; for (int i = 0; i < 3; ++i) { x += 1'000; } }
const auto kRule = [](int a) { int local = a; return local; };
}
"""), "constants, functions, members and locals"),
    ("nothing_blocks", cpp("bool f(QSqlQuery &query) { return query.exec(); }", "core/store/connection.cpp"), "a query on the store's thread"),
    ("awaited_calls_hold_no_captures",
     cpp("""T f()
{
    auto reading = m_store.read([now](C &db) { return x; });
    const auto a = (co_await std::move(reading)).value_or(m_list[i]);
    const auto b = co_await m_store.read([](C &db) -> R { return all(db, [&](int i) { return i; }); });
    [[maybe_unused]] const auto c = co_await g(rows[n]);
    if (co_await h()) {
        k([this] { l(); });
    }
}
"""), "named first, without captures, an index, a later statement"),
    ("files_are_flushed_before_they_are_committed",
     cpp("bool f()\n{\n    QSaveFile file(p);\n    return file.write(a) == 1 && file.flush() && file.commit();\n}"), "flushed first"),
    ("folders_have_a_readme", {"core/README.md": "", "core/jobs/README.md": "", "core/jobs/ticket.h": "", ".ci/run": "", "README.md": ""}, "each has one"),
    ("files_are_short", cpp("\n" * 399), "400 lines"),
    ("files_begin_with_the_licence", {"a.py": "#!/usr/bin/env python3\n# SPDX-License-Identifier: Apache-2.0\n"}, "below what starts it"),
    ("nothing_is_left_unfinished", cpp("// toDouble, TODOs of a customer are jobs\n"), "other words"),
    ("tools_are_configured", {name: "" for name in TOP}, "all there"),
]
