"""What the keys do to a line in a capable terminal; all that isn't here is as readline has it."""

from __future__ import annotations

from asyncio import AbstractEventLoop, TimerHandle
from contextlib import suppress
from dataclasses import dataclass, field

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys

from salescli.errors import SalescliError
from salescli.prompts.choice_panel import ChoicePanel
from salescli.prompts.habit import HABIT, PRESSED
from salescli.prompts.key_words import may_be_word, rests
from salescli.prompts.line_editor import PAUSE, PromptLine, StepBackError


@dataclass(slots=True)
class Typing:
    """A line that is being typed: its text, and the choice that the arrows point at.

    `pointing` is whether the last key was one for the choices: then Space ticks one, and what is
    typed begins a new name.
    """

    line: PromptLine
    buffer: Buffer = field(default_factory=Buffer)
    at: str = ""
    pointing: bool = True
    pause: TimerHandle | None = None
    begun: str = ""  # what the line held when it was begun

    @property
    def below(self) -> ChoicePanel:
        """Return what stands below the line now."""
        line, text = self.line, "" if self.is_refused else self.buffer.text
        return ChoicePanel(line.hint, text, line.default, self.at, line.has_before)

    @property
    def is_refused(self) -> bool:
        """Return whether the line holds what was refused: Enter takes the default instead."""
        return self.line.refused != "" and self.buffer.text == self.line.refused

    @property
    def is_ticking(self) -> bool:
        """Return whether Space ticks a choice, rather than parting two names."""
        return self.line.hint.parse_selection is not None and (
            self.pointing or not self.buffer.text.strip()
        )

    @property
    def is_selected(self) -> bool:
        """Return whether names that are choices, each of them, are selected: Space ticks them."""
        names = {choice.name for choice in self.line.hint.choices}
        return self.buffer.selection_state is not None and names.issuperset(self.below.ticked)

    @property
    def rest(self) -> str:
        """Return what was typed into the line since it was begun."""
        return "" if self.buffer.text == self.begun else self.buffer.text

    def changed(self, loop: AbstractEventLoop | None) -> None:
        """Note what the line holds; a text typed by hand points at the first choice it matches."""
        self.line.typed = self.buffer.text
        self.pointing = False
        self.at = ""
        if self.pause is not None:
            self.pause.cancel()
        if loop is not None:
            self.pause = loop.call_later(PAUSE, self.line.keep, self.line.typed)

    def pressed(self) -> None:
        """Note that a key was pressed: one that isn't of the habit ends what is expected of it."""
        if not (self.rest and HABIT.may_become(self.rest)):
            HABIT.forget()

    def put(self, text: str, at: str = "") -> None:
        """Write the whole line, as a key for the choices does."""
        self.buffer.document = Document(text, len(text))
        self.buffer.exit_selection()
        self.at, self.pointing = at, True

    def move(self, by: int) -> None:
        """Point at another choice; where one alone may be answered it is the answer."""
        below = self.below
        matching, place, text = below.matching, below.place, self.buffer.text.strip()
        if not matching:
            return
        if below.hint.parse_selection is not None:
            to = (place or 0) + by
        elif place is None:
            to = 0 if by > 0 else -1
        else:  # a name that is only begun is completed first
            to = place + by if text in {"", matching[place].name} else place
        name = matching[to % len(matching)].name
        self.put(self.buffer.text if below.hint.parse_selection else name, name)


def bindings(typing: Typing) -> KeyBindings:
    """Return the keys of a line: those for its choices, for its lines, and for pasting."""
    bound = KeyBindings()
    hint = typing.line.hint
    if typing.line.has_before:
        bound.add("s-tab")(_step_back)
    _bind_refused(bound, typing)
    _bind_habit(bound, typing)
    _bind_clear(bound, typing)
    if hint.keys:
        _bind_keys(bound)
        return bound
    if hint.choices:
        _bind_choices(bound, typing)
    if hint.parse_selection is not None:
        _bind_ticks(bound, typing)

    @bound.add(Keys.BracketedPaste)
    def _paste(event: KeyPressEvent) -> None:
        text = event.data.replace("\r\n", "\n").replace("\r", "\n")
        if event.current_buffer.selection_state is not None:
            event.current_buffer.cut_selection()
        event.current_buffer.insert_text(text if hint.lines else " ".join(text.split("\n")).strip())

    if hint.lines:

        @bound.add("escape", "enter")
        def _break(event: KeyPressEvent) -> None:
            event.current_buffer.insert_text("\n")

    return bound


