# SPDX-License-Identifier: Apache-2.0
"""A source tree as the rules see it: its files, its C++ sources, the link lists of its CMake files."""
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cpp_text import Source

SKIPPED = {"build", "node_modules", "__pycache__"}


@dataclass(frozen=True)
class Offence:
    path: str
    line: int
    sentence: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.sentence}" if self.line else f"{self.path}: {self.sentence}"


@dataclass
class Library:
    name: str
    folder: str
    public: set
    private: set


class Tree:
    def __init__(self, root):
        self.root = Path(root)
        self.files = sorted(p.relative_to(self.root).as_posix() for p in self._walk(self.root) if p.is_file())
        self.source = lru_cache(maxsize=None)(self.source)

    def _walk(self, folder):
        for entry in folder.iterdir():
            if entry.name in SKIPPED or entry.name == ".git":
                continue
            yield entry
            if entry.is_dir() and not entry.is_symlink():
                yield from self._walk(entry)

    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8")

    def source(self, path):
        return Source(self.text(path))

    def cpp(self, *folders):
        return [f for f in self.files if f.endswith((".h", ".cpp")) and f.startswith(folders)]

    def folders(self, top):
        """`top` and every folder below it that holds a file."""
        found = {top} if any(f.startswith(top + "/") for f in self.files) else set()
        for f in self.files:
            parts = f.split("/")[:-1]
            if parts and parts[0] == top:
                found.update("/".join(parts[: n + 1]) for n in range(len(parts)))
        return sorted(found)

    def libraries(self):
        """Project targets by name, read from counterbell_library, add_library, add_executable and their links."""
        found = {}
        for path in self.files:
            if path.rsplit("/", 1)[-1] != "CMakeLists.txt" or not path.startswith(("core/", "app/", "ui/", "resources/")):
                continue
            folder = path.rsplit("/", 1)[0]
            text = re.sub(r"#[^\n]*", "", self.text(path))
            for call in re.finditer(r"(\w+)\s*\(([^()]*)\)", text):
                words = call.group(2).split()
                if call.group(1) in ("add_library", "add_executable", "qt_add_library", "counterbell_library") and words:
                    found[words[0]] = Library(words[0], folder, set(), set())
                if call.group(1) in ("target_link_libraries", "counterbell_library") and words:
                    # Without a keyword CMake passes a link on, as PUBLIC does.
                    into = found.setdefault(words[0], Library(words[0], folder, set(), set())).public
                    for word in words[1:]:
                        if word in ("PUBLIC", "INTERFACE", "PRIVATE"):
                            library = found[words[0]]
                            into = library.private if word == "PRIVATE" else library.public
                        else:
                            into.add(word)
        return found


def cycles(graph):
    """Groups of nodes that reach each other (Tarjan), each sorted."""
    index, low, stack, groups = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1 or node in graph.get(node, ()):
                groups.append(sorted(group))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return groups
