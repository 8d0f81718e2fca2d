"""Which process imported deals follow, and what their stages mean in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING

from salescli.commands.support import arguments
from salescli.commands.support.open_deal import choose_process, process_names
from salescli.commands.support.session import Session
from salescli.domain.deal import RESULTS
from salescli.domain.process import Process
from salescli.errors import NotFoundError, UsageError
from salescli.exchange.csv.outcome_names import outcome_name
from salescli.exchange.csv.process_from_stages import ids, process_text
from salescli.exchange.csv.rows import Fact
from salescli.exchange.csv.stages import StageMapping, matching_steps, stage_line, stages_of
from salescli.prompts import Asker, Choice, Hint, named
from salescli.store.formats.process import MOST, read_process
from salescli.store.toml.reader import parse_toml
from salescli.text.handles import is_handle

if TYPE_CHECKING:
    from salescli.flags.keeping.import_ import ImportFlags

_NEW = "new"
_NAMED = 6  # stages that a message names


@dataclass(frozen=True, slots=True)
class StageFlags:
    """What `--stage` said: stages that are endings, that are steps, and the order of the others."""

    endings: Mapping[str, str]
    steps: Mapping[str, str]
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChosenStages:
    """The process and its ladder; `text` is that of a process that is to be made."""

    ladder: StageMapping
    text: str = ""


def stage_flags(texts: Sequence[str], stages: Sequence[str]) -> StageFlags:
    """Return what `--stage 'Closed=lost'`, `'Engaging=discovery'` and `'Engaging'` say.

    Raises NotFoundError for a stage that the file doesn't have.
    """
    endings, steps, order = {}, {}, []
    for text in texts:
        name, equals, target = (text, "", "") if text in stages else text.rpartition("=")
        if not equals:
            order.append(_stage(text, stages))
        elif target.strip() in RESULTS:
            endings[_stage(name.strip(), stages)] = target.strip()
        else:
            steps[_stage(name.strip(), stages)] = target.strip().removeprefix("-")
    return StageFlags(endings, steps, tuple(dict.fromkeys(order)))


def _stage(name: str, stages: Sequence[str]) -> str:
    found = next((stage for stage in stages if outcome_name(stage) == outcome_name(name)), None)
    if name in stages:
        return name
    if found is None:
        names = ", ".join(stages[:_NAMED]) + (", …" if len(stages) > _NAMED else "")
        raise NotFoundError(f"the file has no stage '{name}'", fix=f"its stages: {names or 'none'}")
    return found


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
    is_new = bool(flags.from_stages) and name not in session.shelf.names()
    if not name:
        if asker is None:
            raise _unsaid(session, pipeline.stages)
        name, is_new = _ask_process(session, pipeline.stages, asker)
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


def _ask_process(session: Session, stages: Sequence[str], asker: Asker) -> tuple[str, bool]:
    names = process_names(session)
    asker.say(f"Processes: {', '.join(names)}")
    if stages:
        asker.say(f"'{_NEW}' makes one of the stages in the file: {', '.join(stages)}")

    def read(text: str) -> str:
        if text == _NEW and stages:
            return text
        return choose_process(session, text).name

    default = _NEW if stages else names[0]
    name = asker.ask("process", "Process", read, default=default, hint=Hint(named([*names, _NEW])))
    if name != _NEW:
        return name, False
    return asker.ask("name", "Its name", lambda t: _name(session, t), default="pipeline"), True


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
    ordered = told.order if set(told.order) == set(stages) else None
    ordered = ordered or (None if told.order else stage_line(stages, pipeline.known))
    if ordered is None:
        if asker is None:
            raise _orderless(stages)
        ordered = _ask_order(stages, asker)
    lost = (fact.reason for fact in reversed(pipeline.facts) if _explains(fact))
    reasons = sorted({outcome_name(reason): reason for reason in lost}.values())
    text = process_text(name, ordered, reasons, pipeline.system)
    process, _ = read_process(name, parse_toml(text))
    return ChosenStages(
        StageMapping(process, dict(zip(ordered, ids(ordered, "stage"), strict=True))), text
    )


def _explains(fact: Fact) -> bool:
    return fact.result == "lost" and bool(outcome_name(fact.reason))


def _orderless(stages: Sequence[str]) -> UsageError:
    flags = " ".join(f"--stage {quote(stage)}" for stage in stages)
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
        if sorted(numbers) != sorted(str(n) for n in range(1, len(stages) + 1)):
            raise UsageError("name each of them once, by its number", fix="as in 2 1 3")
        return tuple(stages[int(number) - 1] for number in numbers)

    default = " ".join(str(n) for n in range(1, len(stages) + 1))
    return asker.ask("order", "In which order do they come", read, default=default)


def _steps(
    process: Process, stages: Sequence[str], typed: StageFlags, asker: Asker | None
) -> dict[str, str]:
    """Return the step that each stage means: as typed, as it is called, or as asked for."""
    steps = matching_steps(stages, process)
    steps |= {stage: _step(step, process) for stage, step in typed.steps.items()}
    missing = [stage for stage in stages if stage not in steps]
    if missing and asker is None:
        flags = " ".join(f"--stage {quote(f'{stage}=STEP')}" for stage in missing[:_NAMED])
        raise UsageError(
            f"what do the stages mean in {process.name}? {', '.join(missing[:_NAMED])}",
            fix=f"name the last step that was done there: {flags}\n"
            f"  steps: {', '.join(step.id for step in process.steps)}; -: none was done",
        )
    if missing and asker is not None:
        asker.say(f"Steps of {process.name}: {', '.join(step.id for step in process.steps)}")
        asker.say("Which was the last one done by a deal that stands in these stages? -: none")
        for stage in missing:
            steps[stage] = asker.ask(
                f"stage.{stage}",
                f"  {stage}",
                lambda text: "" if arguments.is_none(text) else _step(text, process),
                default="-",
                hint=Hint(tuple(Choice(step.id, step.title) for step in process.steps)),
            )
    return steps


def _step(name: str, process: Process) -> str:
    """Return a step of a process; '' is none. Raises NotFoundError."""
    if not name:
        return ""
    if process.stage(name) and not process.step(name):
        steps = ", ".join(step.id for step in process.steps if step.stage == name)
        raise NotFoundError(f"'{name}' is a stage of {process.name}", fix=f"its steps: {steps}")
    titles = {step.id: step.title for step in process.steps}
    return arguments.only("step", name, titles, f"the steps of {process.name}: {', '.join(titles)}")
