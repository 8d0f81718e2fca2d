"""Conflicts of a merge: listed where nobody can be asked, walked through in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from salescli.commands.support.session import in_terminal
from salescli.commands.support.typed.editor import edit_text
from salescli.errors import SalescliError, UsageError
from salescli.prompts import Asker, Hint, name_choices
from salescli.store.files.atomic import write_whole
from salescli.store.files.read import read_or_refuse
from salescli.store.git.conflict_marks import Conflict, resolve
from salescli.store.git.query import read_objects
from salescli.store.sync.tree_merge import Blob, Clash
from salescli.store.sync.unmerged import UnmergedFile
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.text.shell_quoting import word
from salescli.text.wording import count
from salescli.views.render.document import Block, Gap, Span, TextLine
from salescli.views.render.output import emit

_FIELD = ("ours", "theirs", "edit")
_LINES = ("ours", "theirs", "both", "edit")
_WHOLE = ("keep", "delete")  # a file that one side deleted

Decision = tuple[str, Blob | None, Blob | None]


def resolve_all(root: Path, unmerged: Sequence[UnmergedFile]) -> list[str] | None:
    """Return the files that a merge left, all resolved now; None where something is left.

    Raises SalescliError.
    """
    left = [one for one in unmerged if one.conflicts or one.fault or one.one_sided]
    if left and not in_terminal():
        show_conflicts(left)
        return None
    for one in left:
        if one.fault:
            raise SalescliError(one.fault, fix=f"fix {one.file} in an editor; salescli sync")
        if one.conflicts:
            text = read_or_refuse(root / one.file).decode()
            write_whole(root / one.file, _resolved(root, one.file, text).encode(), root)
        elif not _is_kept(one.file, ""):
            (root / one.file).unlink(missing_ok=True)
    return [one.file for one in unmerged]


def decide(root: Path, prefix: str, clashes: Sequence[Clash]) -> dict[Decision, str | None]:
    """Ask about what can't be merged; what the files are to hold, None for no file.

    Nothing is written. Raises SalescliError.
    """
    decided: dict[Decision, str | None] = {}
    for clash in clashes:
        file = clash.path.removeprefix(prefix)
        if clash.text is not None:
            text: str | None = _resolved(root, file, clash.text)
        else:
            here, there = ("deleted", "changed") if clash.ours is None else ("changed", "deleted")
            is_kept = _is_kept(file, f"{here} here, {there} there")
            text = (
                read_objects(root, [clash.kept.name])[clash.kept.name].decode() if is_kept else None
            )
        decided[clash.path, clash.ours, clash.theirs] = text
    return decided


def _is_kept(file: str, how: str) -> bool:
    how = how or "deleted on one side, changed on the other"
    emit((TextLine((f"{file}: ", Span("conflict", "error"), f": {how}"), hang=4),))
    asker = Asker({}, lambda _answers: None)
    choice = partial(_choice, _WHOLE)
    question = f"Keep or delete ({', '.join(_WHOLE)})"
    return asker.ask(file, question, choice, hint=Hint(name_choices(_WHOLE))) == _WHOLE[0]


def show_conflicts(left: Sequence[UnmergedFile]) -> None:
    """List conflicts with file, line and both values, and say how they are resolved."""
    blocks: list[Block] = []
    for one in left:
        if one.fault:
            blocks.append(TextLine((Span(one.fault, "error"),), hang=4))
        elif not one.conflicts:
            blocks += _one_sided(one.file)
        for conflict in one.conflicts:
            blocks.append(_place(one.file, conflict))
            blocks += _sides(conflict)
    number = sum(len(one.conflicts) or 1 for one in left)
    blocks += [
        Gap(),
        TextLine(
            (f"{count(number, 'conflict')} left: keep one version of each, delete the marks,",)
        ),
        TextLine(("then type ", Span("salescli sync", "command"), " (in a terminal it asks).")),
    ]
    emit(tuple(blocks))


def _one_sided(file: str) -> list[Block]:
    what = (Span("conflict", "error"), ": deleted on one side, changed on the other")
    hints = (("git add --", "keeps it"), ("git rm -q --", "deletes it"))
    lines = [TextLine((f"{file}: ", *what), hang=4)]
    lines += [
        TextLine((Span(f"{typed} {word(file)}", "command"), f"   {does}"), indent=4, hang=6)
        for typed, does in hints
    ]
    return list(lines)


def _place(file: str, conflict: Conflict) -> TextLine:
    what = f"{conflict.field} was" if conflict.field else "several lines were"
    place = f"{file}:{conflict.line}: "
    return TextLine((place, Span("conflict", "error"), f": {what} changed on both sides"), hang=4)


def _sides(conflict: Conflict) -> list[Block]:
    blocks: list[Block] = []
    for name, text in (("ours", conflict.ours), ("theirs", conflict.theirs)):
        for number, line in enumerate(text.strip("\r\n").splitlines() or ["(deleted)"]):
            label = f"{name}:" if not number else ""
            blocks.append(TextLine((f"{label:<8}", line), indent=4, hang=14))
    return blocks


def _resolved(root: Path, file: str, text: str) -> str:
    """Ask for each conflict of a text; the text without them. Raises SalescliError."""
    asker = Asker({}, lambda _answers: None)

    def chosen(conflict: Conflict) -> str:
        """Ask which side of a conflict is kept, and return it."""
        emit((_place(file, conflict), *_sides(conflict)))
        key = f"{file}:{conflict.line}"
        choices = _FIELD if conflict.field else _LINES
        question = f"Keep ({', '.join(choices)})"
        answer = asker.ask(
            key, question, partial(_choice, choices), hint=Hint(name_choices(choices))
        )
        if answer == "edit":
            return _edited(root, asker, key, conflict)
        kept = (conflict.ours, conflict.theirs)
        return "".join(
            text for name, text in zip(_FIELD, kept, strict=False) if answer in {name, "both"}
        )

    text = resolve(text, chosen)
    if file.endswith(".toml"):
        parse_toml(text.removeprefix("\ufeff"), root / file)
    return text


def _choice(choices: Sequence[str], text: str) -> str:
    word = text.strip().lower()
    found = [choice for choice in choices if word and choice.startswith(word)]
    if len(found) != 1:
        raise UsageError(f"'{text}' is none of them", fix=", ".join(choices))
    return found[0]


def _edited(root: Path, asker: Asker, key: str, conflict: Conflict) -> str:
    """Return what replaces both sides: a value typed here, or lines from the editor."""
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
    """Return a value as TOML: as it was typed, or in quotes where it is none so."""
    if "\n" in text or not text:
        raise UsageError("a value is needed", fix='such as 48000, 2027-01-29 or "text"')
    try:
        parse_toml(f"{name} = {text}\n")
    except TomlError:
        raise UsageError(
            f"{text} is no value in TOML", fix='such as 48000, 2027-01-29 or "text"'
        ) from None
    return text
