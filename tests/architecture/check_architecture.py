# SPDX-License-Identifier: Apache-2.0
"""Checks DESIGN 2's rules from include lines, link lists and the sources' own words.

    python3 tests/architecture/check_architecture.py [ROOT]

Prints one line for each offence, and fails if there is any. `test_rules.py` shows that each rule can fail.
"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import rules_code  # noqa: E402
import rules_files  # noqa: E402
import rules_folders  # noqa: E402
from tree import Tree  # noqa: E402

RULES = rules_folders.RULES + rules_code.RULES + rules_files.RULES


def main(arguments):
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2]
    tree = Tree(root)
    sources = tree.cpp("core/", "app/", "ui/")
    if not sources:
        print(f"{root} holds no sources: nothing was checked.")
        return 1
    count = 0
    for rule in RULES:
        offences = list(rule(tree))
        count += len(offences)
        if offences:
            print(f"{rule.__name__.replace('_', ' ')}:")
            for offence in offences:
                print(f"  {offence}")
    print(f"{len(RULES)} rules, {len(sources)} sources, {count} offences.")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
