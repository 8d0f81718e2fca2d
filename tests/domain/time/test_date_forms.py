"""The date grammar, form by form: what each of them means, from several days."""

from __future__ import annotations

import re
from datetime import date, datetime

from support.table import each

from salescli.domain.time.date_grammar import parse_when
from salescli.domain.time.workdays import Calendar
from salescli.text.wording import day_text

TODAY = date(2026, 11, 21)  # a Saturday
CALENDAR = Calendar()
# Thanksgiving and its Friday, the last Monday of November, and New Year's Eve are off.
FEASTS = Calendar(
    holidays=frozenset(
        {date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 31)}
    )
)

# From Saturday 21 November 2026: the phrase, and what it means.
ACCEPTED = """
    2026-11-24                        2026-11-24
    2026-11-20                        2026-11-20
    1999-12-31                        1999-12-31
    0001-01-01                        0001-01-01
    9999-12-31                        9999-12-31
    2028-02-29                        2028-02-29
    2026-11-24T10:00                  2026-11-24T10:00
    2026-11-24t10:00                  2026-11-24T10:00
    2026-11-24 10:00                  2026-11-24T10:00
    2026-11-24T10:00:00               2026-11-24T10:00
    2026-11-24 at 3pm                 2026-11-24T15:00
    today                             2026-11-21
    TODAY                             2026-11-21
    tomorrow                          2026-11-22
    tomorrow 9:30                     2026-11-22T09:30
    today 15:00                       2026-11-21T15:00
    mon                               2026-11-23
    tue                               2026-11-24
    wed                               2026-11-25
    thu                               2026-11-26
    fri                               2026-11-27
    sat                               2026-11-28
    sun                               2026-11-22
    monday                            2026-11-23
    Tuesday                           2026-11-24
    wednesday                         2026-11-25
    thursday                          2026-11-26
    FRIDAY                            2026-11-27
    saturday                          2026-11-28
    sunday                            2026-11-22
    next tue                          2026-11-24
    next tuesday                      2026-11-24
    next  Mon                         2026-11-23
    next sat                          2026-11-28
    next sun                          2026-11-29
    next tue 10:00                    2026-11-24T10:00
    fri 15:00                         2026-11-27T15:00
    fri at 15:00                      2026-11-27T15:00
    fri 9:30                          2026-11-27T09:30
    fri 09:30                         2026-11-27T09:30
    fri 3pm                           2026-11-27T15:00
    fri 3 pm                          2026-11-27T15:00
    fri at 3PM                        2026-11-27T15:00
    fri 3:30pm                        2026-11-27T15:30
    fri 3:30 pm                       2026-11-27T15:30
    fri 11:59am                       2026-11-27T11:59
    fri 12am                          2026-11-27T00:00
    fri 12pm                          2026-11-27T12:00
    fri 12:30am                       2026-11-27T00:30
    fri 0:00                          2026-11-27T00:00
    fri 23:59                         2026-11-27T23:59
    1d                                2026-11-22
    3d                                2026-11-24
    3D                                2026-11-24
    3 d                               2026-11-24
    in 3d                             2026-11-24
    3 days                            2026-11-24
    in 1 day                          2026-11-22
    in 3 days                         2026-11-24
    in a day                          2026-11-22
    365d                              2027-11-21
    9999d                             2054-04-07
    2w                                2026-12-05
    2 weeks                           2026-12-05
    in 1 week                         2026-11-28
    in 2 weeks                        2026-12-05
    in a week                         2026-11-28
    in a week at 9:30                 2026-11-28T09:30
    1bd                               2026-11-23
    5bd                               2026-11-27
    10bd                              2026-12-04
    3 business days                   2026-11-25
    in 5 business days                2026-11-27
    in 1 business day                 2026-11-23
    in a business day                 2026-11-23
    5bd 16:45                         2026-11-27T16:45
    in 1 month                        2026-12-21
    in a month                        2026-12-21
    in 2 months                       2027-01-21
    2 months                          2027-01-21
    in 13 months                      2027-12-21
    in 2 months 10:00                 2027-01-21T10:00
    nov 24                            2026-11-24
    Nov 24                            2026-11-24
    24 nov                            2026-11-24
    november 24                       2026-11-24
    24 november                       2026-11-24
    nov 21                            2026-11-21
    nov 20                            2027-11-20
    may 1                             2027-05-01
    1 may                             2027-05-01
    sep 05                            2027-09-05
    dec 31                            2026-12-31
    29 feb                            2028-02-29
    feb 29                            2028-02-29
    nov 24 2026                       2026-11-24
    24 nov 2026                       2026-11-24
    24 November 2030                  2030-11-24
    nov 20 2026                       2026-11-20
    29 feb 2028                       2028-02-29
    24.11.                            2026-11-24
    20.11.                            2027-11-20
    1.2.                              2027-02-01
    01.02.                            2027-02-01
    24.11.2026                        2026-11-24
    1.2.2026                          2026-02-01
    24.11. 9:30                       2026-11-24T09:30
    24.11.2026 3pm                    2026-11-24T15:00
    nov 24 15:00                      2026-11-24T15:00
    nov 24 2026 3pm                   2026-11-24T15:00
    tue nov 24                        2026-11-24
    tuesday 24 november               2026-11-24
    Tue 24 Nov 2026                   2026-11-24
    Tue 24 Nov 2026 10:00             2026-11-24T10:00
    eow                               2026-11-27
    end of week                       2026-11-27
    eow 15:00                         2026-11-27T15:00
    eom                               2026-11-30
    End Of  Month                     2026-11-30
    eoq                               2026-12-31
    end of quarter                    2026-12-31
    end of quarter at 4pm             2026-12-31T16:00
    eoy                               2026-12-31
    end of year                       2026-12-31
"""

