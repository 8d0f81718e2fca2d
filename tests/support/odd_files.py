"""Strategies for deal files as people keep them: odd layout, comments, keys that nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

_COMMENTS = ("", "", "  # why not", "\t#no space", " # [[log]] isn't one", "   ")
_GAPS = ("", "", "\n", "\n\n\n", "# a line of its own\n", "\n  # indented\n\n", "   \n", "#\n")
_EQUALS = (" = ", "=", "   = ", "\t=  ")

# Each key with the ways to write its value; the first of each is what salescli would write.
_HEADER = {
    "title": ('"Warehouse"', "'Warehouse'", '"Ware\\u0068ouse # 1"', '"""\nWare\nhouse"""'),
    "company": ('"Acme GmbH"', "'''Acme\nGmbH'''"),
    "revision": ("1", "+1", "0x1"),
    "value": ("40000", "40_000", "40000.50", "4.0e4"),
    "currency": ('"EUR"', "'EUR'"),
    "close": ("2027-01-29",),
    "owner": ('"ada"',),
    "tags": ('["retail"]', '[\n  "retail",  # since May\n  "eu",\n]', "[ 'a' ,'b', ]", "[]"),
    "competitors": ('["status quo"]', "[ # none so far\n]"),
    "mood": ('"good"', "{ of = 'the buyer', since = 2026-11-01 }", "[[1, 2], [ 'x' ]]"),
    '"odd key"': ("true",),
    "custom.slack": ('"#acme"',),
    "custom . 'dotted'": ("1979-05-27T07:32:00Z", "inf"),
}
_PEOPLE = (
    "[people.bob]\nname = 'Bob Ross'  # call him Bob\nrole = \"owner\"\n",
    "[ people . bob ]\nphone=\"+49 30 1\"\nrole='owner'\n",
    '[people.bob]\n\n[people.dana]\nrole = "end-user"\nname="Dana"\n  email = \'d@acme.example\'\n',
    "[people.bob]\nrole = 'owner'\n\n[people.bob.notes]\nlikes = ['tea']\n",
    "[people]\nbob = { name = \"Bob\", role = 'owner' }\n",
)
_TABLES = ("", "", "[zebra]\nx = [ 1,\n 2 ]  # kept\n", "[[pets]]\nname='Rex'\n[[pets]]\n")
_ENTRIES = (
    'kind = "call"\nsteps = ["discovery"]\nwith = ["bob"]\n',
    "by='ada'\nkind   =  'email'   # a long one\nmood = 'fine'\n",
    'kind = "note"\nnote = """\nThey said:\n[[log]]\n# not a comment\n  "quoted" \n"""\n',
    "kind = 'note'\nnote = '''\n# [people.eve]\n\n\n'''   # the end\n",
    'kind = "meeting"\nnext = { step = "demo", on = 2026-11-25 }\n',
    'kind = "visit"\n\n  [log.next]\n  step="demo"\n  on = 2026-11-24T10:00:00+01:00 # early\n',
    'kind = "import"\nsteps = [\n "discovery",\n]\n[log.odd]\ndeep.er = 1\n',
)
_HEADINGS = ("[[log]]\n", "[[ log ]]  # again\n", "  [[log]]\n")


@dataclass(frozen=True)
class OddFile:
    """A deal file, and the lines of each key of its header."""

    data: bytes
    header: dict[str, bytes]


@st.composite
def _assignments(draw: st.DrawFn) -> dict[str, str]:
    keys = draw(st.permutations(sorted(_HEADER)))
    kept = keys[: draw(st.integers(2, len(keys)))]
    parts = {"process": "process='small-business'"}
    for key in kept:
        value = draw(st.sampled_from(_HEADER[key]))
        parts[key] = f"{key}{draw(st.sampled_from(_EQUALS))}{value}"
    order = draw(st.permutations(sorted(parts)))
    indents = st.sampled_from(("", "", "", "  ", "\t"))
    return {
        key: f"{draw(indents)}{parts[key]}{draw(st.sampled_from(_COMMENTS))}\n" for key in order
    }


@st.composite
def odd_files(draw: st.DrawFn) -> OddFile:
    """A sound deal file: a header, people, tables that nobody knows, and a log in order of time."""
    gaps = st.sampled_from(_GAPS)
    header = draw(_assignments())
    text = draw(gaps) + "".join(f"{lines}{draw(gaps)}" for lines in header.values())
    tables = [draw(st.sampled_from(_TABLES)), draw(st.sampled_from(_PEOPLE))]
    text += "".join(table + draw(gaps) for table in draw(st.permutations(tables)))
    for day in range(1, draw(st.integers(1, 4)) + 1):
        at = f"at = 2026-11-{day:02}T09:00:00+01:00{draw(st.sampled_from(_COMMENTS))}\n"
        entry = draw(st.sampled_from(_ENTRIES))
        text += draw(gaps) + draw(st.sampled_from(_HEADINGS)) + at + entry
    text += draw(gaps)
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    end = draw(st.sampled_from(("\n", "\n", "\r\n", "mixed")))
    mark = draw(st.sampled_from(("", "", "\ufeff")))
    ends = _ends(draw, text) if end == "mixed" else [end] * text.count("\n")
    return OddFile(
        (mark + _with_ends(text, ends)).encode(),
        {
            key: _with_ends(lines, [end] * lines.count("\n")).encode()
            for key, lines in header.items()
        }
        if end != "mixed"
        else {},
    )


def _ends(draw: st.DrawFn, text: str) -> list[str]:
    turns: list[Any] = draw(st.lists(st.sampled_from(("\n", "\r\n")), min_size=3, max_size=5))
    return [turns[number % len(turns)] for number in range(text.count("\n"))]


def _with_ends(text: str, ends: list[str]) -> str:
    first, *rest = text.split("\n")
    return first + "".join(end + line for end, line in zip(ends, rest, strict=True))
