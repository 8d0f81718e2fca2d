"""The words of days and times, each with the one spelling that the forms use.

English and German ones, and of Dutch, Italian, French and Spanish those for days, months, tomorrow
and next week.

Accents are folded before a word is looked up: 'nächsten' stands here as 'nachsten' and, as it is
typed without umlauts, as 'naechsten'.
"""

from __future__ import annotations

from salescli.text.wording import MONTHS, WEEKDAYS

WEEKDAY = {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
MONTH = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)

# A row: the words of the forms, other English spellings, German ones; Italian, French, Spanish.
_TABLE: tuple[tuple[str, ...], ...] = (
    ("mon", "", "montag montags mo maandag", "lunedi lundi lunes"),
    ("tue", "tues", "dienstag dienstags di dinsdag", "martedi mardi martes"),
    ("wed", "weds", "mittwoch mittwochs mi woensdag", "mercoledi mercredi miercoles"),
    ("thu", "thur thurs", "donnerstag donnerstags donderdag", "giovedi jeudi jueves"),
    ("fri", "", "freitag freitags fr vrijdag", "venerdi vendredi viernes"),
    ("sat", "", "samstag samstags sonnabend sa zaterdag", "sabato samedi sabado"),
    ("sun", "", "sonntag sonntags zondag", "domenica dimanche domingo"),
    ("jan", "", "januar janner jaenner januari", "gennaio janvier enero"),
    ("feb", "", "februar februari", "febbraio fevrier febrero"),
    ("apr", "", "", "aprile avril abril"),
    ("mar", "", "marz maerz mrz maart", "marzo mars"),
    ("may", "", "mai mei", "maggio mayo"),
    ("jun", "", "juni", "giugno juin junio"),
    ("jul", "", "juli", "luglio juillet julio"),
    ("aug", "", "augustus", "agosto aout"),
    ("sep", "sept", "", "settembre septembre septiembre"),
    ("nov", "", "", "novembre noviembre"),
    ("oct", "", "oktober okt", "ottobre octobre octubre"),
    ("dec", "", "dezember dez", "dicembre decembre diciembre"),
    ("today", "", "heute heut vandaag", "oggi hoy aujourdhui"),
    ("tomorrow", "tmrw tmr tmw tomoz", "morgen", "domani demain manana"),
    ("overmorrow", "", "ubermorgen uebermorgen overmorgen", "dopodomani"),
    ("yesterday", "yday yest", "gestern gisteren"),
    ("day before yesterday", "", "vorgestern"),
    ("now", "", "jetzt gerade eben vorhin"),
    ("day", "d days", "tag tage tagen tages dag dagen"),
    ("week", "weeks wk wks w", "woche wochen weken", "settimana semaine semana"),
    ("kw", "cw", "kalenderwoche"),
    ("month", "months mth mths", "monat monate monaten monats maand maanden", "mese mois mes"),
    ("quarter", "quarters qtr", "quartal quartale quartalen quartals viertel"),
    ("year", "years yr yrs", "jaar jaren jahr jahre jahren jahres"),
    ("hour", "hours hr hrs", "uur stunde stunden"),
    ("minute", "minutes min mins", "minuten"),
    ("bd", "bds workday workdays", "werktag werktage werktagen arbeitstag arbeitstagen"),
    ("fortnight", "fortnights", ""),
    ("weekend", "weekends", "wochenende"),
    ("start", "beginning begin early", "anfang beginn"),
    ("mid", "middle", "mitte"),
    ("end", "late", "ende"),
    ("noon", "midday lunchtime noonish", "mittag mittags"),
    ("lunch", "", "mittagessen mittagspause lunchpauze"),
    ("morning", "morn", "fruh frueh vormittag vormittags morgens ochtend matin"),
    ("afternoon", "arvo", "nachmittag nachmittags middag vanmiddag namiddag"),
    ("evening", "tonight tonite", "abend abends avond vanavond soir"),
    ("night", "", "nacht nachts"),
    (
        *("next", "nxt"),
        "nachste nachsten nachster nachstes naechste naechsten naechster naechstes",
        "volgende volgend prossimo prossima prochain prochaine proximo proxima",
    ),
    ("last", "previous prev", "letzte letzten letzter letztes vorige vorigen voriger"),
    ("this", "", "diese diesen dieser dieses diesem"),
    ("coming", "upcoming", "kommende kommenden kommender kommendes kommendem"),
    ("from", "hence", ""),
    ("later", "", "spater spaeter"),
    ("after", "", "nach"),
    ("at", "", "um gegen om rond"),
    ("oclock", "", "uhr"),
    ("half", "", "halbe halben halber"),
    ("half to", "", "halb"),
    ("christmas", "xmas", "weihnachten"),
    ("easter", "", "ostern"),
    ("whitsun", "pentecost", "pfingsten"),
    ("spring", "springtime", "fruhjahr fruehjahr fruhling fruehling"),
    ("summer", "", "sommer sommers"),
    ("autumn", "fall", "herbst"),
    ("winter", "wintertime", ""),
    ("holidays", "", "feiertage feiertagen"),
    ("1", "", "ein eine einem einen einer een"),
    ("2", "couple", "zwei twee"),
    ("3", "", "drei drie"),
    ("4", "", "vier"),
    ("5", "", "funf fuenf vijf"),
    ("6", "", "sechs zes"),
    ("7", "", "sieben zeven"),
    ("8", "", "acht"),
    ("9", "", "neun negen"),
    ("10", "", "zehn tien"),
    ("11", "", "elf"),
    ("12", "", "zwolf zwoelf twaalf"),
    ("14", "", "vierzehn"),
    ("15", "fifteen", "funfzehn fuenfzehn"),
    ("20", "twenty", "zwanzig"),
    ("30", "thirty", "dreissig"),
    ("end week", "eow", ""),
    ("end month", "eom", "monatsende"),
    ("end quarter", "eoq", "quartalsende"),
    ("end year", "eoy", "jahresende"),
    ("eod", "cob", ""),
    ("mid week", "midweek", ""),
)  # fmt: skip

