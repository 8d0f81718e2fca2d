"""A process made of the stages of another system: whole, valid, and honest about what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from salescli.exchange.csv.stages import PAST
from salescli.store.formats.process import MOST
from salescli.store.toml.write import literal
from salescli.text.handles import slug

_HEAD = """\
# Made of the stages of another system by `salescli import`. What to complete, best together with
# someone who sells: what the buyer does in each stage, outcomes that the buyer could confirm, who
# has to be met, how long a step may take. `salescli process check {name}` shows what is missing.
"""


def process_text(name: str, stages: Sequence[str], reasons: Iterable[str], system: str) -> str:
    """Return the text of a process with a stage and a step for each of the stages, in their order.

    `reasons` become its reasons for a loss, `system` is named in its summary. No
    process has more than MOST of a kind: the reasons beyond are left to the deals.
    """
    header = {
        "name": name,
        "title": name.replace("-", " ").capitalize(),
        "revision": 1,
        "summary": f"The pipeline that the deals came from: {system}",
        "order": "stages",
    }
    named = list(zip(ids(stages, "stage"), stages, strict=True))
    parts = [_HEAD.format(name=name) + _table("", header)]
    parts += [_table("[[stage]]", {"id": id_, "title": title}) for id_, title in named]
    for id_, title in named:
        outcome: dict[str, object] = {"id": PAST + id_, "text": f"The deal went on from {title}"}
        if id_ == named[-1][0]:  # from the last stage it goes on to its ending, which says it all
            outcome["required"] = False
        parts.append(_table("[[step]]", {"id": id_, "title": title, "stage": id_}))
        parts.append(_table("[[step.outcome]]", outcome))
    known = tuple(dict.fromkeys(reasons))[:MOST]
    for id_, text in zip(ids(known, "reason"), known, strict=True):
        parts.append(_table("[[loss]]", {"id": id_, "text": text}))
    return "\n".join(parts)


def ids(names: Sequence[str], word: str) -> list[str]:
    """Return an id for each name, each one once; numbered where a name has no letter for it."""
    names_used: dict[str, None] = {}
    for number, name in enumerate(names, 1):
        wanted = slug(name) or f"{word}-{number}"
        while wanted in names_used:
            wanted += f"-{number}"
        names_used[wanted] = None
    return list(names_used)


def _table(head: str, values: Mapping[str, object]) -> str:
    lines = [f"{key} = {literal(value)}\n" for key, value in values.items()]
    return (f"{head}\n" if head else "") + "".join(lines)
