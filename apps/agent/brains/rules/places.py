"""Which job and which place a message names, in the writer's words."""

import re
from collections.abc import Iterator
from itertools import islice

from apps.agent.brains.rules.tokens import Token, tokenise, words
from apps.agent.understanding import Span

_NUMBER_SIGN = r"\s{0,2}(?:no\.?|num\.?|number|n[uú]mero|n[°º])?\s{0,2}[#:]?\s{0,2}"
_NUMBERED = re.compile(
    r"\bWH[\s#-]{0,3}(\d{1,7})\b|#\s?(\d{2,7})\b"
    rf"|\b(?:job|visit|ticket|wo|trabajo|visita|ot){_NUMBER_SIGN}(\d{{2,7}})\b"
    rf"|\b(?:order|orden){_NUMBER_SIGN}(\d{{3,7}})\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w$€.,:/#-])([1-9]\d{3,4})(?![\w%/-]|[.,:]\d|\s?x\s?\d)")
_UNIT = re.compile(
    r"\s{0,2}(?:psi|ppm|volts?|watts?|btu|ft|feet|sq|dollars?|d[oó]lares|pesos|euros|quid|usd|rpm|cfm|gallons?|hours?"
    r"|horas|mm|cm|micr[oó]ns?|micras)\b",
    re.I,
)
_OTHER_NUMBER = re.compile(r"\b(?:po|ral|modelo?|central|code|c[oó]digo|phone|tel|x) ?$", re.I)
"""Before a number, that it is no job's: an order's, a colour's, a model's, a time's."""

MOST_NUMBERS = 20
"""Looked at for a denial; nobody names more jobs in a message."""
_DENIED = re.compile(
    r"(?:\bnot|\bisn['’]?t|\bexcept|(?:,|\by|\bpero)\s+no\s+(?:era\s+)?en)\s+"
    r"(?:(?:at|in|on|for|the|la|el|job|visit|visita|trabajo|wh)[\s#-]+){0,3}#?$",
    re.I,
)
"""Before a number, that it is named as not meant."""

_STREET = words("""
    st street ave avenue rd road dr drive ln lane blvd boulevard ct court sq square hwy highway pkwy terrace cir
    circle pl
""")
_CALLE = words("""
    calle avenida av avda plaza paseo calzada bulevar colonia privada carretera avenue
""")
_SITE = words("""
    job house place site visit residence building clinic school hotel church office mall apartments bakery
    warehouse plant store
""")
_BEFORE = words("at @ to from for in on with en de a al para hacia del by near")
_ARTICLE = words("""
    the el la los las casa de del mr mrs ms sr sra don dona dr st san santa
""")
_TITLE = words("mr mrs ms sr sra")
_STOP = words("""
    wh i am is are was it its a an the at to from for in on with by near of my our your his her their this that
    there here he she we you they me us done finished finish complete completed fixed left arrived starting
    start started leaving heading headed driving going over job work just now but and or so then also because
    still not no yes all set up out off about into back been be have has had will can cant got get go gonna
    running late stuck working way half home lunch break today tomorrow tonight yesterday monday tuesday
    wednesday thursday friday saturday sunday morning noon afternoon night january february march april may june
    july august september october november december smell meter moment time least last first next end best once
    work once site customers customer clients client shop office house place same other new old termine
    terminado listo llegue voy en de a al la el los las un una y o pero que ya se no si es esta estoy para por
    con del hacia casa cliente trabajo sitio obra hoy manana lunes martes miercoles jueves viernes sabado
    domingo almorzar comer turno camino junto huele hay mi su donde wrapped sorted minutes hours min hour gas
    water fire building please thanks ok need needs waiting took take taking call before after until tarde
    salida entrada descanso mitad favor desde hasta cuando como muy bien todo todos nada mas menos someone
    everyone
""")
COMMON = _SITE | _STOP | _STREET | _CALLE
"""Words that are no place's own."""


def job_number_of(message: str) -> str | None:
    """The job number in its one form ("WH-1042"), from "WH-1042", "#1042", "job 1042" or a bare "1042"; else None."""
    denied = numbers_denied(message)
    return next((number for number, _ in _numbers(message) if number not in denied), None)


def numbers_denied(message: str) -> frozenset[str]:
    """The job numbers that are named as not meant: "finished, but not at WH-1042"."""
    return frozenset(
        number
        for number, start in islice(_numbers(message), MOST_NUMBERS)
        if _DENIED.search(message[max(0, start - 60) : start])
    )


def _numbers(message: str) -> Iterator[tuple[str, int]]:
    """Each job number and where it begins; those that are marked as one come first."""
    for match in _NUMBERED.finditer(message):
        yield f"WH-{next(group for group in match.groups() if group)}", match.start()
    for match in _BARE.finditer(message):
        before = message[max(0, match.start() - 12) : match.start()]
        rest = message[match.end() : match.end() + 60]
        if not _UNIT.match(rest) and not _is_house_number(message, rest) and _may_be_job(before, match[1]):
            yield f"WH-{match[1]}", match.start()


