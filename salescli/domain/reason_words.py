"""Why a deal ended, in everyday words: 'too expensive' is the price, 'they ghosted us' no answer.

Only what the process declares is ever meant, and only where it is one reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salescli.text.matching import folded, meant

# The words by which a reason is called, the best first, and what people say for it.
_IDEAS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("price", ("expensive", "cost", "costs", "costly", "pricey", "price", "cheaper", "cheap")),
    ("price", ("teuer", "preis", "billiger", "duur", "duurder", "cher", "trop cher")),
    ("competitor competition rival", ("competition", "competitor", "competitors", "rival")),
    ("competitor competition rival", ("went with", "chose another", "other vendor")),
    ("competitor competition rival", ("another one", "another supplier", "someone else")),
    ("competitor competition rival", ("another vendor", "already have one", "have already one")),
    ("competitor competition rival", ("have another", "haben schon einen", "anderen anbieter")),
    ("competitor competition rival", ("konkurrenz", "wettbewerb", "mitbewerber")),
    ("budget money price", ("budget", "money", "funds", "funding", "geld")),
    ("answer silence silent ghosted decision", ("ghosted", "ghosting", "silence", "silent")),
    ("answer silence silent ghosted decision", ("no answer", "no reply", "no response")),
    ("answer silence silent ghosted decision", ("went quiet", "went dark", "keine antwort")),
    ("answer silence silent ghosted decision", ("never got back", "never came back")),
    ("answer silence silent ghosted decision", ("never replied", "never answered", "never heard")),
    ("answer silence silent ghosted decision", ("stopped answering", "stopped replying")),
    (
        "answer silence silent ghosted decision",
        ("didn t get back", "didnt get back", "not get back"),
    ),
    ("answer silence silent ghosted decision", ("nie gemeldet", "nicht mehr gemeldet")),
    ("answer silence silent ghosted decision", ("melden sich nicht", "meldet sich nicht")),
    ("decision inertia quo", ("nothing happened", "no decision", "undecided", "status quo")),
    ("decision inertia quo", ("did nothing", "do nothing", "keine entscheidung")),
    ("timing time later", ("later", "not now", "bad timing", "timing", "too early")),
    ("timing time later", ("no time", "keine zeit", "geen tijd", "this year", "dieses jahr")),
    ("timing time later", ("wrong time", "next year", "noch nicht", "zu fruh", "spater")),
    ("long slow timing", ("too slow", "too long", "took long", "zu langsam")),
    ("fit", ("too small", "too big", "too large", "zu klein", "zu gross", "te klein")),
    ("fit", ("fit", "wrong customer", "unsuitable", "passt nicht", "nicht passend")),
    ("fit", ("no need", "dont need", "don t need", "kein bedarf", "brauchen nicht", "not needed")),
    ("decision inertia quo", ("no need", "kein bedarf", "brauchen es nicht", "lauft auch so")),
    (
        "competitor competition rival",
        ("entschieden fur", "sich fur", "went for", "picked", "chose"),
    ),
    ("feature missing product", ("feature", "features", "missing", "lacks", "fehlt", "funktion")),
    ("house build inhouse", ("in house", "inhouse", "ourselves", "themselves", "selbst")),
    ("restructured merged", ("restructured", "merged", "merger", "acquired", "insolvent")),
    ("champion contact", ("champion left", "contact left", "left the company")),
)
_COMMON = frozenset(
    {
        *("they", "them", "what", "with", "have", "that", "this", "from", "their", "which", "were"),
        *("themselves", "would", "could", "does", "doesnt", "didnt", "about", "more", "than"),
    }
)


def reasons_meant(text: str, reasons: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the reasons that words can mean; `reasons` has ids and texts.

    By the first of these that any fits: its id or a part of its text; an everyday word for it;
    words that stand in its id; words that stand in its text.
    """
    if ids := meant(text, reasons):
        return ids
    spoken = f" {folded(text)} "
    by_idea = dict.fromkeys(name for ids in _by_idea(spoken, reasons) for name in ids)
    if by_idea:
        return tuple(by_idea)
    words = {word for word in spoken.split() if len(word) > 3 and word not in _COMMON}
    for form in (folded, lambda name: folded(reasons[name])):
        if fitting := tuple(name for name in reasons if words & set(form(name).split())):
            return fitting
    return ()


def _by_idea(spoken: str, reasons: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield for each idea that is spoken of the reasons that are called by its best word."""
    for words, phrases in _IDEAS:
        if not any(f" {phrase} " in spoken for phrase in phrases):
            continue
        for word in words.split():
            called = [name for name in reasons if word in folded(name).split()]
            if called:
                shortest = min(len(folded(name).split()) for name in called)
                yield tuple(n for n in called if len(folded(n).split()) == shortest)
                break
