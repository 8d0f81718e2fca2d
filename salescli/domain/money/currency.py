"""The currencies that there are, and the signs and names that stand for them.

The codes are the active ones of ISO 4217 (list one of 2026-01-01, without metals, funds and
tests): a table of our own, since the `iso4217` package parses its XML for 0.16 s at each import.
"""

from __future__ import annotations

from salescli.text.wording import excerpt, listed

_ACTIVE = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
    KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
    TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW
    ZWG
"""
CODES = frozenset(_ACTIVE.split())

# What a sign or a name can stand for, in small letters.
SIGNS: dict[str, tuple[str, ...]] = {
    "€": ("EUR",),
    "euro": ("EUR",),
    "euros": ("EUR",),
    "£": ("GBP",),
    "sterling": ("GBP",),
    "pound": ("GBP",),
    "pounds": ("GBP",),
    "us$": ("USD",),
    "us dollar": ("USD",),
    "us dollars": ("USD",),
    "c$": ("CAD",),
    "ca$": ("CAD",),
    "a$": ("AUD",),
    "au$": ("AUD",),
    "nz$": ("NZD",),
    "s$": ("SGD",),
    "hk$": ("HKD",),
    "mx$": ("MXN",),
    "r$": ("BRL",),
    "₹": ("INR",),
    "₩": ("KRW",),
    "₺": ("TRY",),
    "₽": ("RUB",),
    "₴": ("UAH",),
    "₪": ("ILS",),
    "₫": ("VND",),
    "₱": ("PHP",),
    "₦": ("NGN",),
    "฿": ("THB",),
    "₸": ("KZT",),
    "₾": ("GEL",),
    "zł": ("PLN",),
    "kč": ("CZK",),
    "ft": ("HUF",),
    "lei": ("RON",),
    "fr.": ("CHF",),
    "sfr": ("CHF",),
    "swiss franc": ("CHF",),
    "swiss francs": ("CHF",),
    "yen": ("JPY",),
    "¥": ("JPY", "CNY"),
    "rupee": ("INR",),
    "rupees": ("INR",),
    **dict.fromkeys(("kr", "kr."), ("SEK", "NOK", "DKK", "ISK")),
    **dict.fromkeys(("$", "dollar", "dollars"), ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN")),
}

# What is said for a currency, and stands in no file.
_SPOKEN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("quid", "pfund", "pounds sterling", "pond", "sterline"), ("GBP",)),
    **dict.fromkeys(("buck", "bucks"), SIGNS["$"]),
    **dict.fromkeys(("franken", "schweizer franken"), ("CHF",)),
}

# What may stand in a file: the codes, and what clearly means one of them.
IN_FILES: dict[str, str] = {
    **{code: code for code in sorted(CODES)},
    **{code.lower(): code for code in sorted(CODES)},
    **{
        form: codes[0]
        for sign, codes in SIGNS.items()
        if len(codes) == 1
        for form in (sign, sign.capitalize())
    },
}


def currencies(text: str) -> tuple[str, ...]:
    """Return the codes that a code, sign or name can stand for: none for an unknown one."""
    word = " ".join(text.casefold().split())
    return (word.upper(),) if word.upper() in CODES else SIGNS.get(word) or _SPOKEN.get(word, ())


def currency_code(text: str, home: str = "") -> str:
    """Return the code of a currency; a sign of several is that of `home` where it is among them.

    Raises ValueError with a sentence that says what can be written.
    """
    codes = currencies(text)
    if home in codes:
        return home
    if len(codes) == 1:
        return codes[0]
    shown = excerpt(text)
    if codes:
        raise ValueError(f"'{shown}' could be {listed(codes, 'or')}: write one")
    raise ValueError(f"'{shown}' is not a currency: write its code, such as EUR, USD or CHF")
