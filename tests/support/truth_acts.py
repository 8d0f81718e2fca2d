"""What somebody does next to a book, at random: command lines with words that are there once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from salescli.errors import SalescliError
from support.truth_people import Person

STEPS = ("first-reply", "discovery", "demo", "trial-start", "midpoint-review", "closing-call")
DAYS = ("tomorrow", "mon", "fri", "2d", "5d", "1w", "tue 15:00", "in 2 weeks")
WORDS = ("Contract review", "Ring Kim", "Send the offer")
FIELDS = {"Ada": "source", "Bob": "industry"}
PROCESSES = ("small-business", "enterprise")


@dataclass
class Words:
    """Gives out words that stand for what somebody did, and knows who."""

    by: dict[str, str] = field(default_factory=dict)

    def new(self, person: Person) -> str:
        """Return a word that is there only once."""
        word = f"zq{len(self.by) + 1:05}x"
        self.by[word] = person.name
        return word


@dataclass(frozen=True, slots=True)
class Act:
    """A command line and the deal that it is about; '' where it is about none."""

    words: tuple[str, ...]
    deal: str = ""

    @property
    def name(self) -> str:
        """The command."""
        return self.words[0]


@dataclass
class Hand:
    """Somebody at work: what is drawn next, and from what there is."""

    random: Random
    person: Person
    words: Words

    def draw(self) -> Act:
        """Return something that this person may do next."""
        names = list(_ACTS)
        name = self.random.choices(names, [_ACTS[name][0] for name in names])[0]
        return _ACTS[name][1](self)

    def token(self) -> str:
        return self.words.new(self.person)

    def one(self, *options: str) -> str:
        return self.random.choice(options)

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def deal(self, *, is_open: bool = True) -> str:
        """Return a deal, mostly one that is open, or closed."""
        handles = self.person.handles()
        self.random.shuffle(handles)
        fit = (handle for handle in handles if (self.shown(handle)["status"] == "open") == is_open)
        return next(fit, handles[0] if handles else "deal-0")

    def shown(self, handle: str) -> Mapping:
        try:
            return self.person.show(handle)
        except (AssertionError, SalescliError):
            return {"status": "", "agenda": []}

    def items(self, handle: str) -> list[str]:
        """Return how the items of the agenda are named."""
        return [item["step"] or item["what"] for item in self.shown(handle)["agenda"]]

    def next_flags(self, flag: str = "--next") -> tuple[str, ...]:
        """Return a next step, by its step or in words."""
        on = ("--on", self.one(*DAYS))
        if self.maybe(0.5):
            return (flag, self.one(*STEPS), *on)
        words = self.one(*WORDS) if self.maybe(0.6) else f"Then {self.token()}"
        return ("--what", words, *on)

    def past(self) -> str:
        """Return a time that is behind, mostly by little."""
        back = timedelta(minutes=self.random.choice((5, 90, 600, 1440, 4000, 9000)))
        return (self.person.now - back).strftime("%Y-%m-%d %H:%M")


def _add(hand: Hand) -> Act:
    word = hand.token()
    at = ("--at", hand.past()[:10]) if hand.maybe(0.4) else ()
    line = ("add", f"Company {word}", "--handle", word, "--process", "small-business", *at)
    return Act((*line, *hand.next_flags()), word)


def _log(hand: Hand) -> Act:
    deal = hand.deal()
    items = hand.items(deal)
    steps = hand.random.sample(STEPS, hand.random.choice((0, 0, 1, 1, 1, 2)))
    line = ["log", deal, *steps, "-m", f"Said {hand.token()}", "--kind", hand.one("call", "email")]
    if hand.maybe(0.35):
        line += ["--at", hand.past()]
    if items and hand.maybe(0.25):
        line += ["--drop", hand.one(*items)]
    if items and hand.maybe(0.25):
        line += ["--did", hand.one(*items)]
    if hand.maybe(0.1):
        line += ["--skip", f"{hand.one(*STEPS)}=why {hand.token()}"]
    if hand.maybe(0.1):
        line += ["--done-before", hand.one(*STEPS)]
    if hand.maybe(0.03):
        return Act((*line, "--won", "--evidence", hand.token()), deal)
    if hand.maybe(0.3):
        return Act((*line, "--keep"), deal)
    also = ["--also"] if hand.maybe(0.2) else []
    return Act((*line, *hand.next_flags(), *also), deal)


def _schedule(hand: Hand) -> Act:
    deal = hand.deal()
    items = hand.items(deal)
    following = hand.next_flags()
    if len(items) == 1 and hand.maybe(0.3):
        return Act(("schedule", deal, "--on", hand.one(*DAYS)), deal)
    if items and hand.maybe(0.4):
        return Act(("schedule", deal, *following, "--instead", hand.one(*items)), deal)
    return Act(("schedule", deal, *following, *(("--also",) if items else ())), deal)


def _skip(hand: Hand) -> Act:
    deal = hand.deal()
    line = ("skip", deal, hand.one(*STEPS), "-m", f"why {hand.token()}")
    return Act((*line, *hand.random.choice(((), ("--keep",), hand.next_flags()))), deal)


def _cancel(hand: Hand) -> Act:
    deal = hand.deal()
    items = hand.items(deal) or ["demo"]
    line = ("cancel", deal, "--next", hand.one(*items), "-m", f"off {hand.token()}")
    return Act((*line, *(("--keep",) if hand.maybe(0.4) else hand.next_flags("--then"))), deal)


def _note(hand: Hand) -> Act:
    deal = hand.deal(is_open=hand.maybe(0.9))
    return Act(("note", deal, "-m", f"note {hand.token()}"), deal)


def _set(hand: Hand) -> Act:
    deal = hand.deal(is_open=hand.maybe(0.9))
    return Act(("set", deal, f"{FIELDS[hand.person.name]}={hand.token()}"), deal)


def _process(hand: Hand) -> Act:
    deal = hand.deal()
    return Act(("set", deal, f"process={hand.one(*PROCESSES)}"), deal)


def _person(hand: Hand) -> Act:
    deal, word = hand.deal(), hand.token()
    return Act(("person", deal, word, "--name", f"P {word}"), deal)


def _amend(hand: Hand) -> Act:
    deal = hand.deal(is_open=hand.maybe(0.9))
    log = sorted(hand.person.log(deal), key=lambda entry: entry["at"])
    number = hand.random.randint(1, max(1, len(log)))
    entry = log[number - 1] if log else {}
    scheduled = [one["step"] for one in hand.shown(deal)["agenda"] if one["step"]]
    items = [*hand.items(deal), *entry.get("drop", []), *entry.get("did", []), *scheduled]
    changes = [["-m", f"rather {hand.token()}"], ["--at", hand.past()]]
    if "next" in entry:
        changes += [["--on", hand.one(*DAYS)], ["--what", f"Then {hand.token()}"], ["--agreed"]]
    if entry.get("kind") in ("call", "email", "schedule", "skip"):
        changes += [["--drop", hand.one(*items, "-")], ["--reason", f"why {hand.token()}"]]
    if entry.get("kind") in ("call", "email"):
        changes += [["--did", hand.one(*items, "-")], [hand.one(*STEPS)], [hand.one(*STEPS, "-")]]
    chosen = hand.random.sample(changes, hand.random.choice((1, 1, 2)))
    words = [word for change in chosen for word in change]
    return Act(("amend", deal, "--entry", str(number), *words), deal)


def _win(hand: Hand) -> Act:
    deal = hand.deal()
    follow = ("--follow-on", *hand.next_flags()[-4:]) if hand.maybe(0.2) else ("--no-follow-on",)
    return Act(("win", deal, "--evidence", f"yes {hand.token()}", *follow), deal)


def _lose(hand: Hand) -> Act:
    deal = hand.deal()
    return Act(("lose", deal, "--reason", "price", "--evidence", f"no {hand.token()}"), deal)


def _reopen(hand: Hand) -> Act:
    deal = hand.deal(is_open=False)
    return Act(("reopen", deal, "-m", f"again {hand.token()}", *hand.next_flags()), deal)


def _rename(hand: Hand) -> Act:
    new = f"{hand.one('north', 'south')}-{hand.token()}"
    return Act(("rename", hand.deal(is_open=hand.maybe(0.8)), new), new)


def _merge(hand: Hand) -> Act:
    handles = hand.person.handles()
    if len(handles) < 3:
        return _add(hand)
    gone, stays = hand.random.sample(handles, 2)
    return Act(("merge", gone, "--into", stays, "--prefer", stays), stays)


def _delete(hand: Hand) -> Act:
    if len(hand.person.handles()) < 3:
        return _add(hand)
    return Act(("delete", hand.deal(is_open=hand.maybe(0.7)), "--yes"))


def _back(name: str, *, on_deal: bool = True):
    def act(hand: Hand) -> Act:
        deal = (hand.deal(),) if on_deal and hand.maybe(0.3) else ()
        return Act((name, *deal, "--yes"))

    return act


def _there_and_back(hand: Hand) -> Act:
    return Act(("undo and redo", str(hand.random.choice((1, 2, 3, 5)))))


def _sync(_hand: Hand) -> Act:
    return Act(("sync",))


_ACTS = {
    "log": (22, _log),
    "schedule": (10, _schedule),
    "sync": (14, _sync),
    "skip": (5, _skip),
    "cancel": (6, _cancel),
    "note": (5, _note),
    "set": (4, _set),
    "set process": (3, _process),
    "person": (3, _person),
    "amend": (9, _amend),
    "win": (2, _win),
    "lose": (2, _lose),
    "reopen": (4, _reopen),
    "rename": (2, _rename),
    "merge": (1, _merge),
    "delete": (1, _delete),
    "add": (5, _add),
    "undo": (5, _back("undo")),
    "redo": (3, _back("redo")),
    "undo and redo": (6, _there_and_back),
}
