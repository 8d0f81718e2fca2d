"""The settings of a book: read from salescli.toml, and the text of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from salescli.domain.finding import Finding
from salescli.domain.settings import Settings
from salescli.domain.time.duration import Duration
from salescli.domain.time.workdays import Calendar
from salescli.store.formats import values
from salescli.store.formats.values import Shape, WrongValueError, read_table

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COUNTRY = "[A-Z]{2}"
REGION = "[0-9A-Za-zÀ-ž]{1,24}([ -][0-9A-Za-zÀ-ž]{1,24}){0,3}"
# What HTML takes for an address, less the percent sign, which means something in a link.
EMAIL = (
    r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]{1,64}"
    r"@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*"
)
FOLDER = r"[~/](\S|.*\S)?"  # absolute, or from somebody's home
HOURS = "([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]"


def read_settings(table: Mapping[str, Any]) -> tuple[Settings, list[Finding]]:
    """Return the settings that a table states, and the findings F02 and F03. Never raises."""
    findings: list[Finding] = []
    fields = read_table(table, SETTINGS, (), findings)
    calendar = read_table(fields.pop("calendar", {}), CALENDAR, ("calendar",), findings)
    git = read_table(fields.pop("git", {}), GIT, ("git",), findings)
    check = read_table(fields.pop("check", {}), CHECK, ("check",), findings)
    files = read_table(fields.pop("files", {}), FILES, ("files",), findings)
    capture = read_table(fields.pop("capture", {}), CAPTURE, ("capture",), findings)
    agent = read_table(fields.pop("agent", {}), AGENT, ("agent",), findings)
    for name in ("hours", "country", "region", "calendar_folder", "alarm"):
        if name in calendar:
            fields[name] = calendar.pop(name)
    return Settings(
        **fields, **git, **check, **files, **agent, **capture, calendar=Calendar(**calendar)
    ), findings


def settings_text(settings: Settings) -> str:
    """Return the text of the settings of a new book."""
    import tomli_w

    from salescli.store.toml.write import literal

    own = tomli_w.dumps({"me": settings.me, "currency": settings.currency})
    where = {"country": settings.country, "region": settings.region}
    rows = [f"{name:<8} = {literal(value)}" for name, value in where.items() if value]
    public = "\n".join(rows) if rows else _NO_COUNTRY
    return own + _TEXT.format(commit=str(settings.commit).lower(), public=public)


_NO_COUNTRY = """# country = "DE"               # its public holidays are days off too
# region  = "BY"               # and those of one of its regions"""


_TEXT = """# process = "small-business"   # the process of a new deal that fits no other
# files.schema = "../deal.schema.json"   # for editors: salescli schema deal > deal.schema.json

[calendar]
workdays = ["mon", "tue", "wed", "thu", "fri"]
holidays = []                  # days off, such as 2026-12-25
hours    = "09:00-18:00"
{public}

[git]
commit = {commit}                  # one commit for each command that changes something

[check]
ignore = []                    # codes of findings that this book ignores
"""


def workdays(value: Any) -> frozenset[int]:
    """Days of the week by their English names, from 0 for Monday; at least one."""
    days = values.texts(value)
    for day in days:
        if day.lower()[:3] not in DAYS:
            raise WrongValueError(f"{day!r} is not a day of the week: write them as mon, tue, …")
    if not days:
        raise WrongValueError("at least one day of the week is needed")
    return frozenset(DAYS.index(day.lower()[:3]) for day in days)


def holidays(value: Any) -> frozenset[date]:
    """Read a list of dates."""
    if type(value) is not list:
        raise WrongValueError(f"expected a list of dates, not {values.describe(value)}")
    return frozenset(map(values.day, value))


def read_codes(value: Any) -> frozenset[str]:
    """Read a list of codes of findings."""
    from salescli.domain.checks import all_rules

    named = values.texts(value)
    for code in named:
        if code not in all_rules():
            raise WrongValueError(f"{code!r} is not the code of a finding")
    return frozenset(named)


def applied_by_agents(value: Any) -> frozenset[str]:
    """Read the commands whose proposals an assistant may apply itself; none that ends a deal."""
    from salescli.domain.proposal import ENDINGS, PROPOSABLE

    named = values.texts(value)
    for name in named:
        if name not in PROPOSABLE or name in ENDINGS:
            raise WrongValueError(f"{name!r} is nothing that an assistant may do by itself")
    return frozenset(named)


def hours(value: Any) -> str:
    """Read the hours of a working day, as in 09:00-18:00."""
    from re import fullmatch

    text = values.text(value)
    if not fullmatch(HOURS, text) or text[:5] >= text[6:]:
        raise WrongValueError(f'expected hours such as "09:00-18:00", not {text!r}')
    return text


def country(value: Any) -> str:
    """Read the code of a country, in two capitals."""
    return _coded(value, COUNTRY, "a country code of two capitals, such as DE")


def region(value: Any) -> str:
    """Read the code of a part of a country, as its own standard has it."""
    return _coded(value, REGION, "a region code, such as BY")


def _coded(value: Any, form: str, expected: str) -> str:
    from re import fullmatch

    text = values.text(value)
    if not fullmatch(form, text):
        raise WrongValueError(f"expected {expected}, not {text!r}")
    return text


def folder(value: Any) -> str:
    """Read the path of a folder outside the book: absolute, or from one's home."""
    from re import fullmatch

    text = values.text(value)
    if not fullmatch(FOLDER, text) or not text.isprintable():
        raise WrongValueError(f'expected a folder such as "~/.calendars/sales", not {text!r}')
    return text


def alarm(value: Any) -> Duration:
    """Read how long before an event its calendar rings."""
    duration = values.duration(value)
    if duration.unit == "bd":
        raise WrongValueError(
            f'expected minutes, hours, days or weeks such as "15m", not {value!r}'
        )
    return duration


def email(value: Any) -> str:
    """Read the address that invitations come from."""
    from re import fullmatch

    text = values.text(value)
    if not fullmatch(EMAIL, text):
        raise WrongValueError(f'expected an address such as "you@example.com", not {text!r}')
    return text


def addresses(value: Any) -> tuple[str, ...]:
    """Read a list of our own addresses."""
    return tuple(map(email, values.texts(value)))


def schema_reference(value: Any) -> str:
    """Read a path or URL on one line."""
    text = values.text(value)
    if not text or not text.isprintable() or text != text.strip():
        raise WrongValueError(
            f'expected a path or a URL such as "../deal.schema.json", not {text!r}'
        )
    return text


SETTINGS: Shape = {
    "me": ("me", values.text),
    "email": ("email", email),
    "currency": ("currency", values.currency),
    "process": ("process", values.text),
    "calendar": ("calendar", values.table),
    "git": ("git", values.table),
    "check": ("check", values.table),
    "files": ("files", values.table),
    "capture": ("capture", values.table),
    "agent": ("agent", values.table),
}
CALENDAR: Shape = {
    "workdays": ("workdays", workdays),
    "holidays": ("holidays", holidays),
    "hours": ("hours", hours),
    "country": ("country", country),
    "region": ("region", region),
    "folder": ("calendar_folder", folder),
    "alarm": ("alarm", alarm),
}
FILES: Shape = {"schema": ("schema", schema_reference)}
CAPTURE: Shape = {"folders": ("folders", values.texts), "addresses": ("addresses", addresses)}
GIT: Shape = {"commit": ("commit", values.yes)}
AGENT: Shape = {"apply": ("agent_apply", applied_by_agents)}
CHECK: Shape = {"ignore": ("ignore", read_codes)}
