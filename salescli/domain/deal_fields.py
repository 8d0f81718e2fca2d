"""The header of a deal: one row a field, from which every room takes what it has to know of it.

Reading and writing files, their schema, `set`, the flags of `add`, the columns of CSV, `show` and
the history follow from these rows. A new field is one row, and its test. Annotations are not
postponed here: every command reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, get_type_hints

Amount = int | Decimal


class Kind(Enum):
    """What a field holds."""

    TEXT = "a text"
    TEXTS = "texts, separated by commas"
    SENTENCES = "texts, separated by semicolons"
    COUNT = "a whole number from 1, which the program sets"
    WHOLE = "a whole number from 0"
    AMOUNT = "an amount, typed with or without its currency"
    CURRENCY = "a currency's code"
    DAY = "a day"
    HANDLE = "another deal's handle"


LISTS = (Kind.TEXTS, Kind.SENTENCES)
Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Field:
    """One field of the header. `schema` is what the schema and the guide say of it.

    `help` is the sentence of its flag at `add`, and of a column that an import reads; `flag` is its
    name where that is not the key's ('-' for none), `takes` what it takes. `shown` is how `show`
    has it, `{}` in place of the value ('' where it stands elsewhere or not at all). `columns` are
    the names that it goes by in files from elsewhere, as a pattern; '-' where none is read.
    """

    kind: Kind
    schema: str
    help: str
    flag: str = ""
    takes: str = "TEXT"
    shown: str = ""
    columns: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Header:
    """The header of a deal. `handle`, the file's stem, is no field of it."""

    handle: str
    title: Annotated[
        str, Field(Kind.TEXT, "What is to be sold, in a few words.", "What is to be sold.")
    ] = ""
    company: Annotated[str, Field(Kind.TEXT, "The buyer.", "Who might buy.", flag="-")] = ""
    process: Annotated[
        str,
        Field(
            Kind.TEXT,
            "The name of the process that the deal follows.",
            "The process that it follows.",
            takes="NAME",
            columns="-",
        ),
    ] = ""
    revision: Annotated[
        int,
        Field(
            Kind.COUNT,
            "The revision of the process, pinned when the deal was opened.",
            "",
            flag="-",
            columns="-",
        ),
    ] = 1
    value: Annotated[
        Amount | None,
        Field(
            Kind.AMOUNT,
            "What the deal is worth, in its currency.",
            "What it is worth: 48000, 48k.",
            takes="AMOUNT",
        ),
    ] = None
    currency: Annotated[
        str,
        Field(
            Kind.CURRENCY,
            'The currency of the value, such as "EUR".',
            "That of the value: EUR.",
            takes="CURRENCY",
        ),
    ] = ""
    close: Annotated[
        date | None,
        Field(Kind.DAY, "The expected close.", "When you expect it to close.", takes="DATE"),
    ] = None
    owner: Annotated[
        str,
        Field(
            Kind.TEXT,
            "The handle of the colleague whose deal it is.",
            "Whose deal it is.",
            takes="OWNER",
            shown="owner {}",
        ),
    ] = ""
    source: Annotated[
        str,
        Field(
            Kind.TEXT,
            'Where the deal came from, such as "referral".',
            "Where it came from: referral.",
            shown="from {}",
            columns="(?:lead |deal )?(?:source|origin|channel)",
        ),
    ] = ""
    tags: Annotated[
        Texts,
        Field(
            Kind.TEXTS,
            "Words to find deals by.",
            "A tag (repeatable).",
            flag="--tag",
            takes="TAG",
            shown="tags {}",
            columns="tags?|labels?|categories",
        ),
    ] = ()
    competitors: Annotated[
        Texts,
        Field(
            Kind.TEXTS,
            'What the buyer could choose instead; "status quo" is one of them.',
            "Who or what you compete with (repeatable).",
            flag="--competitor",
            shown="competing with: {}",
        ),
    ] = ()
    follows: Annotated[
        str,
        Field(
            Kind.HANDLE,
            "The handle of the deal that this one grew out of.",
            "The deal that this one grew out of.",
            takes="DEAL",
            shown="follows {}",
            columns="-",
        ),
    ] = ""
    employees: Annotated[
        int | None,
        Field(
            Kind.WHOLE,
            "How many people work at the buyer; a process may be chosen by it.",
            "How many people work there.",
            takes="N",
            columns="employees|headcount|company size",
        ),
    ] = None
    industry: Annotated[
        str,
        Field(
            Kind.TEXT,
            "The buyer's industry; a process may be chosen by it.",
            "Their industry.",
            columns="industry|sector|branche",
        ),
    ] = ""
    country: Annotated[
        str,
        Field(
            Kind.TEXT,
            "The buyer's country; a process may be chosen by it.",
            "Their country.",
            columns="country|land",
        ),
    ] = ""
    kind: Annotated[
        str,
        Field(
            Kind.TEXT,
            "The kind of deal; a process may be chosen by it.",
            "What kind of deal it is.",
        ),
    ] = ""
    objective: Annotated[
        str,
        Field(
            Kind.TEXT,
            "What the buyer wants to reach, for the plan that both sides go by.",
            "What the buyer wants to reach.",
        ),
    ] = ""
    measures: Annotated[
        Texts,
        Field(
            Kind.SENTENCES,
            "How both sides will see that it is reached.",
            "How both sides will see it (repeatable).",
            flag="--measure",
        ),
    ] = ()
    go_live: Annotated[
        date | None,
        Field(
            Kind.DAY,
            "The day on which the buyer wants to be working with it.",
            "When the buyer wants to use it.",
            takes="DATE",
        ),
    ] = None


def _rows() -> dict[str, Field]:
    hints = get_type_hints(Header, include_extras=True)
    return {key: hint.__metadata__[0] for key, hint in hints.items() if key != "handle"}


FIELDS: Mapping[str, Field] = _rows()
# Those that `add` takes as flags, and those that an import reads from a column.
FLAGS = {key: field.flag or f"--{key.replace('_', '-')}" for key, field in FIELDS.items()}
FLAGS = {key: flag for key, flag in FLAGS.items() if flag != "-"}
COLUMNS = {key: field for key, field in FIELDS.items() if field.columns != "-"}


def singular(key: str) -> str:
    """Return what one value of a list is called: a tag of the tags."""
    return FLAGS[key].removeprefix("--").replace("-", " ")
