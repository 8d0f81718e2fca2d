"""Asking in a terminal: every question shows its default, takes Enter, and can be left.

What was answered is handed to `keep` at once; what is half typed is handed over at each pause, and
when the conversation is cut off (Ctrl-C, the end of input, a closed terminal). A resumed
conversation begins with the answers of the last one and asks on from there; answers that it has
not come to yet are handed on, so that breaking it off once more loses none. A conversation that
can be run again can go back: the questions before are then answered as they were, without a word,
and the last of them is asked again. How a line is read is the terminal's business (`line_editor`):
the questions, the keys of their answers and the drafts are the same in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from salescli.errors import InterruptedByUserError, SalescliError
from salescli.prompts.choose_editor import choose_line_editor
from salescli.prompts.hint import Hint, pressed
from salescli.prompts.key_words import YES_NO, key_meant
from salescli.prompts.line_editor import PromptLine, StepBackError
from salescli.prompts.reading_answers import likely_text, prompt_text, taken_answer
from salescli.prompts.redraw import erase_rows
from salescli.prompts.signals import end_of_input_on_hangup
from salescli.text.answer_words import is_none
from salescli.text.letter_answers import remark_behind_answer
from salescli.text.safe_text import harmless, rows_of, wrapped

T = TypeVar("T")

HALF = "…"  # marks the key of an answer that was only half typed
# SystemError: what Python makes of an interruption in the moment in which the line is looked at.
_CUT_OFF = (KeyboardInterrupt, EOFError, SystemError)
_NO_HINT = Hint()


class Asker:
    """One conversation, `begun` then. `answers` are those already given, by the question's key.

    `has_asked` says whether there was any question in it. With `rewinds` whoever asks begins anew
    when StepBackError is raised.
    """

    def __init__(
        self,
        answers: Mapping[str, str],
        keep: Callable[[Mapping[str, str]], None],
        begun: datetime | None = None,
    ) -> None:
        self.begun = begun
        self.has_asked = False
        self.rewinds = False
        self._order: list[str] = []  # the keys of what was answered
        self._offered: set[str] = set()  # those whose answer is shown to be changed
        self._replays = False  # what was answered before going back: nothing is shown
        self._given = dict(answers)
        self._answers: dict[str, str] = {}
        self._keep = keep
        self._editor = choose_line_editor()
        self._later: list[str] | None = None  # what is said while a line is typed
        self._rows = 0  # of the screen that were written
        self._begins: list[int] = []  # at which of them each answered question begins

    def say(self, text: str) -> None:
        """Show some words between questions, wrapped to the terminal's width."""
        if self._replays:
            return
        if self._later is None:
            self._print(wrapped(harmless(text)))
        else:
            self._later.append(text)

    def refuse(self, error: SalescliError) -> None:
        """Say what is wrong with what was typed, and what to type instead: from here on aloud."""
        self._replays = False
        for text in filter(None, (error.message, error.fix)):
            self.say(f"  {text}")

    def _print(self, text: str) -> None:
        print(text)
        self._rows += rows_of(text)

    def recall(self, key: str, text: str) -> str:
        """Return a text that was not asked for, such as a flag's: kept with the answers.

        Without one, the text that the last conversation had under that key.
        """
        text = text or self._given.get(key, "")
        self._given.pop(key, None)
        if text:
            self._answers[key] = text
        return text

    def ask(
        self,
        key: str,
        question: str,
        read: Callable[[str], T],
        *,
        default: str = "",
        shown: str | None = None,
        hint: Hint = _NO_HINT,
        kept: Callable[[T], str] | None = None,
        optional: bool = False,
    ) -> T:
        """Return the answer to a question, read by `read`; what that refuses is asked again.

        `default` is what Enter stands for, `shown` how it is named; after a refusal that knows what
        was meant it is that. The answer is kept as typed, or as `kept` writes it; of an `optional`
        one that isn't known it is said that nothing is. Raises InterruptedByUserError when the
        conversation is cut off, StepBackError when the question before is wanted.
        """
        named = default if shown is None else shown
        keep = partial(self._keep_with, key + HALF)
        line = PromptLine(prompt_text(question, named), hint, keep, default)
        line.has_before = self.rewinds and bool(self._order)
        begins, text = self._rows, self._begin(key, line)
        while True:
            text = text.strip() or line.default
            try:
                value, text = taken_answer(read, text, hint)
            except SalescliError as error:
                self.refuse(error)
                likely = likely_text(read, text, error)
                line.default, line.hint = likely or default, hint
                line.prompt = prompt_text(question, likely or named)
                refused = text if named and not likely else ""
                text = self._read_again(key, line, likely or text, refused)
            else:
                self._note_answer(key, text if kept is None else kept(value), begins)
                if optional and len(text) > 1 and is_none(text):
                    self.say("  left empty")
                return value

    def _read_again(self, key: str, line: PromptLine, text: str, refused: str) -> str:
        """Return the line once more. It begins with a text, which may be the `refused`."""
        is_kept = self._editor.shows and not line.hint.keys
        line.selected = True
        line.typed, line.refused = (text, refused) if is_kept else ("", "")
        return self._read_line(key, line)

    def _note_answer(self, key: str, text: str, begins: int) -> None:
        """Keep an answer; its question `begins` at that row of the screen."""
        self._answers[key] = text
        self._order.append(key)
        if not self._replays:
            self._begins[len(self._order) - 1 :] = [begins]
        self._keep({**self._answers, **self._given})

    def offer_all(self) -> None:
        """Ask for all that was answered before once more, each with its answer."""
        given = self._given.items()
        answers = {key: text for key, text in given if not ("--" in key or key.endswith(HALF))}
        self._offered |= set(answers)
        for key, text in answers.items():
            del self._given[key]
            self._given.setdefault(key + HALF, text)

    def retract(self, key: str) -> None:
        """Let an answer be asked for once more, beginning with it; and all that came after it."""
        for later in self._order[self._order.index(key) :]:
            self._given.pop(later, None)
            text = self._answers.pop(later)
            if later == key and text:
                self._given[later + HALF] = text
                self._offered.add(later)
        del self._order[self._order.index(key) :]

    def _step_back(self, key: str, half: str) -> None:
        """Begin anew with all answers but the last, which is offered again; `half` of one stays."""
        last = self._order.pop()
        begins = self._begins[len(self._order)]
        if self._editor.shows:
            erase_rows(self._rows - begins)
            self._rows = begins
        halves = {last + HALF: self._answers.pop(last), key + HALF: half}
        self._given = {**self._answers, **{k: v for k, v in halves.items() if v}, **self._given}
        self._answers, self._order, self._replays = {}, [], True
        self._offered |= {last, key}

    def _keep_with(self, key: str, text: str) -> None:
        """Keep the answers with one that is half typed."""
        half = {key: text} if text.strip() else {}
        self._keep({**self._answers, **half, **self._given})

    def confirm(self, key: str, question: str, *, default: bool) -> bool:
        """Return a yes or a no."""
        enter, shown = ("y", "Y/n") if default else ("n", "y/N")
        hint = replace(pressed(YES_NO, question), intro=())
        more: list[str] = []

        def read(text: str) -> str:
            pressed_key = key_meant(YES_NO, text, question)
            more[:] = filter(None, (remark_behind_answer(text),))
            return pressed_key

        answer = self.ask(key, question, read, default=enter, shown=shown, hint=hint, kept=str)
        for text in more:
            self.say(f"  left out: '{text}'; salescli note keeps it")
        return answer == "y"

    def key(
        self,
        key: str,
        question: str,
        choices: Mapping[str, str],
        *,
        default: str = "",
        shown: str | None = None,
    ) -> str:
        """Return the one of the `choices` whose key is pressed; they say what each key stands for.

        A word for it is taken too. A plain terminal takes the key and Enter. Enter alone is the
        `default`, where there is one.
        """
        read, hint = partial(key_meant, choices, question=question), pressed(choices, question)
        return self.ask(key, question, read, default=default, shown=shown, hint=hint, kept=str)

    def _begin(self, key: str, line: PromptLine) -> str:
        """Return the answer that the last conversation had; else the one that is heard now."""
        self.has_asked = True
        line.typed = self._given.pop(key + HALF, "")
        line.selected = key in self._offered
        if key in self._given:
            text = self._given.pop(key)
            if not self._replays:
                self._print(f"{self._editor.mark}{line.prompt}{harmless(text)}")
            return text
        self._replays = False
        for text_line in () if self._editor.shows else line.hint.intro:
            self.say(text_line)
        return self._read_line(key, line)

    def _read_line(self, key: str, line: PromptLine) -> str:
        if line.typed:  # there is a line to finish, rather than a key to press
            line.hint = replace(line.hint, keys=False)
        try:
            with end_of_input_on_hangup(self._editor.cut_off) as ignore_signals, self._silent():
                return self._line_or_cut_off(key, line, ignore_signals)
        except EOFError:  # it came just before the line was begun, or after it was typed
            raise InterruptedByUserError("interrupted", over=True) from None

    def _line_or_cut_off(
        self, key: str, line: PromptLine, ignore_signals: Callable[[], None]
    ) -> str:
        """Return the line; where it is cut off, what was typed of it is kept first."""
        try:
            text = self._editor.read_line(line)
            shown = "\n".join(map(harmless, text.split("\n")))
            self._rows += rows_of(f"{self._editor.mark}{line.prompt}{shown}")
            return text  # noqa: TRY300 (what counts the rows belongs to what wrote them)
        except StepBackError:
            self._step_back(key, line.typed)
            raise
        except _CUT_OFF as cut:
            ignore_signals()
            self._editor.note_typed(line)
            self._keep_with(key + HALF, line.typed)
            if not self._editor.shows:
                with suppress(OSError):  # the terminal may be closed
                    print(flush=True)
            over = isinstance(cut, EOFError)
            raise InterruptedByUserError("interrupted", over=over) from None

    @contextmanager
    def _silent(self) -> Iterator[None]:
        """Hold back what is said until the line is typed."""
        self._later = []
        try:
            yield
        finally:
            waiting, self._later = self._later, None
            with suppress(OSError):
                for text in waiting:
                    self.say(text)
