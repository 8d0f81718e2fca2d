"""Which process imported deals follow, and what their stages mean in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from shlex import quote
from typing import TYPE_CHECKING

from salescli.commands.importing.stage_flags import NAMED, StageFlags
from salescli.commands.support import arguments
from salescli.commands.support.reading.process_choice import (
    choose_process,
    process_answered,
    process_names,
)
from salescli.commands.support.session import Session
from salescli.domain.advice import fitting_processes, smallest_first
from salescli.domain.process import Process
from salescli.errors import NotFoundError, SalescliError, UsageError
from salescli.exchange.csv.outcome_names import outcome_name
from salescli.exchange.csv.process_from_stages import ids, process_text
from salescli.exchange.csv.rows import Fact
from salescli.exchange.csv.stages import (
    StageMapping,
    known_line,
    matching_steps,
    stages_of,
    usual_line,
)
from salescli.prompts import Asker, Choice, Hint, name_choices
from salescli.store.formats.process import MOST, read_process
from salescli.store.toml.reader import parse_toml
from salescli.text.answer_words import is_none
from salescli.text.handles import is_handle
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, runs
from salescli.text.talk_words import without_talk

if TYPE_CHECKING:
    from salescli.flags.keeping.import_ import ImportFlags

_NEW = "new"
_NEW_WORDS = {_NEW, "a new one", "new one", "make a new one", "a new process", "neu", "ein neuer"}
_BETWEEN = lazy_re(r"\s*(?:[,;>\n]|->|\u2192|\bthen\b|\bdann\b)\s*")
_LOOKED_AT = 200  # deals that a process is proposed by


@dataclass(frozen=True, slots=True)
class ChosenStages:
    """The process and its ladder; `text` is that of a process that is to be made.

    `is_guess` says whether the order of its stages is one.
    """

    ladder: StageMapping
    text: str = ""
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What a file says of its stages: `known` are those of its system, in their order."""

    facts: Sequence[Fact]
    typed: StageFlags
    system: str
    known: Sequence[str] = ()

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages that its deals stood in."""
        return stages_of(self.facts)


def choose_stages(
    session: Session, flags: ImportFlags, pipeline: Pipeline, asker: Asker | None
) -> ChosenStages:
    """Return the process of the deals, and the steps that its stages mean. Raises SalescliError."""
    if not pipeline.facts:
        return ChosenStages(StageMapping(Process("")))
    if flags.process and flags.from_stages:
        raise UsageError("deals have one process", fix="give --process or --process-from-stages")
    name = flags.process or flags.from_stages or session.book.settings.process
    is_new = bool(flags.from_stages) and name not in session.loader.names()
    if not name:
        if asker is None:
            raise _unsaid(session, pipeline.stages)
        name, is_new = _ask_process(session, pipeline, asker)
    if is_new:
        return _made(session, _name(session, name), pipeline, asker)
    process = choose_process(session, name)
    return ChosenStages(
        StageMapping(process, _steps(process, pipeline.stages, pipeline.typed, asker))
    )


def _unsaid(session: Session, stages: Sequence[str]) -> UsageError:
    names = ", ".join(process_names(session))
    new = "--process-from-stages NAME makes one of its stages; or " if stages else ""
    return UsageError(
        "say which process the deals follow", fix=f"{new}--process NAME\n  processes: {names}"
    )


def _ask_process(session: Session, pipeline: Pipeline, asker: Asker) -> tuple[str, bool]:
    names, stages = process_names(session), pipeline.stages
    asker.say(f"Processes: {', '.join(names)}")
    if stages:
        asker.say(f"'{_NEW}' makes one of the stages in the file: {', '.join(stages)}")

    def read(text: str) -> str:
        if folded(text) in _NEW_WORDS and stages:
            return _NEW
        processes = [choose_process(session, name) for name in names]
        return process_answered(session, text, processes).name

    default = _NEW if stages else _likeliest(session, pipeline.facts)
    name = asker.ask(
        "process", "Process", read, default=default, hint=Hint(name_choices([*names, _NEW]))
    )
    if name != _NEW:
        return name, False
    return asker.ask("name", "Its name", lambda t: _name(session, t), default="pipeline"), True


def _likeliest(session: Session, facts: Sequence[Fact]) -> str:
    """Return the process that fits most of the deals, else that of the smallest companies."""
    processes = [choose_process(session, name) for name in process_names(session)]
    fit = Counter(
        fits[0].name
        for fact in facts[:_LOOKED_AT]
        if (fits := fitting_processes(processes, fact.header))
    )
    return fit.most_common(1)[0][0] if fit else smallest_first(processes)[0].name


def _name(session: Session, text: str) -> str:
    if not is_handle(text):
        raise UsageError(f"'{text}' can't name a process", fix="use letters a to z, digits and -")
    if text in process_names(session):
        raise UsageError(f"there is a process '{text}' already", fix="choose another name")
    return text


def _made(session: Session, name: str, pipeline: Pipeline, asker: Asker | None) -> ChosenStages:
    """Return a process of the stages, in the order that was told, is known, or is asked for."""
    stages, told = pipeline.stages, pipeline.typed
    if told.steps:
        stage, step = next(iter(told.steps.items()))
        raise UsageError(
            f"--stage '{stage}={step}': the steps are made of the stages",
            fix=f"--stage '{stage}=won', lost or disqualified for an ending, or --process NAME",
        )
    if not stages:
        raise UsageError(
            "the file names no stage that a deal stands in, to make a process of",
            fix=f"--process NAME\n  processes: {', '.join(process_names(session))}",
        )
    if len(stages) > MOST:
        raise UsageError(
            f"the column of the stage says {len(stages):,} different things, too many for stages",
            fix="--map stage=COLUMN names another column, --map stage= none",
        )
    ordered, is_guess = _ordered(pipeline, asker)
    lost = (fact.reason for fact in reversed(pipeline.facts) if _explains(fact))
    reasons = sorted({outcome_name(reason): reason for reason in lost}.values())
    text = process_text(name, ordered, reasons, pipeline.system)
    process, _ = read_process(name, parse_toml(text))
    steps = dict(zip(ordered, ids(ordered, "stage"), strict=True))
    return ChosenStages(StageMapping(process, steps), text, is_guess)


def _ordered(pipeline: Pipeline, asker: Asker | None) -> tuple[tuple[str, ...], bool]:
    """Return the stages in their order, and whether it is a guess. Raises UsageError."""
    stages, order = pipeline.stages, pipeline.typed.order
    if order:
        _check_order(stages, order)
        return order, False
    if known := known_line(stages, pipeline.known):
        return known, False
    if asker is not None:
        return _ask_order(usual_line(stages) or stages, asker), False
    if guess := usual_line(stages):
        return guess, True
    raise _orderless(stages)


def _check_order(stages: Sequence[str], order: Sequence[str]) -> None:
    """Check that an order has each stage that a deal stands in. Raises UsageError."""
    more = [name for name in order if name not in stages]
    less = [name for name in stages if name not in order]
    if more:
        raise UsageError(
            f"no deal stands in {', '.join(map(repr, more))}: it is no stage of the order",
            fix=f"leave it out; the stages: {', '.join(stages)}",
        )
    if less:
        raise UsageError(
            f"the order lacks {', '.join(map(repr, less))}",
            fix=f"name all of them: {', '.join(stages)}",
        )


def _explains(fact: Fact) -> bool:
    return fact.result == "lost" and bool(outcome_name(fact.reason))


def _orderless(stages: Sequence[str]) -> UsageError:
    commas = any("," in stage for stage in stages)
    named = " ".join(f"--stage {quote(stage)}" for stage in stages)
    flags = named if commas else f"--stages {quote(','.join(stages))}"
    return UsageError(
        f"in which order do the {len(stages)} stages come?",
        fix=f"name all of them, in their order: {flags}\n"
        f"  one that is an ending: --stage {quote(f'{stages[-1]}=lost')}, won or disqualified",
    )


def _ask_order(stages: Sequence[str], asker: Asker) -> tuple[str, ...]:
    for number, stage in enumerate(stages, 1):
        asker.say(f"  {number} {stage}")

    def read(text: str) -> tuple[str, ...]:
        numbers = arguments.words(text)
        if not set(numbers) <= {str(n) for n in range(1, len(stages) + 1)}:
            return _order_by_names(text, stages)
        if len(numbers) < len(stages):
            raise UsageError("name each of them once, by its number or its name", fix="as in 2 1 3")
        return tuple(stages[int(number) - 1] for number in numbers)

    default = " ".join(str(n) for n in range(1, len(stages) + 1))
    return asker.ask("order", "In which order do they come", read, default=default)


def _order_by_names(text: str, stages: Sequence[str]) -> tuple[str, ...]:
    """Return the stages in the order in which they are named. Raises UsageError."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    titles = {stage: stage for stage in stages}
    names = parts if len(parts) > 1 else runs(text.split(), titles)
    ordered = [
        arguments.only("stage", name, titles, f"stages: {', '.join(stages)}") for name in names
    ]
    if missing := [stage for stage in stages if stage not in ordered]:
        raise UsageError(
            f"where does {missing[0]} come?", fix=f"name all of them: {', '.join(stages)}"
        )
    return tuple(dict.fromkeys(ordered))