def _step_back(event: KeyPressEvent) -> None:
    event.app.erase_when_done = True
    event.app.exit(exception=StepBackError())


def _bind_clear(bound: KeyBindings, typing: Typing) -> None:
    @bound.add("c-u")
    def _clear(_event: KeyPressEvent) -> None:
        typing.put("")
        typing.pointing = False


def _bind_choices(bound: KeyBindings, typing: Typing) -> None:
    @bound.add("down")
    def _down(_event: KeyPressEvent) -> None:
        typing.move(1)

    @bound.add("up")
    def _up(_event: KeyPressEvent) -> None:
        typing.move(-1)

    @bound.add("tab")
    def _complete(_event: KeyPressEvent) -> None:
        typing.put(typing.below.completed())
        typing.pointing = False


def _bind_ticks(bound: KeyBindings, typing: Typing) -> None:
    ticking = Condition(lambda: typing.is_ticking)

    @bound.add(" ", filter=ticking | Condition(lambda: typing.is_selected))
    def _tick(_event: KeyPressEvent) -> None:
        pointed = typing.below.pointed
        typing.put(typing.below.toggled(), pointed.name if pointed else "")

    @bound.add(Keys.Any, filter=ticking)
    def _begin(event: KeyPressEvent) -> None:
        parted = ", " if typing.buffer.text.strip() and event.data not in {",", ";"} else ""
        event.current_buffer.insert_text(f"{parted}{event.data}")


def _bind_refused(bound: KeyBindings, typing: Typing) -> None:
    """Let Enter on what was refused stand for Enter: it was read, and what is shown is meant."""

    @bound.add("enter", filter=Condition(lambda: typing.is_refused))
    def _take_default(event: KeyPressEvent) -> None:
        typing.buffer.document = Document("")
        event.current_buffer.validate_and_handle()


def _bind_habit(bound: KeyBindings, typing: Typing) -> None:
    """Let the Enter that belongs to the key of the question before answer nothing here."""

    @bound.add("enter", filter=Condition(lambda: HABIT.expects(typing.rest)))
    def _late(_event: KeyPressEvent) -> None:
        HABIT.forget()
        typing.buffer.document = Document(typing.begun, len(typing.begun))


def _bind_keys(bound: KeyBindings) -> None:
    """Bind what a question of one key has beside letters: a paste is a word, as if typed."""

    @bound.add(Keys.BracketedPaste)
    def _paste(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(" ".join(event.data.split()))


def _is_understood(typing: Typing, text: str) -> bool:
    """Return whether a text is a word that the question knows for one of its keys."""
    preview = typing.line.hint.preview
    with suppress(SalescliError):
        return preview is not None and bool(preview(text))
    return False


def press(typing: Typing, app: Application[str]) -> None:
    """Let a key that was pressed answer its question, unless what follows may make a word of it.

    What else was typed belongs to the next question; several words are one answer, up to Enter.
    """
    choices = {choice.name: choice.label for choice in typing.line.hint.choices}
    text = typing.buffer.text
    name = text[:1] if text[:1] in choices else text[:1].lower()
    is_phrase = " " in text
    is_word = len(text) > 1 and (may_be_word(choices, text) or _is_understood(typing, text))
    if name not in choices or is_word or is_phrase or app.is_done:
        return
    for char in text[1:]:
        app.key_processor.feed(KeyPress(char))
    HABIT.expect(rests(choices, name), PRESSED)
    typing.buffer.document = Document(name, 1)
    typing.buffer.validate_and_handle()
