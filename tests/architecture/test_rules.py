# SPDX-License-Identifier: Apache-2.0
"""Each rule on small made-up trees: what it refuses, and what it lets pass."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from check_architecture import RULES, main  # noqa: E402
from cases import OFFENCES, PASSES  # noqa: E402
from tree import Tree  # noqa: E402


def offences(rule, files):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return [str(offence) for offence in rule(Tree(folder))]


class Rules(unittest.TestCase):
    rules = {rule.__name__: rule for rule in RULES}

    def test_every_rule_has_a_case_that_it_refuses_and_one_that_passes(self):
        for cases in (OFFENCES, PASSES):
            self.assertEqual(sorted(self.rules), sorted({rule for rule, _, _ in cases}))

    def test_what_a_rule_refuses(self):
        for rule, files, words in OFFENCES:
            with self.subTest(rule=rule, files=files):
                found = offences(self.rules[rule], files)
                self.assertEqual(len(found), 1, found)
                self.assertIn(words, found[0])

    def test_what_a_rule_lets_pass(self):
        for rule, files, why in PASSES:
            with self.subTest(rule=rule, why=why):
                self.assertEqual(offences(self.rules[rule], files), [])

    def test_the_program_fails_on_an_offence_and_on_a_tree_without_sources(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(main([folder]), 1)
            (Path(folder) / "core").mkdir()
            (Path(folder) / "core" / "a.cpp").write_text('#include "ui/window.h"\n')
            self.assertEqual(main([folder]), 1)


if __name__ == "__main__":
    unittest.main()