def _may_be_job(before: str, digits: str) -> bool:
    """Whether a bare number can be a job's, from the words before it."""
    if re.search(r"\bla $", before, re.I):
        return True
    return not _looks_like_year(digits) and not _OTHER_NUMBER.search(before)


def _looks_like_year(digits: str) -> bool:
    return len(digits) == 4 and 1990 <= int(digits) <= 2040


def _is_house_number(message: str, rest: str) -> bool:
    """Whether a street follows: by its kind, or a name written as one."""
    following = tokenise(rest)[:4]
    if not following or following[0].norm in _STOP:
        return False
    if any(token.norm in _STREET for token in following[1:]):
        return True
    name = rest[following[0].start : following[0].end]
    return rest.startswith(" ") and name[:1].isupper() and (not name.isupper() or message.isupper())


def place_of(message: str) -> Span | None:
    """The words that seem to name a street, site or customer: "Oak St", "calle Luna", "Hendersons"; else None."""
    tokens = tokenise(message[:4000])
    for finder in (_street, _calle, _titled, _named_site, _after_preposition):
        for index in range(len(tokens)):
            if span := finder(message, tokens, index):
                return span
    return None


def _span(message: str, first: Token, last: Token) -> Span:
    return Span.of(message, first.start, last.end)


def _is_name(message: str, token: Token) -> bool:
    word = message[token.start : token.end]
    return word[0].isupper() and token.norm not in _STOP and not (word.isupper() and len(word) > 3)


def _apart(message: str, left: Token, right: Token) -> bool:
    """Whether punctuation stands between two words, other than the point of "St." and the like."""
    return bool(re.search(r"[,;!?()\n]|\.\s+[A-Z]", message[left.end : right.start + 1]))


def _back(message: str, tokens: list[Token], index: int, most: int) -> int:
    """Index of the first of up to `most` words before `index` that can belong to a name."""
    first = index
    while first > 0 and index - first < most and tokens[first - 1].norm not in _STOP:
        if _apart(message, tokens[first - 1], tokens[first]):
            break
        first -= 1
    return first


def _street(message: str, tokens: list[Token], index: int) -> Span | None:
    if tokens[index].norm not in _STREET:
        return None
    first = _back(message, tokens, index, 3)
    named = [token for token in tokens[first:index] if not token.norm.isdigit()]
    return _span(message, tokens[first], tokens[index]) if named else None


def _calle(message: str, tokens: list[Token], index: int) -> Span | None:
    if tokens[index].norm not in _CALLE or index + 1 >= len(tokens):
        return None
    last = index
    while last + 1 < len(tokens) and last - index < 3 and not _apart(message, tokens[last], tokens[last + 1]):
        following = tokens[last + 1]
        if following.norm in _STOP and not (last == index and following.norm in _ARTICLE):
            break
        if last > index and not (_is_name(message, following) or following.norm.isdigit()):
            break
        last += 1
    return _span(message, tokens[index], tokens[last]) if last > index else None


def _titled(message: str, tokens: list[Token], index: int) -> Span | None:
    if tokens[index].norm not in _TITLE or index + 1 >= len(tokens) or tokens[index + 1].norm in _STOP:
        return None
    return _span(message, tokens[index], tokens[index + 1])


def _named_site(message: str, tokens: list[Token], index: int) -> Span | None:
    if tokens[index].norm not in _SITE:
        return None
    first = _back(message, tokens, index, 2)
    if first == index or not all(_is_name(message, token) for token in tokens[first:index]):
        return None
    keep_site = tokens[index].norm not in ("job", "house", "place", "site", "visit", "residence")
    return _span(message, tokens[first], tokens[index if keep_site else index - 1])


def _after_preposition(message: str, tokens: list[Token], index: int) -> Span | None:
    if tokens[index].norm not in _BEFORE:
        return None
    first = index + 1
    while first < len(tokens) and tokens[first].norm in _ARTICLE and first - index < 4:
        first += 1
    last = first
    while last < len(tokens) and last - first < 3 and _goes_on(message, tokens, first, last, tokens[index].norm):
        last += 1
    return _span(message, tokens[first], tokens[last - 1]) if last > first else None


def _goes_on(message: str, tokens: list[Token], first: int, last: int, preposition: str) -> bool:
    token = tokens[last]
    if last > first and _apart(message, tokens[last - 1], token):
        return False
    lower_case_will_do = preposition in ("at", "@") and message[token.start : token.end].isalpha()
    return _is_name(message, token) or (lower_case_will_do and token.norm not in _STOP)
