"""A morning of ten deals, worked by the command line alone and by the server: the same files."""

from __future__ import annotations

from pathlib import Path

from support.mcp_client import Assistant, with_assistant

from salescli.commands.mcp.command_words import command_words

RING = {"what": "Ring them", "on": "2026-12-03"}
MORNING = (
    {
        "do": "log",
        "deal": "ardent",
        "steps": ["legal-review"],
        "met": ["terms-agreed"],
        "note": "Two clauses are left",
        "next": {"step": "procurement-review", "on": "2026-12-04", "goal": "An order number"},
    },
    {"do": "log", "deal": "lindvik", "kind": "email", "note": "Asked for a day", "next": RING},
    {"do": "schedule", "deal": "tarrow", "next": {"step": "trial-start", "on": "2026-12-01"}},
    {"do": "note", "deal": "corvane", "text": "--won: the scanner arrived"},
    {"do": "set", "deal": "merrowby", "fields": {"value": "125000", "custom.slack": "#merrow"}},
    {"do": "person", "deal": "umberfield", "person": "jo", "name": "Jo Park", "role": "end-user"},
    {"do": "cancel", "deal": "pinegrove", "reason": "They are at a fair", "next": RING},
    {
        "do": "lose",
        "deal": "tessaly",
        "reason": "no-answer",
        "evidence": "No word in eight weeks",
    },
    {"do": "schedule", "deal": "morrow", "next": {**RING, "with": ["kit"]}, "also": True},
    {"do": "log", "deal": "merrowby", "note": "Rowan agreed", "next": {**RING, "agreed": True}},
)


def files(book: Path) -> dict[str, bytes]:
    """Return the deals of a book by name."""
    return {path.name: path.read_bytes() for path in sorted((book / "deals").glob("*.toml"))}


def test_both_ways_end_with_the_same_files(run, demo):
    before = files(demo)
    for change in MORNING:
        done = run(*command_words(change))
        assert done.code == 0, (change, done.err)
    typed = files(demo)
    assert sum(before[name] != typed[name] for name in before) == len({c["deal"] for c in MORNING})
    for _ in MORNING:
        assert run("undo", "--yes").code == 0
    assert files(demo) == before

    async def morning(it: Assistant) -> None:
        assert (await it.call("today"))["due"] > 0
        for change in MORNING:
            answer = await it.call("propose", change=change)
            (made,) = answer["items"]
            assert run("apply", made["proposal"]).code == 0

    with_assistant(morning)
    assert files(demo) == typed
