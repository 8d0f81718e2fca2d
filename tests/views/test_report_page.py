"""The report as a page: what stands in it, what it may do, and how a real browser shows it."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from support import chromium
from support.hostile import HOSTILE
from support.report_samples import TODAY, ago, one, told

from salescli.domain.process import Process, Stage
from salescli.domain.time.period import Period
from salescli.views.report.page import report_page
from salescli.views.report.screen import report_document

VOID = {"meta"}
SCRIPTS = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><b>", "&amp;")


class Reader(HTMLParser):
    """The elements and the words of a page; that each is closed in its turn is asserted."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.words, self._open = [], "", []
        self.feed(page)
        self.close()
        assert not self._open

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if self._open and self._open[-1] != "style":
            self.words += data


def full_report(text="plain"):
    """A report in which every section has something to tell, that text in each place for one."""
    names = {"owner": text, "source": text, "currency": text, "process": text}
    deals = [
        one("w", 200, 120, entered=(190, 150), value=12_000, advances=(ago(150),), **names),
        one("w", 300, 20, entered=(190, 150), value=7_000, currency="USD", owner="bob"),
        *(one("w", 200, 100 + n, entered=(190, 150), value=10, **names) for n in range(6)),
        one("l", 150, 30, entered=(140,), reason=text, said_by="x", **names),
        one("l", 150, 25, entered=(140,), reason="price", process="other", tags=("a", text)),
        one("d", 90, 30, reason="no-budget", source="fair", continuations=(ago(40),)),
        one("o", 50, entered=(30,), value=30_000, close=date(2026, 12, 20), first_close=ago(5),
            moves=((ago(20), 30),), stage=text, **names),
        one("o", 40, value=64_000, close=date(2027, 2, 20), loose=(ago(3),)),
        one("o", 40, value=1_234_567, close=ago(3)),
        one("o", 20),
    ]  # fmt: skip
    period = {"period": Period(since=ago(365)), "other": Period(ago(730), ago(366))}
    return told(*deals, **period)


def page_of(text="plain"):
    processes = {text: Process(text, stages=(Stage("early", text), Stage("late", text)))}
    return report_page(report_document(full_report(text), processes, ()))


TAGS = {tag for tag, _ in Reader(page_of()).elements}


def test_every_section_is_there_and_every_chart():
    elements = Reader(page_of()).elements
    sections = {facts["id"] for tag, facts in elements if tag == "section"}
    assert sections == {
        *("total", "compared", "pipeline", "forecast", "chances", "conversion", "cycle"),
        *("slippage", "encounters", "reasons", "processes", "owners", "sources", "tags"),
        "quarters",
    }
    charts = [facts["aria-label"] for _, facts in elements if facts.get("class") == "chart"]
    assert [label.partition(",")[0] for label in charts] == ["full", "share still open", "won"]


def test_its_policy_allows_its_own_style_sheet_and_nothing_else():
    page = page_of()
    policy = next(
        facts["content"]
        for tag, facts in Reader(page).elements
        if tag == "meta" and facts.get("http-equiv") == "Content-Security-Policy"
    )
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    allowed = (f"style-src 'sha256-{digest}'", "base-uri 'none'", "form-action 'none'")
    assert policy.split("; ") == ["default-src 'none'", *allowed]


def test_it_names_no_other_file_and_carries_no_script_and_no_style_of_its_own():
    page = page_of()
    for tag, facts in Reader(page).elements:
        assert tag not in {"script", "link", "img", "iframe", "object", "form", "a", "base"}
        assert not [name for name in facts if name.startswith("on")]
        assert not {"src", "href", "style", "action"} & set(facts)
    assert "url(" not in page
    assert "@import" not in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize("text", [*SCRIPTS, *HOSTILE])
def test_text_from_a_file_is_text_whatever_it_holds(text):
    page = page_of(text)
    read = Reader(page)
    assert {tag for tag, _ in read.elements} == TAGS
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", page)
    assert page.encode()
    if text in SCRIPTS:
        assert text in read.words
        assert page.count(text) == 0 or text == "&amp;"


def test_files_that_could_not_be_read_are_named():
    from salescli.domain.faults import invalid_toml

    fault = invalid_toml("<b>broken</b>", "")
    page = report_page(report_document(told(one()), {}, (fault,)))
    assert "Not counted: unreadable" in page
    assert "&lt;b&gt;broken" in page


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """A page as a browser finds it on a phone and on a desk."""
    if chromium.PROGRAM is None:
        pytest.skip(chromium.WHY_NOT)
    long = "an-owner-with-a-name-of-some-length" * 4
    return chromium.look(page_of(long), tmp_path_factory.mktemp("seen"), (390, 1100))


def test_nothing_is_wider_than_a_phone_or_a_desk(seen):
    assert seen == [
        "390: 390 of 390, 15 sections, 0 scripts",
        "390: cells are block",
        "1100: 1100 of 1100, 15 sections, 0 scripts",
        "1100: cells are table-cell",
    ]


@pytest.mark.skipif(chromium.PROGRAM is None, reason=chromium.WHY_NOT)
def test_a_browser_opens_it_without_a_complaint(tmp_path):
    path = tmp_path / "report.html"
    path.write_text(page_of(SCRIPTS[0]), encoding="utf-8")
    dom, complaints = chromium.open_alone(path, tmp_path)
    assert complaints == []
    assert f"Report of Tue {TODAY.day} Nov 2026" in dom
    assert "<script" not in dom


@pytest.mark.skipif(chromium.PROGRAM is None, reason=chromium.WHY_NOT)
def test_the_browser_would_complain_of_what_the_policy_forbids(tmp_path):
    path = tmp_path / "worse.html"
    worse = page_of().replace("</body>", '<p style="color:red"><img src="x.png"></body>')
    path.write_text(worse, encoding="utf-8")
    assert len(chromium.open_alone(path, tmp_path)[1]) >= 2