# From other days, and with holidays: the day, the phrase, its meaning.
ELSEWHERE = """
    Mon 2026-11-23 | mon            | 2026-11-30
    Mon 2026-11-23 | tue            | 2026-11-24
    Mon 2026-11-23 | next tue       | 2026-12-01
    Mon 2026-11-23 | next mon       | 2026-11-30
    Mon 2026-11-23 | eow            | 2026-11-27
    Tue 2026-11-24 | tue            | 2026-12-01
    Tue 2026-11-24 | next tue       | 2026-12-01
    Thu 2026-11-19 | eow            | 2026-11-20
    Fri 2026-11-20 | fri            | 2026-11-27
    Fri 2026-11-20 | fri 15:00      | 2026-11-27T15:00
    Fri 2026-11-20 | sat            | 2026-11-21
    Fri 2026-11-20 | 1bd            | 2026-11-23
    Fri 2026-11-20 | 5bd            | 2026-11-27
    Fri 2026-11-20 | eow            | 2026-11-27
    Sun 2026-11-22 | eow            | 2026-11-27
    Sun 2026-11-22 | sun            | 2026-11-29
    Sun 2026-11-22 | next sun       | 2026-11-29
    Sun 2026-11-22 | next mon       | 2026-11-23
    Mon 2026-11-30 | eom            | 2026-12-31
    Fri 2026-10-30 | eom            | 2026-11-30
    Sat 2026-10-31 | eom            | 2026-11-30
    Thu 2026-10-29 | eom            | 2026-10-30
    Wed 2026-09-30 | eoq            | 2026-12-31
    Tue 2026-09-29 | eoq            | 2026-09-30
    Thu 2026-12-31 | eoq            | 2027-03-31
    Thu 2026-12-31 | eoy            | 2027-12-31
    Wed 2026-12-30 | eoy            | 2026-12-31
    Thu 2026-12-31 | tomorrow       | 2027-01-01
    Thu 2026-12-31 | jan 1          | 2027-01-01
    Thu 2026-12-31 | 31.12.         | 2026-12-31
    Thu 2026-12-31 | in 2 months    | 2027-02-28
    Sat 2027-01-30 | in a month     | 2027-02-28
    Mon 2028-01-31 | in a month     | 2028-02-29
    Tue 2028-02-29 | 29 feb         | 2028-02-29
    Wed 2028-03-01 | 29 feb         | 2032-02-29
    Sun 2096-03-04 | 29 feb         | 2104-02-29
    Wed 2026-03-25 | in 9 months    | 2026-12-25
"""
WITH_HOLIDAYS = """
    Wed 2026-11-25 | 1bd            | 2026-12-01
    Wed 2026-11-25 | 1d             | 2026-11-26
    Wed 2026-11-25 | thu            | 2026-11-26
    Tue 2026-11-24 | eow            | 2026-11-25
    Wed 2026-11-25 | eow            | 2026-12-04
    Tue 2026-11-24 | eom            | 2026-11-25
    Sat 2026-11-28 | eom            | 2026-12-30
    Sat 2026-11-28 | end of quarter | 2026-12-30
    Wed 2026-12-30 | eoy            | 2027-12-31
"""


def rows(table, columns, separator):
    lines = [line.strip() for line in table.strip().splitlines()]
    return [re.split(separator, line, maxsplit=columns - 1) for line in lines]


def meant(text):
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@each("phrase, expected", rows(ACCEPTED, 2, r" {3,}"))
def test_what_the_grammar_knows(phrase, expected):
    found = parse_when(phrase, TODAY, CALENDAR)
    assert found == meant(expected)
    assert type(found) is type(meant(expected))


@each(
    "today, phrase, expected, calendar",
    [
        *((*row, CALENDAR) for row in rows(ELSEWHERE, 3, r" *\| *")),
        *((*row, FEASTS) for row in rows(WITH_HOLIDAYS, 3, r" *\| *")),
    ],
)
def test_what_the_grammar_makes_of_other_days(today, phrase, expected, calendar):
    weekday, day = today.split()
    assert day_text(date.fromisoformat(day)).startswith(weekday)
    assert parse_when(phrase, date.fromisoformat(day), calendar) == meant(expected)
