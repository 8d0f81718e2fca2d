"""What a capable terminal shows below the line that is typed: the choices, and what it means.

Pure: from a hint and a text to rows. A sign says what a colour only repeats: `[x]` is ticked,
`>` is pointed at, `=` is what was understood, `?` what wasn't.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import wrap

from salescli.errors import SalescliError
from salescli.prompts.hint import Choice, Hint
from salescli.prompts.key_row import key_rows
from salescli.text.matching import folded, meant
from salescli.text.safe_text import harmless, pad, shorten, width

Row = tuple[str, str]  # a style's name and a text
_NAMES = 24  # cells for the names, at most
_NOTHING = "-"  # in a line that has a default: none of the choices
_ROOM = 5  # rows from which two may be spent on saying that there is more
_TICKING = "Up and Down move, Space ticks; or type names, Tab completes"
_CHOOSING = "Up and Down choose; or type, Tab completes"
_GOING_ON = "Enter continues"
_GOING_BACK = "Shift-Tab: back"
_BREAKING = "Alt-Enter begins a new line"


@dataclass(frozen=True, slots=True)
class ChoicePanel:
    """What stands below a `text` whose empty line means `default`; `at` is what is pointed at.

    '' points at the first choice that the text says, else at the first one to be ticked, or at
    the first one that what was typed may still become. `has_before`: there is a question to go
    back to.
    """

    hint: Hint
    text: str = ""
    default: str = ""
    at: str = ""
    has_before: bool = False

    @property
    def ticked(self) -> tuple[str, ...]:
        """Return the names that the text says, where several may be said."""
        ticks = self.hint.parse_selection
        return tuple(ticks(self.text.strip() or self.default)) if ticks else ()

    @property
    def part(self) -> str:
        """Return the name that is being typed: the last one, where several may be."""
        if self.hint.parse_selection is None:
            return self.text.strip()
        return re.split(r"[\s,]", self.text)[-1]

    @property
    def is_begun(self) -> bool:
        """Return whether a name is being typed that is none of the choices yet."""
        return self.part not in {"", _NOTHING, *(choice.name for choice in self.hint.choices)}

    @property
    def matching(self) -> tuple[Choice, ...]:
        """Return the choices that a name begun may still become, or has in it; else all of them."""
        if not self.is_begun:
            return self.hint.choices
        return self._begun or (self.hint.choices if self.hint.parse_selection else ())

    @property
    def _begun(self) -> tuple[Choice, ...]:
        """Return the choices that the name begun may mean: those that reading it finds."""
        choices, part = self.hint.choices, folded(self.part)
        ids = meant(self.part, {choice.name: choice.label for choice in choices})
        if ids or not part:
            return tuple(choice for choice in choices if choice.name in ids)
        begun = tuple(choice for choice in choices if folded(choice.name).startswith(part))
        return begun or tuple(choice for choice in choices if folded(choice.label).startswith(part))

    @property
    def place(self) -> int | None:
        """Return which of the matching choices is pointed at, if any is."""
        text, names = self.text.strip(), [choice.name for choice in self.matching]
        for name in (self.at, self.part, *self.ticked, text or self.default or self.hint.begin):
            if name in names:
                return names.index(name)
        return 0 if names and (text or self.hint.parse_selection) else None

    @property
    def pointed(self) -> Choice | None:
        """Return the choice that is pointed at, if any is."""
        place = self.place
        return None if place is None else self.matching[place]

    def toggled(self) -> str:
        """Return the text with the current choice ticked, or no longer ticked; `-` is none."""
        names, pointed = list(self.ticked), self.pointed
        if pointed is None:
            return self.text
        if self.hint.parse_selection and self.is_begun and pointed in self._begun:
            begun = self.hint.parse_selection(self.part)
            names = [name for name in names if name not in begun]
        if pointed.name in names:
            names.remove(pointed.name)
        else:
            names.append(pointed.name)
        return ", ".join(names) or (_NOTHING if self.default else "")

    def completed(self) -> str:
        """Return the text with the choice that is pointed at in the place of the name begun."""
        pointed = self.pointed
        if pointed is None or (self.hint.parse_selection and not self.part):
            return self.text
        if self.is_begun and pointed not in self._begun:
            return self.text
        return f"{self.text[: len(self.text) - len(self.part)]}{pointed.name}"

    @property
    def only(self) -> str:
        """Return the text with the only choice that the name begun may mean; '' for none such."""
        return self.completed() if self.is_begun and len(self._begun) == 1 else ""

    @property
    def is_taken(self) -> bool:
        """Return whether Space or Enter takes the choice that is pointed at."""
        if self.at or not self.is_begun:
            return True
        names = [choice.name for choice in self._begun]
        return len(names) == 1 and (not self.hint.takes or names[0] in self.hint.takes(self.text))

    def rows(self, cells: int, height: int) -> list[Row]:
        """Return the rows, none wider than so many cells, and no more than so many."""
        rows = [*self._understood(), *self._keys(cells)]
        if not self.hint.keys:
            whole = self._whole_label(cells)
            rows += self._choices(height - len(rows) - len(self._help()) - len(whole))
            rows += whole
        rows += [("faint", text) for text in self._help()]
        return [(style, shorten(text, cells)) for style, text in rows[:height]]

    def _understood(self) -> list[Row]:
        text = self.text.strip() or self.default
        if self.hint.preview is None or not text:
            return []
        try:
            preview = self.hint.preview(text)
        except SalescliError as error:
            if self.is_begun and self._begun:
                return []
            return [("warning", f"  ? {harmless(error.message)}")]
        return [("good", f"  = {harmless(preview)}")] if preview else []

    def _keys(self, cells: int) -> list[Row]:
        """Return the rows of the keys, where one of them answers."""
        if not self.hint.keys or not self.hint.choices:
            return []
        return [("", f"  {row}") for row in key_rows(self.hint.choices, cells - 2)]

    def _choices(self, height: int) -> list[Row]:
        """Return the choices in a window of that height around the one that is pointed at."""
        matching = self.matching
        if not matching or height < 1:
            return []
        at = self.place
        first = max(0, min((at or 0) - height // 2, len(matching) - height))
        last = min(first + height, len(matching))
        column = min(max(width(harmless(choice.name)) for choice in matching), _NAMES)
        ticked = self.ticked
        rows = [
            self._choice(choice, number == at and self.is_taken, choice.name in ticked, column)
            for number, choice in enumerate(matching[first:last], first)
        ]
        if height >= _ROOM and first:
            rows[0] = ("faint", f"  … {first + 1} more above")
        if height >= _ROOM and last < len(matching):
            rows[-1] = ("faint", f"  … {len(matching) - last + 1} more below")
        return rows

    def _choice(self, choice: Choice, pointed: bool, ticked: bool, column: int) -> Row:
        box = ("[x] " if ticked else "[ ] ") if self.hint.parse_selection else ""
        begin = f"{'>' if pointed else ' '} {box}{pad(harmless(choice.name), column)}"
        text = f"{begin}  {harmless(choice.label)}" if choice.label else begin
        return ("strong" if pointed else "", text.rstrip())

    def _whole_label(self, cells: int) -> list[Row]:
        """Return what the current choice is for, where its row has no room for all of it."""
        pointed, indent = self.pointed, "    "
        if pointed is None:
            return []
        column = min(max(width(harmless(choice.name)) for choice in self.matching), _NAMES)
        ticks = self.hint.parse_selection is not None
        label, room = harmless(pointed.label), cells - column - (8 if ticks else 4)
        if width(label) <= room:
            return []
        lines = wrap(label, max(cells - len(indent), 8), break_on_hyphens=False)
        return [("faint", f"{indent}{line}") for line in lines]

    def _help(self) -> list[str]:
        hint = self.hint
        rows = hint.also.split("\n") if hint.also else []
        if hint.lines:
            rows.append(_BREAKING)
        last = _GOING_BACK if self.has_before else ""
        if hint.choices and not hint.keys:
            keys = _CHOOSING if hint.parse_selection is None else _TICKING
            last = f"{keys}; {last or _GOING_ON}"
        return [f"  {row}" for row in (*rows, last) if row]
