"""The questions about an encounter itself: which steps, which outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salescli.commands.support import arguments
from salescli.commands.support.conversation import Conversation
from salescli.domain.process import Outcome
from salescli.prompts import Choice, Hint
from salescli.text.matching import meant


def ask_steps(talk: Conversation, default: Sequence[str]) -> tuple[str, ...]:
    """Return the steps that an encounter was; Enter is the default."""
    about, text = talk.subject, ", ".join(default)
    titles = {step.id: step.title for step in about.process.steps}
    choices = tuple(Choice(*step) for step in titles.items())
    told = f"Steps: {', '.join(step.name for step in choices)}; or - for none"
    return talk.asker.ask(
        "steps",
        "Steps done",
        lambda text: arguments.steps(arguments.names(text), about),
        default=text,
        shown=text or "none",
        hint=Hint(
            choices,
            intro=(told,) if choices else (),
            parse_selection=lambda text: _ids(arguments.names(text), titles),
            also="- for none" if text else "",
        ),
    )


def ask_met(
    talk: Conversation, steps: tuple[str, ...], default: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return outcomes by number or by name; those of the held steps that are still to be met."""
    about, text = talk.subject, ", ".join(default)
    open_ones: list[Outcome] = [
        outcome
        for step in about.process.steps
        if step.id in steps
        for outcome in step.outcomes
        if outcome.id not in about.standing.trace.met
    ]
    if not open_ones and not default:
        return ()
    every = [outcome.id for outcome in open_ones]
    numbered = {str(number): name for number, name in enumerate(every, 1)}

    def names(text: str) -> list[str]:
        words = every if text.strip().lower() == "all" else arguments.names(text)
        return [numbered.get(word, word) for word in words]

    hint = Hint(
        tuple(Choice(one.id, f"{n} {one.text}") for n, one in enumerate(open_ones, 1)),
        intro=(
            *(f"  {n} {one.id}: {one.text}" for n, one in enumerate(open_ones, 1)),
            *(["  - for none"] if text else []),
        ),
        parse_selection=lambda text: _ids(names(text), {one.id: one.text for one in open_ones}),
        also="- for none" if text else "",
    )
    return talk.asker.ask(
        "met",
        "Outcomes met (numbers, names or all)",
        lambda text: arguments.outcomes(names(text), about, steps),
        default=text,
        shown=text or "none",
        hint=hint,
        kept=", ".join,
    )


def _ids(names: Sequence[str], titles: Mapping[str, str]) -> list[str]:
    """Return the names, each that means one thing by its id; the last one may still be typed."""
    ids = [meant(name, titles) for name in names[:-1]]
    whole = [one[0] if len(one) == 1 else name for one, name in zip(ids, names, strict=False)]
    return [*whole, *names[-1:]]
