"""`rule`: every code with a line, or all that there is to say of one."""

from __future__ import annotations

import pytest

from salescli.domain.checks import all_rules


def flat(text: str) -> str:
    return " ".join(text.split())


def test_rule_lists_every_code_with_its_severity_and_what_it_says(run):
    done = run("rule")
    assert done.code == 0
    listed = flat(done.out)
    for code, rule in all_rules().items():
        assert f"{code} {rule.severity} {flat(rule.summary)[:9]}" in listed
    starts = [line.split()[0] for line in done.out.splitlines() if line[:1].isalpha()]
    assert [word for word in starts if word in all_rules()] == sorted(all_rules())
    assert "salescli rule CODE" in done.out


@pytest.mark.parametrize("code", sorted(all_rules()))
def test_rule_of_a_code_is_the_docstring_of_its_check(run, code):
    done = run("rule", code)
    assert done.code == 0
    assert flat(done.out) == flat(f"{code} {all_rules()[code].severity} {all_rules()[code].text}")
    lines = done.out.splitlines()
    for part in ("Why: ", "Example: ", "Fix: "):
        assert [line.startswith(part) for line in lines].count(True) == 1
    assert all(len(line) <= 80 for line in lines)


def test_a_code_may_be_typed_in_lower_case(run):
    assert run("rule", "n02") == run("rule", "N02")


def test_json_has_all_rules_or_the_one(run):
    rules = run("rule", "--json").json["rules"]
    assert rules == [
        {"code": rule.code, "severity": rule.severity, "text": rule.text}
        for _, rule in sorted(all_rules().items())
    ]
    assert run("rule", "r03", "--json").json["rules"] == [
        rule for rule in rules if rule["code"] == "R03"
    ]


@pytest.mark.parametrize("json", [(), ("--json",)])
@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("N", "'N' is a family: name one of its codes"),
        ("r", "'r' is a family: name one of its codes"),
        ("N99", "'N99' is no code of a finding"),
        ("zz", "'ZZ' is no code of a finding"),
        ("%", "'%' is no code of a finding"),
    ],
)
def test_what_is_no_code_is_refused(run, code, says, json):
    done = run("rule", code, *json)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert "salescli rule" in done.err


def test_no_book_is_needed(run, tmp_path):
    assert list(tmp_path.iterdir()) == []
    assert run("rule", "F01").code == 0
    assert list(tmp_path.iterdir()) == []


def test_the_json_of_rules_is_in_the_envelope_of_all_others(run):
    assert set(run("rule", "N02", "--json").json) == {"version", "today", "rules"}
