"""The tables beside the deals: each row in its deal, or listed; and what it becomes."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.table import each

from salescli.domain.process import Process, Stage, Step
from salescli.exchange.companions.activity_entry import become
from salescli.exchange.companions.add_companions import add_companions
from salescli.exchange.companions.html_text import text_of_html
from salescli.exchange.companions.plain_forms import plain_form
from salescli.exchange.companions.recognise_table import FORMS, recognise_table
from salescli.exchange.companions.table_forms import Holds
from salescli.exchange.companions.table_rows import companion_rows
from salescli.exchange.companions.tables import CompanionTable
from salescli.exchange.csv.conventions import Conventions, decide_conventions
from salescli.exchange.csv.import_plan import plan_import
from salescli.exchange.csv.imported_log import Source
from salescli.exchange.csv.known_exports import recognise
from salescli.exchange.csv.rows import Refused, read_rows
from salescli.exchange.csv.sheet import read_sheet
from salescli.exchange.csv.stages import StageMapping

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
SOURCE = Source("hubspot", NOW, "ada", "ada")
LADDER = StageMapping(
    Process("pipe", revision=1, stages=(Stage("demo"),), steps=(Step("demo", stage="demo"),)),
    {"Demo": "demo"},
)


def sheet_of_text(rows, separator=",", encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return read_sheet(out.getvalue().encode(encoding))


def table_of(name, sheet, holds=None):
    found = recognise_table(sheet.columns, holds) or plain_form(sheet.columns, holds)
    assert found is not None
    form, layout = found
    days = {"on": "opened", "done_on": "closed"}
    columns = {days[field]: column for field, column in layout.items() if field in days}
    settled = decide_conventions(sheet, Conventions(columns, ""), "dmy")
    rows = list(companion_rows(sheet, form, layout, settled))
    refused = [row for row in rows if isinstance(row, Refused)]
    return CompanionTable(name, form, [row for row in rows if row not in refused], refused)


@each(
    "columns, holds, title",
    [
        ("Record ID,First Name,Last Name,Email", Holds.PEOPLE, "HubSpot contacts"),
        ("Record ID,Company name,Industry", Holds.COMPANIES, "HubSpot companies"),
        ("Record ID,Call Title,Activity date", Holds.ACTIVITIES, "HubSpot calls"),
        ("Record ID,Meeting name,Meeting start time", Holds.ACTIVITIES, "HubSpot meetings"),
        ("Record ID,Email subject,Activity date", Holds.ACTIVITIES, "HubSpot emails"),
        ("Record ID,Task Title,Task Status,Due date", Holds.ACTIVITIES, "HubSpot tasks"),
        ("Record ID,Note body,Activity date", Holds.NOTES, "HubSpot notes"),
        ("deal_id,contact_id,type_id", Holds.LINKS, "HubSpot associations"),
        (
            "Id,WhoId,WhatId,AccountId,Subject,Status,ActivityDate,TaskSubtype",
            Holds.ACTIVITIES,
            "Salesforce tasks",
        ),
        ("Id,AccountId,LastName,FirstName,Email", Holds.PEOPLE, "Salesforce contacts"),
        ("Id,Name,AccountNumber,BillingCountry", Holds.COMPANIES, "Salesforce accounts"),
        ("Id,OpportunityId,ContactId,Role,IsPrimary", Holds.LINKS, "Salesforce contact roles"),
        ("Subject,Date,Assigned,Opportunity,Contact", Holds.ACTIVITIES, "Salesforce activities"),
        ("First Name,Last Name,Title,Account Name,Email", Holds.PEOPLE, "Salesforce contacts"),
        ("Id,StageName,CloseDate,OpportunityId,CreatedDate", Holds.OTHER, "the history of oppo"),
        ("Activity - Subject,Activity - Due date", Holds.ACTIVITIES, "Pipedrive activities"),
        ("Person - Name,Person - Email - Work", Holds.PEOPLE, "Pipedrive people"),
        ("Note - Content,Deal - Title", Holds.NOTES, "Pipedrive notes"),
    ],
)
def test_a_table_is_known_by_its_columns(columns, holds, title):
    found = recognise_table(columns.split(","))
    assert found is not None
    assert (found[0].holds, found[0].title[: len(title)]) == (holds, title)
    assert recognise_table(columns.upper().split(","), holds) is not None or holds is Holds.OTHER


def test_each_form_names_the_page_that_has_its_columns():
    for form in FORMS:
        assert form.source.startswith("https://")
        assert set(form.needs) <= set(form.names)


@pytest.mark.parametrize(
    "columns",
    [
        "Deal Name,Deal Stage,Amount,Associated Contact",
        "Opportunity Name,Account Name,Stage,Amount,Close Date",
        "Deal - Title,Deal - Stage,Deal - Status,Person - Name,Person - Email",
        "deal_id,property_dealname,property_amount",
        "id,name,stage_name,close_date,account_id",
    ],
)
def test_deals_are_no_table_beside_them(columns):
    assert recognise(columns.split(",")) is not None
    assert recognise_table(columns.split(",")) is None


@each(
    "row, kind, says",
    [
        ("Call,Connected,,,2026-11-02,Intro,", "call", "Intro"),
        ("Call,Left voicemail,,,2026-11-02,Intro,", "note", "Call, left voicemail: Intro"),
        ("Meeting,,Completed,,2026-11-02,Demo,They like it", "meeting", "Demo\n\nThey like it"),
        ("Meeting,No show,,,2026-11-02,Demo,", "note", "Meeting, no show: Demo"),
        ("Email,,Sent,,2026-11-02,Terms,<b>Hi</b>", "email", "Terms\n\nHi"),
        ("Email,,Bounced,,2026-11-02,Terms,", "note", "Email, bounced: Terms"),
        ("WhatsApp,,,,2026-11-02,Hello,", "message", "Hello"),
        ("Site visit,,,,2026-11-02,Plant,", "visit", "Plant"),
        ("Task,,Completed,,2026-11-02,Send deck,", "note", "Task, done: Send deck"),
        ("Task,,Not started,,2026-11-02,Send deck,", "note", "Task, not done there: Send deck"),
        ("Task,,,,2026-11-02,Send deck,", "note", "Task: Send deck"),
        ("Webinar,,,,2026-11-02,Watched,", "note", "Webinar: Watched"),
        ("Call,,,no,2026-11-02,Ring,", "note", "Call, not done there: Ring"),
        ("Call,,,,2026-12-02,Ring,", "planned", "2026-12-02 Ring"),
        ("Task,,Not started,,2026-11-21,Today,", "planned", "2026-11-21 Today"),
        ("Task,,,,2026-12-02 09:30,,", "planned", "2026-12-02T09:30:00+01:00 Task"),
        (
            "Task,,Completed,,2026-12-02,Early,",
            "",
            "it is done there, and its day is in the future",
        ),
        ("Meeting,Canceled,,,2026-12-02,Off,", "", "its day is in the future"),
        ("Call,,,,,Ring,", "", "it has no day"),
        ("Call,,,,tomorrow,Ring,", "", "'tomorrow' is not a date"),
    ],
)
def test_what_an_activity_becomes(row, kind, says):
    head = "Type,Outcome,Status,Done,Date,Subject,Notes,Deal"
    sheet = sheet_of_text([head.split(","), [*row.split(","), "Rollout"]])
    (activity,) = table_of("a.csv", sheet, Holds.ACTIVITIES).rows
    result = become(activity, "csv", SOURCE)
    if kind == "planned":
        assert result.proposal is not None
        assert result.proposal.text == says
    elif kind:
        assert result.entry is not None
        assert (result.entry.kind, result.entry.note) == (kind, says)
        assert result.entry.at.date() == date(2026, 11, 2)
        assert not result.entry.nexts
    else:
        assert result.reason == says


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a < b and c > d", "a < b and c > d"),
        ("<p>One</p><p>Two<br/>Three</p>", "One\nTwo\nThree"),
        ("<ul><li>a</li><li>b &amp; c</li></ul>", "- a\n- b & c"),
        ("<style>p{}</style><script>alert(1)</script><b>Hi</b>", "Hi"),
        ("Dana <dana@acme.example> wrote", "Dana <dana@acme.example> wrote"),
        ("<div>x</div><!-- y", "x"),
    ],
)
def test_html_becomes_its_words(text, plain):
    assert text_of_html(text) == plain


@dataclass(frozen=True)
class World:
    """Deals by title, company and day of opening; people by company and deals; activities."""

    deals: list[tuple[int, int, int]]
    people: list[tuple[int, frozenset[int]]]
    activities: list[tuple[str, int, int]]
    order: list[int]
    separator: str
    encoding: str
    day: str
    is_plain: bool

    def written(self, days: int) -> str:
        return (date(2026, 10, 1) + timedelta(days=days)).strftime(self.day)

    def tables(self):
        """Return the three tables beside the deals, in the random order."""
        people = [["Record ID", "First Name", "Last Name", "Email", "Associated Company IDs"]]
        people[0].append("Associated Deal IDs")
        for n, (company, deals) in enumerate(self.people):
            ids = ";".join(str(100 + deal) for deal in sorted(deals))
            people.append([500 + n, f"P{n}", "Person", f"p{n}@x.example", 900 + company, ids])
        names = ["Record ID", "Call Title", "Activity date", "Associated Deal IDs"]
        if self.is_plain:
            names = ["Activity ID", "Subject", "Date", "Deal ID"]
        names += ["Deal Name" if self.is_plain else "Associated Deal"]
        names += ["Contact ID" if self.is_plain else "Associated Contact IDs"]
        names += ["Company ID" if self.is_plain else "Associated Company IDs"]
        activities = [names]
        for n, (by, what, days) in enumerate(self.activities):
            cells = {"id": str(100 + what), "name": f"Title {what}", "contact": str(500 + what)}
            cells["company"] = str(900 + what)
            row = [cells[key] if key == by else "" for key in ("id", "name", "contact", "company")]
            activities.append([700 + n, f"Call {n}", self.written(days), *row])
        companies = [["Record ID", "Company name", "Industry"]]
        companies += [[900 + n, f"Company {n}", "Retail"] for n in range(3)]
        whole = [("people", people), ("activities", activities), ("companies", companies)]
        return [
            table_of(
                whole[n][0],
                sheet_of_text(whole[n][1], self.separator, self.encoding),
                Holds.ACTIVITIES if whole[n][0] == "activities" and self.is_plain else None,
            )
            for n in self.order
        ]

    def expected(self) -> list[int | None]:
        """Return the deal of each activity, None for one that is to be listed."""
        named = {deal for _, deals in self.people for deal in deals if deal < len(self.deals)}
        of_contact = []
        for company, deals in self.people:
            own = {deal for deal in deals if deal < len(self.deals)}
            free = {n for n, d in enumerate(self.deals) if d[1] == company and n not in named}
            of_contact.append(own if deals else free)
        return [self._deal_of(*activity, of_contact) for activity in self.activities]

    def _deal_of(self, by, what, days, of_contact) -> int | None:
        if by == "id":
            return what if what < len(self.deals) else None
        if by == "name":
            found = {n for n, deal in enumerate(self.deals) if deal[0] == what}
        elif by == "contact":
            found = of_contact[what] if what < len(of_contact) else set()
        else:
            found = {n for n, deal in enumerate(self.deals) if deal[1] == what}
        if len(found) != 1:
            return None
        (deal,) = found
        is_early = by != "name" and days < self.deals[deal][2]
        return None if is_early else deal


NUMBERS = st.integers(0, 4)
WORLDS = st.builds(
    World,
    st.lists(st.tuples(NUMBERS, st.integers(0, 2), st.integers(0, 20)), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 2), st.frozensets(NUMBERS, max_size=2)), max_size=4),
    st.lists(
        st.tuples(
            st.sampled_from(("id", "name", "contact", "company")), NUMBERS, st.integers(0, 40)
        ),
        min_size=1,
        max_size=8,
    ),
    st.permutations(range(3)),
    st.sampled_from(",;\t|"),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
    st.sampled_from(("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%b %d, %Y", "%Y%m%d")),
    st.booleans(),
)


def deals_of(world: World):
    rows = [["Record ID", "Deal Name", "Deal Stage", "Create Date", "Associated Company IDs"]]
    for n, (title, company, days) in enumerate(world.deals):
        rows.append([100 + n, f"Title {title}", "Demo", world.written(days), 900 + company])
    sheet = sheet_of_text(rows, world.separator, world.encoding)
    found = recognise(sheet.columns)
    assert found is not None
    settled = decide_conventions(sheet, Conventions(found[1], "", "EUR"), "dmy")
    return plan_import(read_rows(sheet, settled), {}, (), LADDER, SOURCE)


# By id a call moves the opening back to its day; that of a contact on that day is still early.
MOVED = World(
    [(0, 2, 1)],
    [(2, frozenset())],
    [("id", 0, 0), ("contact", 0, 0)],
    [0, 1, 2],
    ",",
    "utf-8",
    "%Y-%m-%d",
    is_plain=False,
)


@example(MOVED)
@given(WORLDS)
def test_each_activity_stands_in_the_deal_it_belongs_to_or_is_listed(world):
    """Whatever the order of tables, separators, encodings and dates; imported twice is once."""
    tables = world.tables()
    plan, report = add_companions(deals_of(world), (), tables, SOURCE, lambda _deal, _words: "")
    stands = {
        int(entry.ref.rpartition(":")[2]) - 700: int(str(deal.custom["import"]["id"])) - 100
        for deal in plan.created
        for entry in deal.log
        if entry.ref
    }
    listed = {row.line - 2 for row in report.loose if row.table == "activities"}
    expected = world.expected()
    assert stands == {n: deal for n, deal in enumerate(expected) if deal is not None}
    assert listed == {n for n, deal in enumerate(expected) if deal is None}
    number = sum(bool(entry.ref) for deal in plan.created for entry in deal.log)
    assert number == len(stands)
    for deal in plan.created:
        assert [entry.at for entry in deal.log] == sorted(entry.at for entry in deal.log)
        assert not any(entry.nexts for entry in deal.log)
    book = [(str(deal.custom["import"]["id"]), deal) for deal in plan.created]
    again = plan_import((), {}, (), LADDER, SOURCE)
    twice, _ = add_companions(again, book, tables, SOURCE, lambda _deal, _words: "")
    assert (twice.created, twice.updated) == ((), ())
