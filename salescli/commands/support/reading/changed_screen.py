"""The screen of all findings, made from the one before: only what changed is looked into."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from salescli.commands.support.reading.deal_findings import DealFindings
from salescli.domain.finding import Finding
from salescli.store.cache.output_cache import CachedOutput
from salescli.store.cache.screen_parts import Numbers, ScreenParts, read_screen_parts
from salescli.store.deal_loader import deal_file
from salescli.text.wording import count
from salescli.views.findings import FileScreen, in_all, what_first
from salescli.views.render import plain
from salescli.views.render.document import Block, LaidOut
from salescli.views.render.output import encoded, encoding_of_output

_FEW = 50  # deals: where more changed, all are looked at
_NAMED = 50  # of the most urgent deals

InOrder = Callable[[Iterable[Finding]], list[Finding]]
Order = Callable[[Collection[str]], Sequence[str]]


class NotedScreen:
    """Notes what a screen of all findings is made of, while it is made."""

    def __init__(self, deals: DealFindings, order: Order) -> None:
        self._deals, self._order = deals, order
        self._rows: list[tuple[str, Numbers]] = []
        self._urgent: Sequence[str] = ()

    def watch(self, screens: Iterable[FileScreen]) -> Iterator[FileScreen]:
        """Yield what is shown of each file, noted."""
        for screen in screens:
            self._rows.append((screen.file, numbers_of(screen)))
            yield screen

    def order(self, handles: Collection[str]) -> Sequence[str]:
        """Return the open ones of some deals, the most urgent one first, noted."""
        order = self._order(handles)
        self._urgent = order[:_NAMED]
        return order

    def to_bytes(self) -> bytes:
        """Return what is kept beside the screen."""
        deals = self._deals
        parts = ScreenParts(len(deals.states), urgent=list(self._urgent), logged=deals.logged)
        parts.shared = sorted(deals.shared)
        parts.fill(self._rows)
        return parts.to_bytes()


def numbers_of(screen: FileScreen) -> Numbers:
    """Return the numbers of what is shown of a file, which is laid out."""
    length = len(encoded(f"{screen.content!s}\n")) if screen.content else 0
    errors, warnings, infos = screen.counts
    return length, screen.weight, screen.hidden, errors, warnings, infos


Fresh = Mapping[str, Sequence[FileScreen]]  # of each deal that changed


def screen_again(
    question: CachedOutput, deals: DealFindings, in_order: InOrder, order: Order
) -> tuple[list[Block], ScreenParts] | None:
    """Return the kept screen of all findings, those of the deals that changed made anew.

    And its parts; None where it has to be made from all deals. What is shown of a deal has its
    findings `in_order`; the most urgent of several deals is found by the `order` of the day.
    """
    kept = question.answer_before()
    parts = read_screen_parts(kept.notes) if kept is not None else None
    changed = question.changed(kept) if kept is not None else None
    if kept is None or parts is None or changed is None or len(changed) > _FEW:
        return None
    bottom = encoded(_text(_bottom(parts)))
    if encoded("\n") != b"\n" or not kept.output.endswith(bottom):
        return None
    fresh: Fresh = {
        handle: deals.screens(handle, in_order) if handle in deals.states else ()
        for handle in changed
    }
    if not _stand_alone(parts, deals, fresh):
        return None
    lines = kept.output[-len(bottom) - parts.length : -len(bottom)]
    body = list(_lines_again(parts, fresh, lines))
    _take(parts, deals, fresh)
    first = _first(parts, deals, in_order)
    if first is None:
        return None
    return [*what_first(first, len(parts.files), order), *body, *_bottom(parts)], parts


def _stand_alone(parts: ScreenParts, deals: DealFindings, fresh: Fresh) -> bool:
    """Return whether what is shown of deals is theirs alone, before and now."""
    if deals.shared or not fresh.keys().isdisjoint(parts.shared):
        return False
    for handle, screens in fresh.items():
        if [screen.file for screen in screens] not in ([], [deal_file(handle)]):
            return False
    return all(parts.logged.get(ref, handle) in fresh for ref, handle in deals.logged.items())


def _lines_again(parts: ScreenParts, fresh: Fresh, lines: bytes) -> Iterator[Block]:
    """Yield the lines about all files, those of some deals anew."""
    screens = {deal_file(handle): screens for handle, screens in fresh.items()}
    encoding, end = encoding_of_output(), 0
    for file, start, length in parts.places(screens):
        if start > end:
            yield LaidOut(lines[end : start - 1].decode(encoding, "backslashreplace"))
        yield from (LaidOut(str(screen.content)) for screen in screens[file] if screen.content)
        end = start + length
    if len(lines) > end:
        yield LaidOut(lines[end:-1].decode(encoding, "backslashreplace"))


def _take(parts: ScreenParts, deals: DealFindings, fresh: Fresh) -> None:
    """Let the parts of a screen be those of what is shown of some deals now."""
    for handle, screens in fresh.items():
        numbers = next((numbers_of(screen) for screen in screens), None)
        parts.put(deal_file(handle), numbers)
    parts.deals = len(deals.states)
    parts.fresh = sorted({*parts.fresh, *fresh} & deals.states.keys())
    kept = {ref: handle for ref, handle in parts.logged.items() if handle not in fresh}
    parts.logged = kept | deals.logged


def _first(parts: ScreenParts, deals: DealFindings, in_order: InOrder) -> list[Finding] | None:
    """Return the findings of which the most urgent one comes first; None where that isn't known."""
    worst = parts.worst
    placed = (handle for handle in parts.urgent if handle not in parts.fresh)
    fresh = [handle for handle in parts.fresh if deal_file(handle) in worst]
    if len(fresh) < len(worst):
        head = next((handle for handle in placed if deal_file(handle) in worst), None)
        if head is None or head in parts.shared:
            return None
        fresh.append(head)
    screens = (screen for handle in fresh for screen in deals.screens(handle, in_order))
    return [screen.worst for screen in screens]


def _bottom(parts: ScreenParts) -> list[Block]:
    looked = count(parts.deals, "deal")
    return list(in_all(parts.counts, parts.hidden, looked, is_below=parts.length > 0))


def _text(blocks: Sequence[Block]) -> str:
    return "".join([f"{line}\n" for line in plain.lines(tuple(blocks), None)])
