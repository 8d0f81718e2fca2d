"""The part that somebody plays, in everyday words: 'the boss' is the owner, where there is one.

Only what the process declares is ever meant. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, meant

# A word of a role's id, and what people say for it.
_IDEAS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "owner",
        frozenset(
            {
                *("boss", "big boss", "chef", "chefin", "inhaber", "inhaberin", "eigentumer"),
                *("eigentumerin", "besitzer", "besitzerin", "proprietor", "gf", "geschaftsfuhrer"),
                *("geschaftsfuhrerin", "ceo", "md", "managing director", "titolare", "padrone"),
                *("business owner", "shop owner", "company owner", "co owner", "owns it"),
                *(
                    "owns the place",
                    "runs the place",
                    "runs it",
                    "runs the shop",
                    "decides",
                    "decider",
                ),
                *("entscheider", "entscheiderin", "decision maker", "entscheidet", "pays", "signs"),
                *("signs off", "signs off on it", "signs it"),
                *("eigenaar", "eigenaresse", "baas", "patron", "patronne", "proprietaire", "capo"),
                *("proprietaria", "proprietario", "zaakvoerder", "holds the purse strings"),
            }
        ),
    ),
    (
        "economic buyer",
        frozenset(
            {
                *(
                    "budget holder",
                    "decision maker",
                    "decides",
                    "decider",
                    "holds the purse strings",
                ),
                *(
                    "signs",
                    "signs it",
                    "signs off",
                    "signs off on it",
                    "pays",
                    "releases the money",
                ),
                *("entscheider", "entscheiderin", "entscheidet", "holds the budget"),
            }
        ),
    ),
    (
        "end user",
        frozenset(
            {
                *("anwender", "anwenderin", "nutzer", "nutzerin", "benutzer", "endanwender"),
                *("uses it", "will use it", "utente", "daily user", "uses it every day"),
                *("he ll use it every day", "she ll use it every day", "ll use it every day"),
                *(
                    "will be using it",
                    "using it",
                    "gebruiker",
                    "gebruikster",
                    "utilisateur",
                    "utilisatrice",
                ),
                *("uses it daily", "user of it", "will be user of it", "will use it daily"),
                *("will use it every day", "works with it", "arbeitet damit", "benutzt es"),
            }
        ),
    ),
    ("it", frozenset({"edv", "it guy", "it man", "sysadmin", "edv leiter", "it leiter"})),
    (
        "procurement",
        frozenset({"purchasing", "einkauf", "einkaufer", "einkauferin", "purchaser"}),
    ),
    ("legal", frozenset({"lawyer", "anwalt", "anwaltin", "jurist", "juristin", "rechtsabteilung"})),
    ("finance", frozenset({"cfo", "buchhaltung", "finanzen", "accounting", "accountant"})),
)
_TRADES = frozenset({"buyer", "user", "manager", "head"})
_SHORTEST = 4  # letters of a word by which a role's whole title is known
_WHO = lazy_re(
    r"^(?:(?:(?:s?he|it|they|er|sie|das|es) (?:is|are|ist|sind|s)|s?he s|s?hes|is|ist|probably"
    r"|also|auch|(?:the )?(?:one|person|guy|woman|man) (?:who|that)|who|that|s?he|they"
    r"|the|an?|our|der|die|das|den|dem|ein|eine|sort of|kind of|wohl|als|as) )+"
)


def known_roles(text: str, roles: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the roles that a text names; `roles` has ids and titles.

    Behind the colon of a title only long words count: 'PA' isn't 'Owner: decides and pays'.
    """
    short = {name: title.partition(":")[0] for name, title in roles.items()}
    is_short = all(len(word) < _SHORTEST for word in text.split())
    return meant(text, short if is_short else roles)


def roles_meant(text: str, roles: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the roles that words can mean; `roles` has ids and titles.

    By id, title or part of one, else by an everyday word for one that the process declares.
    """
    bare = _WHO.sub("", folded(text))
    for form in dict.fromkeys((text, bare)):
        if ids := known_roles(form, roles):
            return ids
    for called, words in _IDEAS:
        if bare in words or (called == "end user" and folded(text) in words):
            fitting = tuple(name for name in roles if folded(name) == called)
            if fitting:
                return fitting
    return ()


def is_whole_role(text: str, roles: Mapping[str, str]) -> bool:
    """Return whether words are one role by its id, its title or an everyday word, in full."""
    ids = roles_meant(text, roles)
    if len(ids) != 1:
        return False
    whole = (ids[0], roles[ids[0]], roles[ids[0]].partition(":")[0])
    return folded(text) in map(folded, whole) or not known_roles(text, roles)


def is_trade(text: str, roles: Mapping[str, str]) -> bool:
    """Return whether a word beside a name is a title, and no part of a role: a buyer by trade."""
    return folded(text) in _TRADES and text not in roles
