# SPDX-License-Identifier: Apache-2.0
"""C++ source as the rules see it: code without comments and strings, the string literals, the include lines.

No parser: enough of the lexical grammar to tell code from text, and enough of its blocks to tell a global from a
local. Offsets are kept, so that a line number can be said for everything.
"""
import re
from bisect import bisect_right

_TOKENS = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<raw>(?<!\w)(?:u8|u|U|L)?R"(?P<mark>[^()\\\s"]{0,16})\((?P<rawtext>.*?)\)(?P=mark)")
      | (?P<string>"(?:\\.|[^"\\\n])*")
      | (?P<number>(?<![\w'])\d(?:'?[\w.])*)
      | (?P<char>'(?:\\.|[^'\\\n])+')""",
    re.S | re.X,
)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"(?P<own>[^"\n]+)"|<(?P<other>[^>\n]+)>)', re.M)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.)*", re.M | re.S)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


class Source:
    """One file: `code` (same length as the text), `literals` and `includes` as (line, …) rows."""

    def __init__(self, text):
        self.text = text
        self._starts = [0] + [m.end() for m in re.finditer("\n", text)]
        self.literals = []
        pieces, at, literal_end = [], 0, None
        for token in _TOKENS.finditer(text):
            between = text[at : token.start()]
            pieces.append(between)
            kind, whole = token.lastgroup, token.group()
            if kind == "mark" or token.group("raw") is not None:
                kind = "raw"
            if kind in ("raw", "string"):
                value = token.group("rawtext") if kind == "raw" else whole[1:-1]
                # Neighbouring literals are one string; a comment between them changes nothing.
                if literal_end is not None and not "".join(pieces)[literal_end:].strip(" \n\tuUL8"):
                    line, before = self.literals[-1]
                    self.literals[-1] = (line, before + value)
                else:
                    self.literals.append((self.line(token.start()), value))
            pieces.append(whole if kind == "number" else _blank(whole) if kind == "comment" else _quoted(whole))
            at = token.end()
            if kind in ("raw", "string"):
                pieces = ["".join(pieces)]
                literal_end = len(pieces[0])
        pieces.append(text[at:])
        without_comments = "".join(pieces)
        # An include line's own quotes went blank as strings did: the lines are read from the text, where the code
        # still has a directive.
        self.includes = [
            (self.line(m.start()), m.group("own"), m.group("other"))
            for m in _INCLUDE.finditer(text)
            if without_comments[m.start() : m.end()].strip()
        ]
        self.code = _DIRECTIVE.sub(lambda m: _blank(m.group()), without_comments)

    def line(self, offset):
        return bisect_right(self._starts, offset)

    def statements(self):
        """(scope, line, text) of every statement; scope is namespace, class or function."""
        return list(_statements(self))


def _quoted(whole):
    return '"' + _blank(whole[1:-1]) + '"' if len(whole) > 1 else whole


def _block_kind(head, parents):
    if any(kind in ("function", "value") for kind in parents):
        return "function"
    if re.search(r"\bnamespace\b", head) or re.match(r'\s*extern\s*"', head):
        return "namespace"
    bare = without_template(head)
    if re.match(r"(?:typedef\s+)?enum\b", bare):
        return "enum"
    if re.match(r"(?:class|struct|union)\b", bare) and not re.search(r"\)\s*(?:const|noexcept)?\s*$", bare):
        return "class"
    plain = re.sub(r"operator\s*[=!<>+\-*/]+", "operator", bare)
    assigned = re.search(r"(?<![=!<>])=(?!=)", re.sub(r"\([^()]*\)", "()", plain))
    if assigned or (bare and ")" not in bare):
        return "value"
    return "function"


