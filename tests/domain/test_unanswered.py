"""Since when we wait for an answer: what we wrote counts until anything of theirs, or of both."""

from __future__ import annotations

from support.building import entries, moment
from support.table import each

from salescli.domain.unanswered import unanswered, waiting_since


@each(
    "log, days",
    [
        ("", []),
        ("9 open; 10 email wrote:we", [10]),
        ("9 open; 10 email wrote:we; 11 message wrote:we; 12 note", [10, 11]),
        ("9 open; 10 email wrote:we; 11 email wrote:they", []),
        ("9 open; 10 email wrote:we; 11 call", []),
        ("9 open; 10 email wrote:we; 11 email", []),
        ("9 open; 10 email wrote:they; 11 email wrote:we", [11]),
        ("9 open; 10 email wrote:we; 11 close lost; 12 reopen", []),
    ],
)
def test_what_we_wrote_waits_for_an_answer(log: str, days: list[int]):
    waiting = unanswered(entries(log))
    assert [entry.at for entry in waiting] == [moment(day) for day in days]
    assert waiting_since(entries(log)) == (moment(days[0]) if days else None)
