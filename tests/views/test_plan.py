"""The mutual action plan: its rows and owners, what doesn't fit, and how it is given out."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar as Parsed
from markdown_it import MarkdownIt
from support import chromium
from support.building import day, deal, process, step
from support.hostile import ANY_TEXT

from salescli.domain.action_plan import make_plan
from salescli.domain.buyer_plan import make_buyer_plan
from salescli.domain.deal import Person
from salescli.domain.process import Process, Stage
from salescli.domain.replay import replay
from salescli.domain.time.workdays import Calendar
from salescli.exchange.calendar.icalendar_file import calendar_lines
from salescli.text.safe_text import harmless
from salescli.views.plan.calendar_events import plan_events
from salescli.views.plan.html import plan_html
from salescli.views.plan.markdown import literally, plan_markdown
from salescli.views.plan.screen import plan_screen
from salescli.views.plan.text import plan_text
from salescli.views.render.plain import lines

TODAY = day(23)  # a Monday
LINE = process(
    step("call/discovery", "pain budget?", within="5bd", theirs="owner", ours="founder engineer"),
    step("prove/trial", "used", within="10bd", theirs="user it"),
    step("prove/review", within="5bd", after="trial"),
    step("close/proposal", within="5bd", times=2, theirs="owner"),
    ask="proposal",
    roles="owner user it founder:ours engineer:ours",
)


def planned(log="9 open", people="bob:owner uma:user", judge=LINE, **header):
    about = deal(log, people, **header)
    return make_plan(about, judge, replay(about, judge), TODAY, Calendar())


def shared(log="9 open", people="bob:owner uma:user", judge=LINE, *, as_is=False, **header):
    """The plan as the buyer is sent it."""
    about = deal(log, people, **header)
    return make_buyer_plan(about, judge, replay(about, judge), TODAY, Calendar(), as_is=as_is)


def screen_of(log="9 open", people="bob:owner uma:user", judge=LINE, **header):
    """The screen on which we see it."""
    own = planned(log, people, judge, **header)
    return "\n".join(lines(plan_screen(own, shared(log, people, judge, **header))))


def text_of(events):
    return "".join(calendar_lines(events))


def told(plan):
    return [(row.step.id, row.by.isoformat()) for row in plan.rows]


def test_rows_are_planned_backwards_from_the_close():
    assert told(planned(close=day(93))) == [  # Monday, the 1st of February
        ("discovery", "2026-12-28"),
        ("trial", "2027-01-11"),
        ("review", "2027-01-18"),
        ("proposal", "2027-02-01"),
    ]


def test_a_close_on_a_day_off_is_planned_for_the_workday_before():
    assert planned(close=day(92)).rows[-1].by == day(90)


def test_a_row_waits_for_what_the_others_do_not_wait_for_themselves():
    after = {row.step.id: [one.id for one in row.after] for row in planned().rows}
    assert after == {
        "discovery": [],
        "trial": ["discovery"],
        "review": ["trial"],
        "proposal": ["review"],
    }


def test_it_says_what_each_row_has_still_to_bring_about():
    plan = planned("9 call discovery")
    assert [(row.step.id, row.times, row.brings) for row in plan.rows] == [
        ("discovery", 1, ("pain",)),
        ("trial", 1, ("used",)),
        ("review", 1, ()),
        ("proposal", 2, ()),
    ]


def test_a_gap_is_no_row_unless_it_is_on_the_agenda():
    log = "9 call discovery; 10 meeting trial =used; 11 meeting proposal"
    assert [row.step.id for row in planned(log).rows] == ["proposal"]
    booked = planned(f"{log} -> review 25 agreed -> proposal 26")
    rows = {row.step.id: row.scheduled for row in booked.rows}
    assert [(name, step.day, step.agreed) for name, step in rows.items()] == [
        ("review", day(25), True),
        ("proposal", day(26), False),
    ]


def test_what_was_done_comes_with_its_day_and_a_skip_with_its_reason():
    plan = planned("9 call discovery =pain; 12 meeting trial; 10 skip review reason:same")
    assert [(one.step.id, one.on, one.reason) for one in plan.done] == [
        ("discovery", day(9), ""),
        ("review", day(10), "same"),
        ("trial", day(12), ""),
    ]


OWNERS = {
    "whoever has the role": ("bob:owner", {}, "discovery", ("bob", "owner")),
    "the first role that somebody has": ("ida:it", {}, "trial", ("ida", "it")),
    "nobody yet": ("bob:owner", {}, "trial", (None, "user")),
    "no role is called for, and nobody was met": ("bob:owner", {}, "review", (None, "")),
}


@pytest.mark.parametrize(("people", "header", "name", "expected"), OWNERS.values(), ids=OWNERS)
def test_one_owner_at_the_buyer(people, header, name, expected):
    rows = {row.step.id: row for row in planned(people=people, **header).rows}
    theirs = rows[name].theirs
    assert (theirs.person and theirs.person.handle, theirs.role) == expected


def test_whom_we_met_last_where_no_role_is_called_for():
    rows = {row.step.id: row for row in planned("9 call @eli @uma", "eli:engineer uma:user").rows}
    assert rows["review"].theirs.person.handle == "uma"


@pytest.mark.parametrize(
    ("people", "owner", "expected"),
    [
        ("", "ada", ("ada", "founder")),
        ("", "", (None, "founder")),
        ("eli:engineer", "ada", ("ada", "founder")),
        ("fay:founder", "ada", ("fay", "founder")),
    ],
)
def test_one_owner_of_ours(people, owner, expected):
    ours = planned(people=people, owner=owner).rows[0].ours
    assert (ours.person and ours.person.handle, ours.role) == expected


def test_what_does_not_fit_says_what_would():
    plan = planned(close=day(55))  # Friday, Christmas; nothing is off in this calendar
    assert (plan.fits, plan.spare, plan.end.isoformat()) == (False, -6, "2027-01-04")
    assert [(one.step.id, one.end.isoformat()) for one in plan.reliefs] == [
        ("trial", "2026-12-21"),
        ("discovery", "2026-12-28"),
        ("review", "2026-12-28"),
    ]
    assert all(row.is_late for row in plan.rows)
    screen = screen_of(close=day(55))
    assert "does not fit, by 6 business days" in screen
    assert "salescli set acme close=2027-01-04   moves the close to Mon 4 Jan 2027" in screen
    assert "salescli skip acme trial -m REASON   then it fits" in screen
    assert "salescli skip acme review -m REASON   then it takes until Mon 28 Dec 2026" in screen
    assert re.search("! +20 Nov +discovery .* not before 30 Nov", screen)
    sent = "-o plan.html   to send it, with a close on Mon 4 Jan 2027 proposed"
    assert sent in " ".join(screen.split()).replace("html ", "html   ")


def test_a_step_that_is_scheduled_too_late_is_said_though_the_rest_could_fit():
    log = "9 open -> discovery 92 agreed"
    plan = planned(log, close=day(93))
    assert (plan.fits, plan.rows[0].is_late) == (True, True)
    screen = " ".join(screen_of(log, close=day(93)).split())
    assert "As it is scheduled, it ends on Fri 5 Mar 2027." in screen
    assert "later than needed" in screen


def test_without_a_close_it_ends_when_it_can():
    plan = planned()
    assert plan.fits
    assert plan.rows[-1].by == plan.end
    assert f"salescli set acme close={plan.end}" in screen_of()


def test_a_close_that_has_passed_with_nothing_left_to_do():
    plan = planned(judge=Process("empty"), close=day(20))
    assert (plan.rows, plan.fits) == ((), False)
    assert "salescli set acme close=DATE" in screen_of(judge=Process("empty"), close=day(20))


def test_what_is_to_be_agreed_is_asked_for_on_the_screen_and_left_open_in_the_file():
    screen = screen_of(close=day(93))
    assert "salescli set acme objective='…' measures='…; …' go_live=DATE" in screen
    assert "- **Objective:** to be agreed" in plan_markdown(shared(close=day(93)))
    facts = {"objective": "Less", "measures": ("One", "Two"), "close": day(93)}
    assert "measures=" not in screen_of(**facts, go_live=day(99))
    assert "before the close" in screen_of(**facts, go_live=day(92))
    agreed = plan_markdown(shared(**facts, go_live=day(99)))
    assert "- **Success measures:** One; Two" in agreed
    assert "- **Go-live:** Sun 7 Feb 2027\n" in agreed
    early = plan_markdown(shared(**facts, go_live=day(92)))
    assert "- **Go-live:** Sun 31 Jan 2027 (to be confirmed)\n" in early
    assert "- **Go-live:** to be agreed\n" in plan_markdown(shared(**facts, go_live=day(20)))


def test_the_buyer_is_told_neither_how_we_go_about_it_nor_what_there_is_to_spare():
    first = replace(LINE.steps[0], how="Ask who can be talked round")
    judge = replace(LINE, steps=(first, *LINE.steps[1:]))
    plan = shared("9 note note:theirs", judge=judge, close=day(120), value=48123)
    for text in (plan_markdown(plan), plan_html(plan), text_of(plan_events(plan, FIRST))):
        assert "Bob" in text
        for secret in ("talked round", "to spare", "48123", "(owner)", "theirs"):
            assert secret not in text


FIRST = replay(deal("9 open -> discovery 24T15:00 agreed"), LINE)


def test_as_events_each_row_has_its_day_and_the_scheduled_one_its_time():
    about = deal("9 open -> discovery 24T15:00 @bob agreed", "bob:owner", close=day(93))
    about = replace(about, people={"bob": Person("bob", "Bob", "owner", "bob@acme.example")})
    standing = replay(about, LINE)
    plan = make_buyer_plan(about, LINE, standing, TODAY, Calendar())
    text = text_of(plan_events(plan, standing))
    events = Parsed.from_ical(text).walk("VEVENT")
    assert [str(event.decoded("DTSTART")) for event in events] == [
        "2026-11-24 14:00:00+00:00",
        "2027-01-11",
        "2027-01-18",
        "2027-02-01",
    ]
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", *["TENTATIVE"] * 3]
    assert len({str(event["UID"]) for event in events}) == 4
    assert text_of(plan_events(plan, standing)) == text


def test_a_deal_without_a_log_can_be_planned_too():
    plan = shared("")
    assert len(Parsed.from_ical(text_of(plan_events(plan, replay(deal(""), LINE)))).walk()) == 5


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text.append(data)


KNOWN = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "strong", "dl", "dt"),
    *("dd", "main", "table", "thead", "tbody", "tr", "th", "td", "span", "ul", "li"),
}
ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "class", "scope", "data-name"}
INJECTIONS = st.sampled_from(
    (
        "<script>alert(1)</script>",
        '"><img src=x onerror=y>',
        "</style></title><b>",
        "&lt;b&gt;",
        "[a](http://evil.example)",
        "![a](x.png)",
        "http://evil.example www.evil.example a@b.example",
        "<http://evil.example>",
        "**bold** _it_ ~~no~~ `code` $x$ # no",
        "1. one",
        "- one",
        "+ one",
        "===",
        "| a | b |",
        "a\n\n# b",
        "\\*",
        "\\",
        "[a]: http://evil.example",
    )
)
SAID = INJECTIONS | ANY_TEXT


@given(SAID, SAID, SAID)
def test_whatever_a_deal_says_its_page_has_the_same_tags_and_says_it(title, name, measure):
    about = deal("9 call trial", "bob:owner", title=title, objective=name, measures=(measure,))
    about = replace(about, people={"bob": Person("bob", name, "owner")})
    page = plan_html(make_buyer_plan(about, LINE, replay(about, LINE), TODAY, Calendar()))
    seen = Tags()
    seen.feed(page)
    assert seen.tags <= KNOWN
    assert seen.attributes <= ATTRIBUTES
    assert harmless(measure) in "".join(seen.text)
    page.encode()


MARKDOWN = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])


@given(SAID)
def test_markdown_shows_a_text_to_the_letter(text):
    (paragraph,) = (
        token for token in MARKDOWN.parse(f"x {literally(text)} x") if token.type == "inline"
    )
    assert {child.type for child in paragraph.children} <= {"text", "text_special"}
    shown = "".join(child.content for child in paragraph.children)
    assert shown == f"x {harmless(text)} x"


@given(SAID, SAID)
def test_markdown_keeps_the_shape_of_the_plan(title, name):
    about = deal("9 open", "bob:owner", title=title, objective=name)
    about = replace(about, people={"bob": Person("bob", name, "owner")})
    plan = make_buyer_plan(about, LINE, replay(about, LINE), TODAY, Calendar())
    tokens = [token.type for token in MARKDOWN.parse(plan_markdown(plan))]
    assert tokens.count("tr_open") == 1 + len(plan.rows)
    assert tokens.count("td_open") == 7 * len(plan.rows)
    assert tokens.count("heading_open") == 2
    assert tokens.count("list_item_open") == 4
    assert "html_block" not in tokens


@given(SAID, SAID)
def test_the_screen_fits_and_is_harmless_whatever_it_says(title, name):
    judge = replace(LINE, stages=(*LINE.stages, Stage("x", title)))
    facts = {"judge": judge, "title": title, "objective": name, "measures": (name, title)}
    for line in lines(
        (*plan_screen(planned(**facts), shared(**facts)), *plan_text(shared(**facts)))
    ):
        assert len(harmless(line)) >= len(line)
        assert "\x1b" not in line


@pytest.fixture
def demo(tmp_path, run, monkeypatch):
    assert run("demo", "book").code == 0
    monkeypatch.chdir(tmp_path / "book")
    return tmp_path / "book"


def test_the_plan_of_a_deal_is_shown_and_given_out(demo, run):
    shown = run("plan", "ardent")
    assert (shown.code, shown.err) == (0, "")
    assert "It fits" in shown.out
    assert all(len(line) <= 80 for line in shown.out.splitlines())
    for name, begins in (
        ("plan.txt", "Plan: Ardent Freight"),
        ("plan.md", "# Plan: Ardent Freight"),
        ("plan.html", "<!doctype html>"),
        ("plan.ics", "BEGIN:VCALENDAR"),
        ("plan.json", '{\n  "version": 1'),
    ):
        done = run("plan", "ardent", "-o", name)
        assert done.out == f"The plan of ardent is in {name}.\n"
        assert (demo / name).read_text().startswith(begins)
    assert run("plan", "ardent", "--format", "markdown").out == (demo / "plan.md").read_text()
    (facts,) = run("plan", "ardent", "--json").json["plans"]
    assert facts["fits"] is True
    assert facts["rows"][-1]["by"] == facts["close"]
    assert {"step", "by", "earliest", "late", "theirs", "ours", "brings", "after"} <= set(
        facts["rows"][0]
    )


def test_a_plan_that_does_not_fit_says_so_beside_the_file(demo, run):
    done = run("plan", "tessaly", "-o", "plan.html")
    assert done.code == 0
    assert "warning: what is left can't be done by Thu 5 Nov 2026: it proposes" in done.err
    assert "warning: Discovery was due, and nobody logged that it took place" in done.err
    assert "(proposed)" in (demo / "plan.html").read_text()
    kept = run("plan", "merrowby", "-o", "plan.md", "--as-is")
    assert "warning: the plan does not fit\n  salescli plan merrowby" in kept.err
    assert "- **Close:** Fri 25 Dec 2026\n" in (demo / "plan.md").read_text()
    assert "the screen shows the close as it is" in run("plan", "merrowby", "--as-is").err


@pytest.mark.usefixtures("demo")
def test_what_can_not_be_planned_says_why(run):
    assert "there is no format 'pdf'" in run("plan", "ardent", "--format", "pdf").err
    closed = run("plan", "callowmark")
    assert (closed.code, "salescli reopen callowmark" in closed.err) == (2, True)
    assert run("plan", "nobody").code == 2


def test_a_deal_whose_process_is_gone_can_not_be_planned(acme, run):
    (acme.parent.parent / "processes" / "small-business.toml").unlink()
    done = run("plan", "acme")
    assert (done.code, "is not in the book" in done.err) == (2, True)


@pytest.mark.skipif(chromium.PROGRAM is None, reason=chromium.WHY_NOT)
def test_nothing_of_the_page_is_cut_off_on_paper(tmp_path):
    """The last column was: paper has no way to scroll to it."""
    people = {"bob": Person("bob", "An-Owner-with-a-name-of-some-length" * 3, "owner")}
    plan = shared("9 open", "bob:owner uma:user")
    plan = make_buyer_plan(
        replace(plan.deal, people=people), LINE, replay(plan.deal, LINE), TODAY, Calendar()
    )
    page = plan_html(plan).replace("@media print", "@media screen").replace("45rem", "1px")
    assert chromium.look(page, tmp_path, (680,)) == [
        "680: 680 of 680, 0 sections, 0 scripts",
        "680: cells are table-cell",
    ]