def without_template(statement):
    """The statement without leading macros, labels, attributes and `template <…>`."""
    rest = statement.strip()
    while True:
        before = rest
        rest = re.sub(r"^(?:public|protected|private|Q_SIGNALS|signals)(?:\s+Q_SLOTS)?\s*:(?!:)\s*", "", rest)
        rest = re.sub(r"^Q_[A-Z_]+(?:\s*\([^()]*\))?\s*", "", rest)
        rest = re.sub(r"^\[\[.*?\]\]\s*", "", rest, flags=re.S)
        if re.match(r"template\s*<", rest):
            depth, i = 0, rest.index("<")
            for i in range(i, len(rest)):
                depth += {"<": 1, ">": -1}.get(rest[i], 0)
                if depth == 0:
                    break
            rest = rest[i + 1 :].strip()
        constraint = re.match(r"requires\s*(?=\()", rest)
        if constraint:
            rest = rest[_matching(rest, constraint.end()) + 1 :].strip()
        if rest == before:
            return rest


def _statements(source):
    code, kinds, start, parens = source.code, [], 0, 0
    paren_stack = []
    for i, c in enumerate(code):
        if c in "([":
            parens += 1
        elif c in ")]":
            parens = max(0, parens - 1)
        elif c == "{":
            head = code[start:i]
            kind = "value" if parens else _block_kind(head, kinds)
            if kind == "function" and any(k in ("function", "value") for k in kinds):
                yield "function", _first_line(source, start, head), head.strip()
            kinds.append(kind)
            paren_stack.append((parens, start))
            parens = 0
            start = i + 1
        elif c == "}":
            if kinds:
                kind = kinds.pop()
                parens, outer = paren_stack.pop()
                start = outer if kind == "value" or parens else i + 1
            else:
                start = i + 1
        elif c == ";" and parens == 0:
            text = code[start:i]
            if kinds and kinds[-1] in ("function", "value"):
                scope = "function"
            else:
                scope = kinds[-1] if kinds else "namespace"
            if text.strip():
                yield scope, _first_line(source, start, text), text.strip()
            start = i + 1


def _first_line(source, start, text):
    return source.line(start + len(text) - len(text.lstrip()))


_BEFORE_LAMBDA = re.compile(r"(?:^|[^\w\s\])\"]|\b(?:return|co_return|co_await|co_yield|case)\s)\s*$")


def capturing_lambdas_awaited(source):
    """Lines where a lambda with captures stands in the same full expression as a `co_await`."""
    code, lines = source.code, []
    for await_at in re.finditer(r"\bco_await\b", code):
        i, depth = _statement_start(code, await_at.start()), 0
        while i < len(code):
            c = code[i]
            if c == "[" and _BEFORE_LAMBDA.search(code[max(0, i - 40) : i]) and code[i + 1 : i + 2] != "[":
                close = _matching(code, i)
                body = re.compile(r"\s*(?:\((?:[^()]|\([^()]*\))*\))?[^;{}()]*(?:\([^()]*\))?[^;{}()]*\{").match(code, close + 1)
                if body:
                    if code[i + 1 : close].strip():
                        lines.append(source.line(i))
                    i = _matching(code, body.end() - 1) + 1
                    continue
            if c in "([{":
                if c == "{" and depth == 0 and code[:i].rstrip().endswith(")"):
                    break
                depth += 1
            elif c in ")]}":
                depth -= 1
                if c == "}" and depth < 0:
                    break
            elif c == ";" and depth <= 0:
                break
            i += 1
    return sorted(set(lines))


def _statement_start(code, at):
    """Where the statement around `at` begins: behind a `;`, an opening brace, or a block that ends before it."""
    depth = 0
    for i in range(at - 1, -1, -1):
        c = code[i]
        if c in ")]" or (c == "}" and (depth or re.match(r"\s*[,).]", code[i + 1 : i + 80]))):
            depth += 1
        elif depth and c in "([{":
            depth -= 1
        elif not depth and c in ";{}":
            return i + 1
    return 0


def _matching(code, at):
    depth = 0
    for i in range(at, len(code)):
        depth += (code[i] in "([{") - (code[i] in ")]}")
        if depth == 0:
            return i
    return len(code) - 1
