"""Each writing command as it is killed: the book that it works on, and what follows it."""

from __future__ import annotations

from dataclasses import dataclass

from support.kill_books import AHEAD, MAPS
from support.sync_machines import FIRST, PROCESS


@dataclass(frozen=True, slots=True)
class Case:
    """A command, the book's name, and how often it is killed in a full campaign.

    `again`: the command itself is what follows a kill, and after it the change must be there.
    Else a note on another deal follows, and the change is there, whole, or not at all.
    """

    name: str
    arguments: tuple[str, ...]
    book: str = "small"
    full: int = 300
    again: bool = False
    editor: str = ""
    place: str = "book"


_MAIL = ("../mail.eml", "--deal", "acme")
_LATER = ("--what", "another", "--on", "2026-12-03")
CLOSED = ("--evidence", "the fact")
CASES = (
    Case("sync", ("sync",), "apart", full=2000, again=True),
    Case("import", ("import", "../rows.csv", "--process", PROCESS, *MAPS), full=500),
    Case("add", ("add", "New", "--process", PROCESS, *FIRST)),
    Case("add with a process", ("add", "New", "--process", "enterprise", *AHEAD)),
    Case("log", ("log", "acme", "demo", "-m", "a call", "--person", "eve: Eve", *AHEAD)),
    Case("note", ("note", "acme", "-m", "a note")),
    Case("schedule", ("schedule", "acme", *AHEAD)),
    Case("skip", ("skip", "acme", "demo", "-m", "no need")),
    Case("cancel", ("cancel", "acme", "-m", "not now", *AHEAD)),
    Case("set", ("set", "acme", "value=48k", "source=referral")),
    Case("person", ("person", "acme", "eve", "--name", "Eve")),
    Case("win", ("win", "acme", *CLOSED, "--follow-on", *AHEAD)),
    Case("lose", ("lose", "acme", "--reason", "price", *CLOSED)),
    Case("walk", ("walk", "acme", "--reason", "too-small", *CLOSED)),
    Case("reopen", ("reopen", "gone", *AHEAD)),
    Case("amend", ("amend", "acme", "-m", "another note")),
    Case("rename", ("rename", "acme", "acme-two")),
    Case("delete", ("delete", "acme", "--yes")),
    Case("merge", ("merge", "beta", "--into", "acme", "--prefer", "acme")),
    Case("undo", ("undo", "--yes")),
    Case("redo", ("redo", "--yes"), "undone"),
    Case("undo of an import", ("undo", "--yes"), "imported"),
    Case("import again", ("import", "../newer.csv", "--process", PROCESS, *MAPS), "imported"),
    Case(
        "import with companions",
        ("import", "../rows.csv", "../people.csv", "../calls.csv", "--process", PROCESS, *MAPS),
        full=500,
    ),
    Case("companions alone", ("import", "../people.csv", "../calls.csv"), "imported"),
    Case("import of our own", ("import", "../own.json"), "imported"),
    Case("process new", ("process", "new", "mine", "--from", "enterprise")),
    Case("process revise", ("process", "revise", "ours", "--file", "../revised.toml")),
    Case("process adopt", ("process", "adopt", "ours", "--yes"), "revised"),
    Case("learn apply", ("learn", "line", "--apply", "required:workshop"), "line"),
    Case("edit", ("edit", "acme"), editor="sh ../edit.sh"),
    Case("capture", ("capture", "../many.mbox"), again=True),
    Case("capture and log", ("capture", *_MAIL, "--keep"), again=True),
    Case("capture and dismiss", ("capture", _MAIL[0], "--dismiss"), again=True),
    Case("propose", ("propose", "--by", "claude", "note", "acme", "-m", "as proposed")),
    Case("apply", ("apply", "acme-1"), "proposed", again=True),
    Case("calendar written", ("schedule", "acme", "--also", *_LATER), "calendar"),
    Case("calendar taken", ("calendar", "acme", "--take"), "moved", again=True),
    Case("doctor fix", ("doctor", "--fix"), "ill", again=True),
    Case("init", ("init", "book", "--me", "ada"), "nothing", again=True, place=""),
    Case("demo", ("demo", "book"), "nothing", again=True, place=""),
)
