"""The registry of findings: what each code weighs, as the design has it, and the form of a rule."""

from __future__ import annotations

import re

import pytest
from support.table import each

from salescli.domain.checks import all_rules, codes_matching
from salescli.domain.finding import Severity
from salescli.domain.problem import Problem
from salescli.domain.rules import REGISTRY, fault, rule

# Section 5 of the design: what users rely on in their settings and scripts.
DESIGN = """
N01 error    N02 error    N03 warning  N04 warning  N05 warning  N06 warning  N07 warning
N08 info     N09 warning  P01 error    P02 error    P03 warning  P04 warning  P05 warning
P06 warning  P07 error    P08 error    P09 error    P10 info     T01 warning  T02 warning  T03 error
T04 warning  T05 warning  Q01 warning  Q02 warning  Q03 warning  Q04 warning  Q05 warning
Q06 info     Q07 warning  F01 error    F02 warning  F03 error    F04 error    F05 error
F06 error    R01 error    R02 error    R03 error    R04 error    R05 error    R06 warning
R07 warning  R08 error    R09 error    R10 warning  R11 error    R12 warning  R13 error
R14 error
"""


def test_every_code_weighs_what_the_design_says():
    words = DESIGN.split()
    designed = dict(zip(words[::2], words[1::2], strict=True))
    weights = {code: str(rule.severity) for code, rule in all_rules().items()}
    assert {code: weights.get(code) for code in designed} == designed


@each("code", all_rules())
def test_a_rule_says_what_it_means_why_an_example_and_the_fix(code):
    first, blank, *rest = all_rules()[code].text.splitlines()
    assert re.fullmatch(r"[A-Z].*[^.]\.", first)
    assert first == all_rules()[code].summary
    assert blank == ""
    text = "\n".join(rest)
    assert re.fullmatch(r"Why: .+\nExample: .+\nFix: .+[.]", text, re.DOTALL)
    assert [text.count(f"{part}: ") for part in ("Why", "Example", "Fix")] == [1, 1, 1]


@pytest.mark.parametrize("code", ["N01", "X01"], ids=["taken", "of no family"])
@pytest.mark.parametrize("declare", [rule, fault])
def test_a_code_is_never_used_twice_and_has_a_family(code, declare):
    known = all_rules()
    with pytest.raises(ValueError, match=code):
        declare(code, Severity.INFO)(lambda: Problem("anything"))
    assert known == REGISTRY


def test_a_word_stands_for_a_code_or_a_family():
    assert codes_matching("N02") == {"N02"}
    assert codes_matching("R") == {code for code in all_rules() if code[0] == "R"}
    assert codes_matching("N0") == codes_matching("") == set()
