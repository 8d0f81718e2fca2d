"""Tables as people paste them: Markdown, the frames of database clients, columns held by blanks.

Nothing here knows what the columns mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from salescli.exchange.csv.table_edges import SheetRow
from salescli.text.lazy_re import lazy_re

_RULE = lazy_re(r"[\s|+:=─┼├┤┬┴┌┐└┘━╇┡┩┏┓┳╞╪╡-]*[-=─━]{2}[\s|+:=─┼├┤┬┴┌┐└┘━╇┡┩┏┓┳╞╪╡-]*")
_BARS = str.maketrans(dict.fromkeys("│┃║", "|"))
_CELL = lazy_re(r"(?<!\\)\|")
_GUTTER = 2  # blanks between two columns, at the least
_LOOKED_AT = 2_000  # lines


def framed_rows(text: str) -> list[SheetRow] | None:
    """Return the rows of a table drawn with bars; None where it is none.

    A rule of dashes below its header shows it, or bars around each line.
    """
    lines = [line.translate(_BARS).strip() for line in text.split("\n")]
    drawn = [line for line in lines if line]
    framed = [line for line in drawn if not _RULE.fullmatch(line)]
    has_rule = any(_RULE.fullmatch(line) for line in drawn[:4]) and len(framed) < len(drawn)
    closed = all(len(line) > 1 and line[0] == line[-1] == "|" for line in framed)
    if not framed or not (closed or (has_rule and any("|" in line for line in framed))):
        return None
    rows = []
    for number, line in enumerate(lines, 1):
        if line and not _RULE.fullmatch(line):
            inner = line[1:-1] if closed else line
            cells = (cell.strip().replace("\\|", "|") for cell in _CELL.split(inner))
            rows.append(SheetRow(number, tuple(cells)))
    return rows


def aligned_rows(text: str) -> list[SheetRow] | None:
    """Return the rows of a table whose columns stand below each other; None where it is none."""
    lines = [line.expandtabs().rstrip() for line in text.split("\n")]
    drawn = [line for line in lines[:_LOOKED_AT] if line and not _RULE.fullmatch(line)]
    starts = _starts(drawn) if len(drawn) > 1 else []
    spans = [slice(start, end) for start, end in zip(starts, [*starts[1:], None], strict=False)]
    if len(spans) < 2 or not all(drawn[0][span].strip() for span in spans):
        return None
    return [
        SheetRow(number, tuple(line[span].strip() for span in spans))
        for number, line in enumerate(lines, 1)
        if line and not _RULE.fullmatch(line)
    ]


def _starts(lines: Sequence[str]) -> list[int]:
    """Return where the columns begin: behind what is blank in all lines, twice or more."""
    width = max(map(len, lines))
    is_blank = [
        all(line[place : place + 1] in ("", " ") for line in lines) for place in range(width)
    ]
    starts, blanks = [], _GUTTER
    for place, blank in enumerate(is_blank):
        if blank:
            blanks += 1
            continue
        if blanks >= _GUTTER:
            starts.append(place)
        blanks = 0
    return starts
