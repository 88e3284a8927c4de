# SPDX-License-Identifier: Apache-2.0
"""What code may say where: SQL, dialect words, globals, blocking calls, awaited lambdas (DESIGN 2 and 3)."""
import re

from cpp_text import capturing_lambdas_awaited, without_template
from tree import Offence

# Beside *_repository.* and core/store/, and why.
SQL_FILES = {
    "core/inbox/word_index_sqlite.cpp": "SearchIndex: its SQL differs between databases (DESIGN 2)",
    "core/inbox/word_index_postgres.cpp": "SearchIndex: its SQL differs between databases (DESIGN 2)",
    "core/messaging/recipient_index.cpp": "the same for recipients of sends",
}
DIALECT_FILES = {
    "core/store/sqlite_dialect.cpp": "the dialect itself",
    "core/store/postgres_dialect.cpp": "the dialect itself",
    "core/store/postgres_url.cpp": "what libpq calls its files",
    "app/core/store_migration.cpp": "from one database into the other",
    "core/store/dialect.h": "what a dialect is asked",
    "app/core/backup_command.cpp": "names the server's own tools to the person who asked",
    "app/core/restore_command.cpp": "the same",
    "core/store/backup.cpp": "copies the file of an SQLite database; PostgreSQL brings its own tools",
    "core/store/database_check.cpp": "SQLite checks its file on request; PostgreSQL looks after its own",
    "core/inbox/word_index_sqlite.cpp": "SearchIndex: FTS5 here, tsvector there",
    "core/inbox/word_index_postgres.cpp": "SearchIndex: tsvector here, FTS5 there",
    "core/messaging/recipient_index.cpp": "the same for recipients of sends",
}
# State that only a global can hold, with the reason.
GLOBAL_FILES = {
    "app/sandbox/json_log.cpp": "Qt's message handler is a bare function",
    "app/console/quit_signals.cpp": "a signal handler is a bare function",
    "app/sandbox/termination.cpp": "a signal handler is a bare function",
    "core/async/logging.cpp": "Qt's message handler is a bare function",
    "core/async/termination.cpp": "a signal handler is a bare function",
    "core/store/sqlite_dialect.cpp": "SQLite's progress handler is called often and must not search: a deadline per thread",
}
OWN_INSTANCES = ("QCoreApplication",)

_STATEMENT = re.compile(
    r"^\s*(?:SELECT|INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|WITH\s+\w+\s+AS|REPLACE\s+INTO)\b"
    r"|\bSELECT\b.+\bFROM\b|\bINSERT\s+(?:OR\s+\w+\s+)?INTO\b|\bUPDATE\s+\S+\s+SET\b|\bDELETE\s+FROM\b",
    re.S,
)
_LOWER_CASE = re.compile(r"^\s*(?:select\s.+\sfrom|insert\s+into|update\s+\S+\s+set|delete\s+from)\s", re.S)
_DIALECT = re.compile(
    r"\b(?:PRAGMA|AUTOINCREMENT|sqlite3?_\w+|INSERT\s+OR\s+\w+|GLOB|MATCH|rowid|strftime|julianday|json_\w+\(|"
    r"pg_\w+|BIGSERIAL|ILIKE|tsvector|FOR\s+UPDATE|QSQLITE|QPSQL)\b"
)


def sql_stands_in_repositories(tree):
    for path in tree.cpp("core/"):
        if path.startswith("core/store/") or re.search(r"_repository\.(cpp|h)$", path) or path in SQL_FILES:
            continue
        for line, literal in tree.source(path).literals:
            if _STATEMENT.search(literal) or _LOWER_CASE.match(literal):
                yield Offence(path, line, f"SQL outside a repository: {' '.join(literal.split())[:60]}…")


def dialect_words_stand_in_the_dialect(tree):
    for path in tree.cpp("core/", "app/core/"):
        if path in DIALECT_FILES:
            continue
        source = tree.source(path)
        for line, literal in source.literals:
            for word in _DIALECT.findall(literal):
                yield Offence(path, line, f"{word} is one database's word; it belongs into core/store/dialect.h.")
        for m in re.finditer(r"\bsqlite3_\w+", source.code):
            yield Offence(path, source.line(m.start()), f"{m.group()} is one database's word; it belongs into core/store/dialect.h.")


def lists_page_by_key(tree):
    for path in tree.cpp("core/", "ui/", "app/core/"):
        for line, literal in tree.source(path).literals:
            if re.search(r"\bOFFSET\b", literal):
                yield Offence(path, line, "OFFSET: lists page by key, since rows arrive meanwhile (STYLE 4).")


