"""`check` in its formats, of chosen codes; and the exit code that scripts go by."""

from __future__ import annotations

import re

import pytest

from salescli.domain.checks import all_rules
from salescli.domain.finding import Finding, Severity
from salescli.views.findings import github_screen
from salescli.views.render.output import emit

# Of each severity some, and of four families: P07, N03, N05, N08, F02.
FAULTY = """process = "line"
titel = "Bad"
[people.dana]
[[log]]
at = 2026-11-20T10:00:00+01:00
kind = "call"
steps = ["talkk"]
with = ["dana"]
note = "They said"
[log.next]
step = "talk"
on = 2026-11-22
"""
BAD = FAULTY.replace("[log.next]", "[[log.next]]")
BAD += '[[log.next]]\nwhat = "Call back"\non = 2026-11-23\nwith = ["dana"]\n'
CLEAN = FAULTY.replace("titel", "title").replace("talkk", "talk").replace("11-22", "11-24")
CLEAN += 'with = ["dana"]\nagreed = true\n'
SUNDAY = CLEAN.replace("2026-11-24", "2026-11-22")  # a day off, which is for information alone
LINE = """name = "line"
[[step]]
id = "talk"
[[step.outcome]]
id = "need-named"
text = "They name it"
required = false
[[loss]]
id = "price"
"""
ALL = ["F02", "P07", "N03", "N05", "N08"]


@pytest.fixture
def keep(tmp_path):
    """Keep one deal in a book."""

    def keeper(text: str, name: str = "acme", settings: str = "") -> None:
        (tmp_path / "salescli.toml").write_text(f'me = "ada"\n{settings}')
        for folder in ("deals", "processes"):
            (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / "processes" / "line.toml").write_text(LINE)
        (tmp_path / "deals" / f"{name}.toml").write_text(text)

    return keeper


def codes(run, *arguments: str) -> list[str]:
    return [found["code"] for found in run("check", "--json", *arguments).json["findings"]]


def test_each_format_says_the_same_findings(run, keep):
    keep(BAD)
    text, json, github = (
        run("check", "--all", "--format", form) for form in ("text", "json", "github")
    )
    assert {one.code for one in (text, json, github)} == {1}
    findings = json.json["findings"]
    assert sorted(found["code"] for found in findings) == sorted(ALL)
    words = " ".join(text.out.split())
    for found in findings:
        assert "{file}:{line}: {code} {severity}: {message}".format(**found) in words
    kinds = {"error": "error", "warning": "warning", "info": "notice"}
    assert github.out.splitlines() == [
        f"::{kinds[found['severity']]} "
        "file={file},line={line},title={code}::{message} ({fix})".format(**found)
        for found in findings
    ]
    assert run("check", "--all") == text
    assert run("check", "--json") == json


def test_the_summary_counts_each_severity(run, keep):
    keep(BAD)
    found = [all_rules()[code].severity for code in ALL]
    errors, warnings = found.count(Severity.ERROR), found.count(Severity.WARNING)
    last = run("check", "--all").out.splitlines()[-1]
    assert last == f"1 deal: {errors} error, {warnings} warnings, 1 for information."
    assert run("check").out.splitlines()[-1] == f"{last} All 5: salescli check --all"


def test_the_worst_three_of_a_deal_come_first_and_the_rest_is_counted(run, keep):
    keep(BAD)
    shown = run("check").out
    assert re.findall(r": (\w\d\d) ", shown) == ["P07", "F02", "N03"]
    assert "    and 2 more in acme: salescli check acme --all\n" in shown
    assert "First:" not in shown, "of one deal it stands above"


def test_of_several_deals_it_says_what_to_do_first(run, keep):
    keep(BAD)
    keep(CLEAN.replace("agreed = true\n", ""), "bolt")
    first = " ".join(run("check").out.partition("First: ")[2].split())
    assert first.startswith("acme: the step 'talkk' is not declared")
    assert first.endswith("write 'talk'")
    keep(SUNDAY, "acme")
    assert "First: bolt: the buyer has not confirmed" in run("check").out
    keep(SUNDAY, "bolt")
    assert "First" not in run("check").out
    assert "N08" not in run("check").out
    assert "N08" in run("check", "--select", "N08").out


