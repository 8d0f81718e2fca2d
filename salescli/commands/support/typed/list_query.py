"""What a list is about, from its flags as they were typed: filters, an order, columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from salescli.commands.support import arguments
from salescli.commands.support.reading.load_deals import Summaries, load_summaries
from salescli.commands.support.session import Session, me
from salescli.commands.support.typed import money_arguments
from salescli.domain.list_filters import SORTS, Bounds, Filters, Order, Ranks, matching_deals
from salescli.domain.own_fields import PREFIX
from salescli.domain.process import Process
from salescli.domain.standing import Status
from salescli.domain.summary import Summary
from salescli.domain.time.period import Period
from salescli.errors import NotFoundError, UsageError
from salescli.flags.support.filters import FilterFlags
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import equal_to
from salescli.views.lists.list_columns import COLUMNS, USUAL

_EVERY = frozenset(Status)
_RANGE = lazy_re(
    r"(?P<low>.*?)\s*\.\.\s*(?P<high>.*)|(?P<sign>>=|<=|>|<|)\s*(?P<amount>[^<>=\s].*)"
)


def statuses(flags: FilterFlags) -> frozenset[Status]:
    """Return the statuses that are asked for: open, where nothing else is. Raises NotFoundError."""
    if not flags.statuses:
        if flags.revisit:
            return _EVERY - {Status.OPEN}
        return _EVERY if flags.everything else frozenset({Status.OPEN})
    options = [str(status) for status in Status]
    words = [word.lower() for word in flags.statuses]
    return frozenset(map(Status, arguments.known("status", words, options, _either(options))))


def with_closed(flags: FilterFlags) -> bool:
    """Return whether closed deals are asked for. Raises NotFoundError."""
    return statuses(flags) != statuses(FilterFlags())


def chosen_deals(session: Session, flags: FilterFlags, seen: Summaries) -> list[Summary]:
    """Return the deals that the filters leave, in the order of the book.

    Raises UsageError or NotFoundError.
    """
    rows = list(seen.awaited if flags.revisit else seen.summaries)
    if flags.are_given:
        rows = matching_deals(rows, filters(session, flags, seen), session.today)
    return rows


def filters(session: Session, flags: FilterFlags, seen: Summaries) -> Filters:
    """Return the filters that the flags ask for, held against what the book has.

    Raises UsageError or NotFoundError, with the values that are possible.
    """
    if flags.mine and flags.owners:
        raise UsageError("--mine and --owner contradict each other", fix="give one of them")
    named = _check_names(session, flags, seen)
    owners = frozenset({me(session)}) if flags.mine else named["owner"]
    return Filters(
        statuses=statuses(flags),
        processes=named["process"],
        stages=_stages(session, flags.stages, seen.summaries),
        tags=named["tag"],
        owners=owners,
        overdue=flags.overdue,
        unscheduled=flags.unscheduled,
        waiting=flags.waiting,
        people=flags.people,
        companies=flags.companies,
        competitors=flags.competitors,
        value=None
        if flags.value is None
        else value_bounds(flags.value, session.book.settings.currency),
        closing=_closing(session, flags.closing) if flags.closing is not None else None,
    )


def _check_names(
    session: Session, flags: FilterFlags, seen: Summaries
) -> dict[str, frozenset[str]]:
    """Return the owners, tags and processes that the flags mean, however they are written.

    Raises NotFoundError for what no deal of the book has, closed ones among them.
    """
    given = {"owner": flags.owners, "tag": flags.tags, "process": flags.processes}
    there = _present(session, seen.summaries)
    if any(not equal_to(name, there[word]) for word, names in given.items() for name in names):
        there = _present(session, load_summaries(session, closed=True).summaries)
    for word, names in given.items():
        _known(word, [name for name in names if not equal_to(name, there[word])], there[word])
    return {
        word: frozenset(one for name in names for one in equal_to(name, there[word]))
        for word, names in given.items()
    }


def _present(session: Session, deals: Sequence[Summary]) -> dict[str, set[str]]:
    processes = {*session.loader.names(), *(one.process for one in deals)}
    tags = {tag for one in deals for tag in one.tags}
    return {"owner": {one.owner for one in deals}, "tag": tags, "process": processes}


def _known(word: str, names: Sequence[str], options: Iterable[str]) -> None:
    if names:
        there = sorted({option for option in options if option})
        arguments.known(word, names, there, _either(there))


def _either(options: Collection[str]) -> str:
    shown = list(options)[:30]
    more = f" and {len(options) - 30} others" if len(options) > 30 else ""
    return f"there is: {', '.join(shown) or 'none'}{more}"


def _stages(session: Session, names: Sequence[str], deals: Iterable[Summary]) -> frozenset[str]:
    """Stages by their ids or titles, in whatever case."""
    if not names:
        return frozenset()
    known = dict.fromkeys(stage.id for process in processes(session) for stage in process.stages)
    titles = [stage.title for process in processes(session) for stage in process.stages]
    present = [name for one in deals for name in (one.stage, one.stage_title) if name]
    every = [name for name in (*present, *titles, *known) if name]
    folded = [name.casefold() for name in names]
    arguments.known("stage", folded, {name.casefold() for name in every}, _either(known))
    return frozenset(name for name in every if name.casefold() in folded)


def processes(session: Session) -> list[Process]:
    """Return the processes in force in the book, as far as they can be read."""
    found = (session.loader.in_force(name) for name in session.loader.names())
    return [process for process in found if process is not None]


def ranks(session: Session) -> Ranks:
    """Return the place of every stage in its process, as it is in force."""
    return {
        (process.name, stage.id): place
        for process in processes(session)
        for place, stage in enumerate(process.stages)
    }


def value_bounds(text: str, home: str = "") -> Bounds:
    """Amounts from `>10000`, `>=10k`, `10k+`, `<5k`, `10k..50k`, `10000`; a currency may follow.

    Raises UsageError.
    """
    match = _RANGE.fullmatch(re.sub(r"^(.*[0-9kKmM])\s*\+$", r">=\1", text.strip()))
    low_text, high_text = (match["low"] or "", match["high"] or "") if match else ("", "")
    if match and match["sign"] is not None:
        low_text = high_text = match["amount"]
    if not re.search("[0-9]", low_text + high_text):
        raise UsageError(
            f"--value '{text}' is no range of amounts",
            fix="write it as '>10000', '>=10k', '<5k', 10k..50k or '>10k EUR'",
        )
    ends = [
        money_arguments.typed_money(end, home) if end else None for end in (low_text, high_text)
    ]
    codes = {end.currency for end in ends if end and end.currency}
    if len(codes) > 1:
        raise UsageError(f"--value '{text}' names two currencies", fix="name one of them")
    low, high = (end.amount if end else None for end in ends)
    currency = next(iter(codes), "")
    sign = match["sign"] if match else None
    if sign is not None:
        low = None if sign.startswith("<") else low
        high = None if sign.startswith(">") else high
    elif low is not None and high is not None and high < low:
        raise UsageError(f"--value {text} is empty", fix=f"--value {high}..{low}")
    return Bounds(low, high, sign in ("<", ">"), currency)


def _closing(session: Session, text: str) -> Period:
    from salescli.domain.time.date_grammar import DateError
    from salescli.domain.time.period_grammar import parse_period

    try:
        return parse_period(text, session.today, session.book.settings.calendar)
    except DateError as error:
        raise UsageError(f"--closing: {error}") from None


def orders(typed: Iterable[str]) -> list[Order]:
    """Return the order of a list from `close`, `-value` or `stage,-value`. Raises NotFoundError."""
    names = [name.strip().lower() for text in typed for name in text.split(",") if name.strip()]
    arguments.known("order", [name.removeprefix("-") for name in names], SORTS, _columns(SORTS))
    return [Order(name.removeprefix("-"), name.startswith("-")) for name in names]


def list_columns(
    text: str | None, deals: Iterable[Summary], usual: Sequence[str] = USUAL
) -> tuple[str, ...]:
    """Return the columns that a text names, comma-separated: own fields of the deals among them.

    Raises NotFoundError, UsageError.
    """
    if text is None:
        return tuple(usual)
    names = [name if name in COLUMNS else name.lower() for name in arguments.words(text)]
    if not names:
        raise UsageError("--columns names none", fix=_columns(COLUMNS))
    if any(name not in COLUMNS for name in names):
        own = {key.lower(): key for deal in deals for key in deal.details if key not in COLUMNS}
        options = [*COLUMNS, *sorted(own)]
        unset = [n for n in names if n.startswith(PREFIX) and n not in own]
        if unset and not _is_near(unset[0], own):
            raise NotFoundError(
                f"no deal listed has a field '{unset[0]}'",
                fix=f"salescli set DEAL {unset[0]}=VALUE   sets it",
            )
        return tuple(
            own.get(n, n) for n in arguments.known("column", names, options, _columns(options))
        )
    return tuple(dict.fromkeys(names))


def _columns(options: Collection[str]) -> str:
    return f"there is: {', '.join(options)}"


def _is_near(name: str, known: Iterable[str]) -> bool:
    from difflib import get_close_matches

    return bool(get_close_matches(name, list(known)))