def nothing_is_a_singleton(tree):
    for path in tree.cpp("core/", "ui/", "app/"):
        source = tree.source(path)
        for m in re.finditer(r"\bQ_(?:APPLICATION_)?GLOBAL_STATIC\w*|(?:(\w+)\s*::\s*)?\binstance\s*\(\s*\)", source.code):
            if m.group(1) not in OWN_INSTANCES:
                yield Offence(path, source.line(m.start()), f"{m.group()}: no singletons; objects are passed in.")


def nothing_global_changes(tree):
    for path in tree.cpp("core/", "ui/", "app/"):
        if path in GLOBAL_FILES:
            continue
        for scope, line, statement in tree.source(path).statements():
            name = _mutable_variable(scope, without_template(statement))
            if name:
                yield Offence(path, line, f"`{' '.join(name.split())}` is a global that changes; objects are passed in.")


_NO_VARIABLE = re.compile(
    r"(?:using|typedef|friend|class|struct|union|enum|namespace|static_assert|concept|extern|return|goto|public|private|protected)\b"
)


def _mutable_variable(scope, statement):
    is_static = re.search(r"\b(?:static|thread_local)\b", statement)
    if scope == "enum" or _NO_VARIABLE.match(statement) or (scope != "namespace" and not is_static):
        return None
    # Only what stands before the name's initialiser or parameters says what is declared.
    end = re.search(r"[=({;]", statement)
    declared = statement[: end.start()] if end else statement
    if "operator" in declared or not re.match(r"[\w:<>,\s*&\[\]]+$", declared) or re.search(r"\bconcept\b", declared):
        return None
    is_call = end is not None and end.group() == "(" and not re.match(r"\(\s*[*&]", statement[end.start() :])
    if is_call and scope != "function":
        return None
    if scope == "function" and not re.match(r"(?:inline\s+|static\s+|thread_local\s+|constinit\s+)+", declared):
        return None
    if len(re.findall(r"[A-Za-z_]\w*", declared)) < 2:
        return None
    if re.search(r"\bconstexpr\b", declared):
        return None
    if re.search(r"\bconst\b", declared) and ("*" not in declared or re.search(r"\*\s*const\b", declared)):
        return None
    return declared


def nothing_blocks(tree):
    blocking = re.compile(
        r"\bprocessEvents\b|\bQEventLoop\b|\bwaitFor[A-Z]\w*|\bQCoro::waitFor\b|\bsleep_for\b|\bsleep_until\b|"
        r"\bQThread::\w*sleep\b|\b(?:u|nano)?sleep\s*\(|(?:\.|->|::)\s*exec\s*\("
    )
    for path in tree.cpp("core/", "ui/"):
        source = tree.source(path)
        for m in blocking.finditer(source.code):
            # QSqlQuery::exec, on the store's own threads.
            if path.startswith("core/store/") and m.group().startswith((".", "->")):
                continue
            yield Offence(path, source.line(m.start()), f"{m.group().strip('.( ')}: nothing blocks; await, or use a signal (DESIGN 3).")


def awaited_calls_hold_no_captures(tree):
    for path in tree.cpp("core/", "ui/", "app/", "tests/"):
        for line in capturing_lambdas_awaited(tree.source(path)):
            yield Offence(
                path, line, "a lambda with captures inside a co_await expression: GCC 12 destroys its captures twice; "
                "name what is awaited first (CONTRIBUTING).")


def files_are_flushed_before_they_are_committed(tree):
    """Qt 6.4's QSaveFile::commit() answers true for what a full disk did not take, and puts half a file in place."""
    for path in tree.cpp("core/", "ui/", "app/"):
        source = tree.source(path)
        if "QSaveFile" not in source.code and not ("m_file.commit" in source.code):
            continue
        for m in re.finditer(r"\b(\w+)\.commit\(\)", source.code):
            before = source.code[max(0, m.start() - 900) : m.start()]
            if not re.search(rf"\b{m.group(1)}\.(?:flush|cancelWriting)\(\)", before):
                yield Offence(path, source.line(m.start()),
                              "a QSaveFile is committed without flush() having said that all is written (CONTRIBUTING).")


RULES = [
    sql_stands_in_repositories,
    dialect_words_stand_in_the_dialect,
    lists_page_by_key,
    nothing_is_a_singleton,
    nothing_global_changes,
    nothing_blocks,
    awaited_calls_hold_no_captures,
    files_are_flushed_before_they_are_committed,
]