@pytest.mark.parametrize(
    ("text", "out", "code"),
    [
        (CLEAN, {"text": "1 deal: nothing to fix.\n", "github": ""}, 0),
        (SUNDAY, {}, 0),
        (CLEAN.replace("agreed = true\n", ""), {}, 1),
        ("oops", {}, 1),
    ],
    ids=["clean", "for information", "a warning", "unreadable"],
)
def test_the_exit_code_is_one_only_where_there_is_something_to_mend(run, keep, text, out, code):
    keep(text)
    for form in ("text", "json", "github"):
        done = run("check", "--format", form)
        assert done.code == code
        assert done.out == out.get(form, done.out)
        assert done.err == ""


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (("--select", "N"), {"N03", "N05", "N08"}),
        (("--select", "n"), {"N03", "N05", "N08"}),
        (("--select", "N03"), {"N03"}),
        (("--select", "N03,F"), {"N03", "F02"}),
        (("--select", "N03 p07"), {"N03", "P07"}),
        (("--select", "N03", "--select", "P07"), {"N03", "P07"}),
        (("--select", "T"), set()),
        (("--ignore", "N"), {"F02", "P07"}),
        (("--ignore", "N,F02"), {"P07"}),
        (("--ignore", "N", "--ignore", "F,P"), set()),
        (("--select", "N", "--ignore", "N03"), {"N05", "N08"}),
        (("--select", "N03", "--ignore", "n"), set()),
    ],
    ids=lambda words: " ".join(sorted(words) if isinstance(words, set) else words),
)
def test_codes_and_families_are_chosen_and_left_out(run, keep, arguments, left):
    keep(BAD)
    assert set(codes(run, *arguments)) == left
    mend = any(all_rules()[code].severity is not Severity.INFO for code in left)
    assert run("check", *arguments).code == mend
    assert len(run("check", "--format", "github", *arguments).out.splitlines()) == len(left)


def test_what_the_settings_ignore_no_selection_brings_back(run, keep):
    keep(BAD, settings='[check]\nignore = ["N03"]\n')
    assert set(codes(run)) == set(ALL) - {"N03"}
    assert codes(run, "--select", "N03") == []


@pytest.mark.parametrize("flag", ["--select", "--ignore"])
@pytest.mark.parametrize("code", ["X", "N99", "N03,Q9", "N0", "NO3", "*"])
def test_a_code_that_is_not_known_is_refused(run, keep, flag, code):
    keep(BAD)
    done = run("check", flag, code)
    assert (done.code, done.out) == (2, "")
    assert "is no code of a finding" in done.err
    assert "salescli rule" in done.err


@pytest.mark.parametrize("form", ["xml", "TEXT", ""])
def test_a_format_that_is_not_known_is_refused(run, keep, form):
    keep(BAD)
    done = run("check", "--format", form)
    assert (done.code, done.out) == (2, "")
    assert f"there is no format '{form}'" in done.err
    assert "--format text|json|github" in done.err


def test_a_deal_that_is_not_there_is_refused(run, keep):
    keep(CLEAN)
    assert (run("check", "acne").code, run("check", "acme").code) == (2, 0)


@pytest.mark.parametrize("columns", ["20", "80"])
def test_an_annotation_is_one_line_whatever_a_deal_says(run, keep, monkeypatch, columns):
    """What it quotes of a file can't end it, nor begin another."""
    monkeypatch.setenv("COLUMNS", columns)
    keep(BAD.replace("talkk", f"50%\\nof: a,\\r\\n::error::b {'z' * 300}"))
    lines = run("check", "--format", "github", "--select", "P07").out.split("\n")
    assert len(lines) == 2
    assert f"'50%25%0Aof: a,%0D%0A::error::b {'z' * 300}'" in lines[0]


@pytest.mark.parametrize(
    ("raw", "in_place", "in_message"),
    [
        ("%", "%25", "%25"),
        ("\n", "%0A", "%0A"),
        ("\r", "%0D", "%0D"),
        (":", "%3A", ":"),
        (",", "%2C", ","),
        ("%0A", "%250A", "%250A"),
        ("::", "%3A%3A", "::"),
    ],
)
def test_what_means_something_to_github_is_escaped(capsys, raw, in_place, in_message):
    found = Finding("N01", Severity.ERROR, f"a{raw}b", f"c{raw}d", file=f"e{raw}f", line=3)
    emit(github_screen([found]))
    assert capsys.readouterr().out == (
        f"::error file=e{in_place}f,line=3,title=N01::a{in_message}b (c{in_message}d)\n"
    )


def test_a_file_with_odd_letters_in_its_name_is_annotated(run, keep):
    keep("oops", name="a,b%c")
    out = run("check", "--format", "github").out
    assert re.match(r"::error file=deals/a%2Cb%25c\.toml,line=1,title=F01::", out)
