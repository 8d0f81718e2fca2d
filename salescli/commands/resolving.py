"""Conflicts of a merge: listed where nobody can be asked, walked through in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from salescli.commands.editor import edit_text
from salescli.commands.session import in_terminal
from salescli.errors import SalescliError, UsageError
from salescli.model.shell import word
from salescli.model.spoken import count
from salescli.prompts import Asker, Hint, named
from salescli.store.conflicts import Conflict, resolve
from salescli.store.files import write_whole
from salescli.store.merging import Unmerged
from salescli.store.reading import read_or_refuse
from salescli.store.toml import TomlError, parse_toml
from salescli.views.document import Block, Gap, Line, Span
from salescli.views.out import emit, notice

_FIELD = ("ours", "theirs", "edit")
_LINES = ("ours", "theirs", "both", "edit")


def resolve_all(root: Path, found: Sequence[Unmerged]) -> list[str] | None:
    """The files that a merge left, all resolved now; None where something is left to resolve.

    A file that one side deleted and the other changed is kept. Raises SalescliError.
    """
    for one in found:
        if one.one_sided and not one.conflicts:
            notice(
                f"{one.file}: one side deleted it, the other changed it: it is kept\n"
                f"  git rm -- {word(one.file)}   deletes it"
            )
    left = [one for one in found if one.conflicts or one.fault]
    if left and not in_terminal():
        _list(left)
        return None
    for one in left:
        if one.fault:
            raise SalescliError(one.fault, fix=f"mend {one.file} in an editor; salescli sync")
        _walk(root, one)
    return [one.file for one in found]


def _list(left: Sequence[Unmerged]) -> None:
    blocks: list[Block] = []
    for one in left:
        if one.fault:
            blocks.append(Line((Span(one.fault, "error"),), hang=4))
        for conflict in one.conflicts:
            blocks.append(_place(one.file, conflict))
            blocks += _sides(conflict)
    number = sum(len(one.conflicts) or 1 for one in left)
    blocks += [
        Gap(),
        Line((f"{count(number, 'conflict')} left: keep one version of each, delete the marks,",)),
        Line(("then type ", Span("salescli sync", "command"), " (in a terminal it asks).")),
    ]
    emit(tuple(blocks))


def _place(file: str, conflict: Conflict) -> Line:
    what = f"{conflict.field} was" if conflict.field else "several lines were"
    place = f"{file}:{conflict.line}: "
    return Line((place, Span("conflict", "error"), f": {what} changed on both sides"), hang=4)


def _sides(conflict: Conflict) -> list[Block]:
    blocks: list[Block] = []
    for name, text in (("ours", conflict.ours), ("theirs", conflict.theirs)):
        for number, line in enumerate(text.strip("\r\n").splitlines() or ["(deleted)"]):
            label = f"{name}:" if not number else ""
            blocks.append(Line((f"{label:<8}", line), indent=4, hang=14))
    return blocks


def _walk(root: Path, one: Unmerged) -> None:
    """Ask for each conflict of a file, then write it. Raises SalescliError."""
    path = root / one.file
    text = read_or_refuse(path).decode()
    asker = Asker({}, lambda _answers: None)

    def chosen(conflict: Conflict) -> str:
        emit((_place(one.file, conflict), *_sides(conflict)))
        key = f"{one.file}:{conflict.line}"
        choices = _FIELD if conflict.field else _LINES
        question = f"Keep ({', '.join(choices)})"
        answer = asker.ask(key, question, partial(_choice, choices), hint=Hint(named(choices)))
        if answer == "edit":
            return _edited(root, asker, key, conflict)
        kept = (conflict.ours, conflict.theirs)
        return "".join(
            text for name, text in zip(_FIELD, kept, strict=False) if answer in {name, "both"}
        )

    text = resolve(text, chosen)
    if path.suffix == ".toml":
        parse_toml(text.removeprefix("\ufeff"), path)
    write_whole(path, text.encode(), root)


def _choice(choices: Sequence[str], text: str) -> str:
    word = text.strip().lower()
    found = [choice for choice in choices if word and choice.startswith(word)]
    if len(found) != 1:
        raise UsageError(f"'{text}' is none of them", fix=", ".join(choices))
    return found[0]


def _edited(root: Path, asker: Asker, key: str, conflict: Conflict) -> str:
    """What is to stand in the place of both: a value typed here, or lines from the editor."""
    lines = (conflict.ours or conflict.theirs).splitlines(keepends=True)
    name, equals, value = "".join(lines).partition("=")
    if len(lines) != 1 or not equals or not conflict.field:
        text = edit_text(root, ("sync", ""), "conflict.toml", conflict.ours + conflict.theirs)
        return text if text.endswith("\n") or not text else f"{text}\n"
    end = lines[0][len(lines[0].rstrip("\r\n")) :]
    prompt = name.strip()
    typed = asker.ask(f"{key}=", prompt, lambda text: _valued(prompt, text), default=value.strip())
    return f"{name.rstrip()} = {typed}{end}"


def _valued(name: str, text: str) -> str:
    """A value as TOML: as it was typed, or in quotes where it is none so."""
    if "\n" in text or not text:
        raise UsageError("a value is needed", fix='such as 48000, 2027-01-29 or "text"')
    try:
        parse_toml(f"{name} = {text}\n")
    except TomlError:
        raise UsageError(
            f"{text} is no value in TOML", fix='such as 48000, 2027-01-29 or "text"'
        ) from None
    return text
