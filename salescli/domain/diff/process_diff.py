"""What changed between two revisions of a process, by meaning, not by lines. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from salescli.domain.process import Process, Range, Role, Stage, Step
from salescli.domain.time.duration import Duration


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)
_LISTS = (
    ("after", "comes after {}"),
    ("leads_to", "leads to {}"),
    ("never_with", "excludes {}"),
    ("theirs", "calls for {}"),
    ("ours", "needs {} on our side"),
)


def compare_processes(old: Process, new: Process) -> list[str]:
    """Return the changes from one revision to another, each a phrase such as `step demo added`."""
    return [
        *_header(old, new),
        *_items("stage", old.stages, new.stages, _stage),
        *_reordered("stages", old.stages, new.stages),
        *_items("role", old.roles, new.roles, _role),
        *_items("step", old.steps, new.steps, _step),
        *_reordered("steps", old.steps, new.steps),
        *_ask(old, new),
        *_items("disqualifier", old.disqualify, new.disqualify, _reason),
        *_items("reason for a loss", old.loss, new.loss, _reason),
    ]


def _header(old: Process, new: Process) -> Iterator[str]:
    for field in ("title", "summary"):
        if getattr(old, field) != getattr(new, field):
            yield f"{field} reworded"
    yield from _value("order", old.order, new.order)
    yield from _duration("cycle", old.cycle, new.cycle)
    yield from _duration("time until stale", old.stale, new.stale)
    yield from _value("process after a win", old.then or None, new.then or None)
    for name in sorted({*old.fits, *new.fits}):
        yield from _value(f"fits {name}", _fit(old.fits.get(name)), _fit(new.fits.get(name)))


def _fit(fit: object) -> str | None:
    if isinstance(fit, Range):
        return "..".join("" if bound is None else str(bound) for bound in (fit.low, fit.high))
    return ", ".join(fit) if isinstance(fit, tuple) else None


def _items(
    word: str, old: Sequence[T], new: Sequence[T], differ: Callable[[T, T], Iterator[str]]
) -> Iterator[str]:
    before = {item.id: item for item in old}
    after = {item.id: item for item in new}
    yield from (f"{word} {name} added" for name in after if name not in before)
    yield from (f"{word} {name} removed" for name in before if name not in after)
    for name, item in after.items():
        if name in before:
            yield from (f"{word} {name}: {text}" for text in differ(before[name], item))


def _reordered(word: str, old: Sequence[T], new: Sequence[T]) -> Iterator[str]:
    before, after = [item.id for item in old], [item.id for item in new]
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield f"order of the {word} changed"


def _stage(old: Stage, new: Stage) -> Iterator[str]:
    if (old.title, old.buyer) != (new.title, new.buyer):
        yield "reworded"


def _role(old: Role, new: Role) -> Iterator[str]:
    yield from _value("side", old.side, new.side)
    if old.title != new.title:
        yield "reworded"


def _reason(old: _HasId, new: _HasId) -> Iterator[str]:
    if old != new:
        yield "reworded"


def _step(old: Step, new: Step) -> Iterator[str]:
    yield from _value("stage", old.stage, new.stage)
    if old.required != new.required:
        yield "now required" if new.required else "now optional"
    yield from _value("times", old.times, new.times)
    yield from _value("maximum", old.at_most, new.at_most)
    yield from _duration("time frame", old.within, new.within)
    yield from _value("duration", old.takes, new.takes)
    for field, phrase in _LISTS:
        yield from _list(phrase, getattr(old, field), getattr(new, field))
    yield from _items("outcome", old.outcomes, new.outcomes, _outcome)
    for field in ("title", "buyer", "how"):
        if getattr(old, field) != getattr(new, field):
            yield f"{field} reworded"


def _outcome(old: _HasId, new: _HasId) -> Iterator[str]:
    required = getattr(new, "required", True)
    if getattr(old, "required", True) != required:
        yield "now required" if required else "now optional"
    if getattr(old, "text", "") != getattr(new, "text", ""):
        yield "reworded"


def _ask(old: Process, new: Process) -> Iterator[str]:
    if old.ask is None or new.ask is None:
        yield from _value(
            "the ask", old.ask.step if old.ask else None, new.ask.step if new.ask else None
        )
        return
    yield from _value("the ask", old.ask.step, new.ask.step)
    roles = _list("needs the role {}", old.ask.roles, new.ask.roles)
    steps = _list("needs the step {}", old.minimum(), new.minimum())
    yield from (f"the ask {change}" for change in (*roles, *steps))


def _list(phrase: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    yield from (f"now {phrase.format(name)}" for name in new if name not in old)
    yield from (f"no longer {phrase.format(name)}" for name in old if name not in new)


def _value(word: str, old: object, new: object) -> Iterator[str]:
    if old != new:
        before, after = ("none" if value is None else value for value in (old, new))
        yield f"{word} changed from {before} to {after}"


def _duration(word: str, old: Duration | None, new: Duration | None) -> Iterator[str]:
    if old == new:
        return
    if old is None or new is None or _length(old) == _length(new):
        yield from _value(word, old, new)
        return
    tighter = _length(new) < _length(old)
    yield f"{word} {'tightened' if tighter else 'loosened'} from {old} to {new}"


def _length(duration: Duration) -> tuple[float, int]:
    return duration.business_days, duration.minutes or 0