# What fingers make of a word often enough to be known; other slips are refused with the word meant.
_MISTYPED = {
    "mon": "monady munday moday",
    "tue": "tuseday teusday tusday tuesdy teusdy",
    "wed": "wensday wednsday wedensday wendesday wensdy wednesdy wedsnday mittwo",
    "thu": "thrusday thurday thursdy thusday thirsday donerstag donnertag",
    "fri": "firday frday fryday fridy frietag",
    "sat": "saterday saturdy",
    "jan": "januray janurary",
    "feb": "febuary feburary",
    "dec": "decemeber decmber dezmber",
    "tomorrow": "tommorow tomorow tommorrow tomorrrow tmorrow tommorw tomorro morgn",
    "yesterday": "yesterdy yestarday",
    "afternoon": "afternon",
}
_GERMAN_ORDINALS = ("erst", "zweit", "dritt", "viert", "funft")

# Every other spelling of a word, and the words of the forms in its place.
WORDS = {
    **{name.lower(): name[:3].lower() for name in (*WEEKDAYS, *MONTHS)},
    **{name: str(number) for number, name in enumerate(NUMBERS, 1)},
    **{name: f"{number}th" for number, name in enumerate(_ORDINALS, 1)},
    **{
        name + ending: f"{number}th"
        for number, name in enumerate(_GERMAN_ORDINALS, 1)
        for ending in ("e", "en", "er", "es")
    },
    **{spelling: word for word, *others in _TABLE for spelling in " ".join(others).split()},
    **{slip: word for word, slips in _MISTYPED.items() for slip in slips.split()},
}
ORDINALS = frozenset(word for word, form in WORDS.items() if form[:1].isdigit() and "th" in form)
# Every right spelling of a word; what else the forms use stands in their phrases.
_SLIPS = {slip for slips in _MISTYPED.values() for slip in slips.split()}
SPELLINGS = frozenset(
    {*(WORDS.keys() - _SLIPS), *(word for words in WORDS.values() for word in words.split())}
)
SPELLINGS |= {"working", "am", "pm"}

# Words that say nothing beside a day.
FILLERS = frozenset(
    {
        *("on", "by", "the", "of", "until"),
        *(
            "calendar",
            "commencing",
            "like",
            "sometime",
            "somewhere",
            "ergens",
            "irgendwo",
            "maybe",
            "probably",
        ),
        *("sharp", "please", "pls", "bitte", "ish", "say", "latest", "spatestens", "punkt"),
        *("bis", "zum", "zur", "im", "des", "der", "dem", "den", "die", "das", "ab"),
        *("il", "lo", "la", "le", "el", "de", "del", "du", "per"),
    }
)

# Fillers that stand before a day inside of one, and are names and nouns elsewhere.
ARTICLES = frozenset({"der", "dem", "den", "die", "das", "des", "zur", "ab", "the"})

# German weekdays that are English words too: 'do' and 'so' are days beside a number or a filler.
CLASHING = {"do": "thu", "so": "sun"}
# Weekdays that are too short to be one by themselves in words of another kind.
SHORT_WEEKDAYS = frozenset({"mo", "di", "mi", "do", "fr", "sa", "so"})
