# SPDX-License-Identifier: Apache-2.0
"""What every folder and file has: a README, a licence line, a readable length."""
from tree import Offence

LONGEST = 400
NO_README_NEEDED = {"translations"}
TOOLS = (".clang-format", ".clang-tidy", "CMakePresets.json", "LICENSE", "README.md", "CONTRIBUTING.md")


def folders_have_a_readme(tree):
    tops = {f.split("/")[0] for f in tree.files if "/" in f and not f.startswith(".")} - NO_README_NEEDED
    below = [folder for top in ("core", "app", "ui") for folder in tree.folders(top)]
    for folder in sorted(tops | set(below)):
        if f"{folder}/README.md" not in tree.files:
            yield Offence(folder, 0, "has no README.md (what lives here, what it may include, where to start).")


def files_are_short(tree):
    for path in tree.cpp("core/", "app/", "ui/"):
        count = tree.text(path).count("\n")
        if count > LONGEST:
            yield Offence(path, 0, f"has {count} lines; {LONGEST} are the most. It tells more than one story.")


def files_begin_with_the_licence(tree):
    for path in tree.files:
        if path.startswith(".") or not (path.endswith((".h", ".cpp", ".py", ".mjs")) or path.endswith("CMakeLists.txt")):
            continue
        lines = tree.text(path).split("\n", 2)
        first = lines[1] if lines[0].startswith("#!") and len(lines) > 1 else lines[0]
        if "SPDX-License-Identifier: Apache-2.0" not in first:
            yield Offence(path, 1, "does not begin with its SPDX-License-Identifier line.")


def nothing_is_left_unfinished(tree):
    words = ("TO" + "DO", "FIX" + "ME", "X" + "XX")
    for path in tree.cpp("core/", "app/", "ui/", "tests/"):
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            for word in words:
                if word in line.replace("(", " ").replace(":", " ").split():
                    yield Offence(path, number, f"{word}: work is finished, or it is an issue.")


def tools_are_configured(tree):
    for name in TOOLS:
        if name not in tree.files:
            yield Offence(name, 0, "is missing.")


RULES = [
    folders_have_a_readme,
    files_are_short,
    files_begin_with_the_licence,
    nothing_is_left_unfinished,
    tools_are_configured,
]
