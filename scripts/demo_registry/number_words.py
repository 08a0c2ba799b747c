"""Number words that the script generates: English and German up to 999, six more languages up to 99."""

from __future__ import annotations

from collections.abc import Callable


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ENGLISH = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ENGLISH_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_GERMAN = _words(
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn"
)
_GERMAN_TENS = _words("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
_DUTCH = _words(
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien"
)
_DUTCH_TENS = _words("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
_NORWEGIAN = _words(
    "null en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten"
)
_NORWEGIAN_TENS = _words("tjue tretti førti femti seksti sytti åtti nitti")
_FRENCH = _words(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf"
)
_FRENCH_TENS = _words("vingt trente quarante cinquante soixante")
_SPANISH = _words(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis "
    "veintisiete veintiocho veintinueve"
)
_SPANISH_TENS = _words("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_ITALIAN = _words(
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove"
)
_ITALIAN_TENS = _words("venti trenta quaranta cinquanta sessanta settanta ottanta novanta")
_HEBREW = _words("אפס אחת שתיים שלוש ארבע חמש שש שבע שמונה תשע עשר")
_HEBREW_TEENS = _words("אחת שתים שלוש ארבע חמש שש שבע שמונה תשע")
_HEBREW_TENS = _words("עשרים שלושים ארבעים חמישים שישים שבעים שמונים תשעים")


def english(number: int) -> str:
    """English, 0 to 999, British style: "two hundred and forty-one"."""
    if number < 20:
        return _ENGLISH[number]
    if number < 100:
        tens, units = divmod(number, 10)
        return _ENGLISH_TENS[tens - 2] + (f"-{_ENGLISH[units]}" if units else "")
    hundreds, rest = divmod(number, 100)
    return f"{_ENGLISH[hundreds]} hundred" + (f" and {english(rest)}" if rest else "")


def german(number: int) -> str:
    """German, 0 to 999, in one word, with the units before the tens."""
    if number < 20:
        return _GERMAN[number]
    if number < 100:
        tens, units = divmod(number, 10)
        start = "ein" if units == 1 else _GERMAN[units]
        return (f"{start}und" if units else "") + _GERMAN_TENS[tens - 2]
    hundreds, rest = divmod(number, 100)
    start = "ein" if hundreds == 1 else _GERMAN[hundreds]
    return f"{start}hundert" + (german(rest) if rest else "")


def dutch(number: int) -> str:
    """Dutch, 0 to 99."""
    if number < 20:
        return _DUTCH[number]
    tens, units = divmod(number, 10)
    link = "ën" if _DUTCH[units].endswith("e") else "en"
    return (f"{_DUTCH[units]}{link}" if units else "") + _DUTCH_TENS[tens - 2]


def norwegian(number: int) -> str:
    """Norwegian Bokmål, 0 to 99, in the counting order of 1951: "tjueen", not "enogtyve"."""
    if number < 20:
        return _NORWEGIAN[number]
    tens, units = divmod(number, 10)
    return _NORWEGIAN_TENS[tens - 2] + (_NORWEGIAN[units] if units else "")


def french(number: int) -> str:
    """French as in France, 0 to 99."""
    if number < 20:
        return _FRENCH[number]
    if number >= 80:
        rest = number - 80
        return f"quatre-vingt-{_FRENCH[rest]}" if rest else "quatre-vingts"
    tens, units = (6, number - 60) if number >= 60 else divmod(number, 10)
    if not units:
        return _FRENCH_TENS[tens - 2]
    joint = " et " if units in (1, 11) else "-"
    return _FRENCH_TENS[tens - 2] + joint + _FRENCH[units]


def spanish(number: int) -> str:
    """Spanish, 0 to 99."""
    if number < 30:
        return _SPANISH[number]
    tens, units = divmod(number, 10)
    return _SPANISH_TENS[tens - 3] + (f" y {_SPANISH[units]}" if units else "")


def italian(number: int) -> str:
    """Italian, 0 to 99."""
    if number < 20:
        return _ITALIAN[number]
    tens, units = divmod(number, 10)
    start = _ITALIAN_TENS[tens - 2]
    if not units:
        return start
    if units in (1, 8):
        start = start[:-1]
    return start + ("tré" if units == 3 else _ITALIAN[units])


def hebrew(number: int) -> str:
    """Hebrew, 0 to 99, in the feminine form that is used for counting."""
    if number <= 10:
        return _HEBREW[number]
    if number < 20:
        return f"{_HEBREW_TEENS[number - 11]} עשרה"
    tens, units = divmod(number, 10)
    return _HEBREW_TENS[tens - 2] + (f" ו{_HEBREW[units]}" if units else "")


LANGUAGES: dict[str, tuple[str, Callable[[int], str]]] = {
    "de": ("German", german),
    "en": ("English", english),
    "es": ("Spanish", spanish),
    "fr": ("French", french),
    "he": ("Hebrew", hebrew),
    "it": ("Italian", italian),
    "nl": ("Dutch", dutch),
    "no": ("Norwegian", norwegian),
}