def _steps(
    process: Process, stages: Sequence[str], typed: StageFlags, asker: Asker | None
) -> dict[str, str]:
    """Return the step that each stage means: as typed, as it is called, or as asked for."""
    steps = matching_steps(stages, process)
    steps |= {stage: _step(step, process) for stage, step in typed.steps.items()}
    missing = [stage for stage in stages if stage not in steps]
    if missing and asker is None:
        flags = " ".join(f"--stage {quote(f'{stage}=STEP')}" for stage in missing[:NAMED])
        raise UsageError(
            f"what do the stages mean in {process.name}? {', '.join(missing[:NAMED])}",
            fix=f"name the last step that was done there: {flags}\n"
            f"  steps: {', '.join(step.id for step in process.steps)}; -: none was done",
        )
    if missing and asker is not None:
        asker.say(f"Steps of {process.name}: {', '.join(step.id for step in process.steps)}")
        asker.say("Which was the last one done by a deal that stands in these stages? -: none")
        for stage in missing:
            hint = Hint(tuple(Choice(step.id, step.title) for step in process.steps))
            read = partial(_step_answered, process)
            steps[stage] = asker.ask(f"stage.{stage}", f"  {stage}", read, default="-", hint=hint)
    return steps


def _step_answered(process: Process, text: str) -> str:
    """Return the step that an answer names, whatever is said around it. Raises SalescliError."""
    if is_none(text):
        return ""
    try:
        return _step(text, process)
    except SalescliError:
        with suppress(SalescliError):
            return _step(without_talk(text) or text, process)
        raise


def _step(name: str, process: Process) -> str:
    """Return a step of a process; '' is none. Raises NotFoundError."""
    if not name:
        return ""
    if process.stage(name) and not process.step(name):
        steps = ", ".join(step.id for step in process.steps if step.stage == name)
        raise NotFoundError(f"'{name}' is a stage of {process.name}", fix=f"its steps: {steps}")
    titles = {step.id: step.title for step in process.steps}
    return arguments.only("step", name, titles, f"the steps of {process.name}: {', '.join(titles)}")
