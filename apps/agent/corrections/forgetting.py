"""A message without whose it is: names, numbers, addresses, emails and phones are taken out of an example's text."""

import re

from apps.agent.answers.naming import WORDS_TOO
from apps.agent.brains.matching import words_of
from apps.agent.brains.rules.hits import SPELLER
from apps.agent.brains.rules.places import place_of
from apps.crews.models import User
from apps.jobs.models import Contact, Customer, Site

JOB = "WH-1000"  # every job number becomes this one, so that the example still names a job
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_CODE = re.compile(r"\bWH[\s#-]{0,3}(?:[A-Z]-)?\d{1,9}(?:/\d+)?\b", re.IGNORECASE)
_PHONE = re.compile(r"\+?\(?\d[\d ()./-]{5,}\d")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SHORTEST = 3  # letters of a name that is looked for


def forgotten(text: str) -> str:
    """The text without what tells who, where and which: each becomes a word in brackets; job numbers WH-1000."""
    left = _LINK.sub("[link]", _EMAIL.sub("[email]", text))
    left = _without_place(left)
    # What looks like code in an address or name is gone; the codes that are left are jobs'.
    left = _CODE.sub("[job]", left)
    left = _PHONE.sub("[phone]", left)
    left = _without_names(left)
    return _DIGITS.sub("0", left).replace("[job]", JOB)


def _without_place(text: str) -> str:
    for _time in range(5):
        place = place_of(text)
        if place is None or "[" in place.text:
            return text
        text = text[: place.start] + "[place]" + text[place.end :]
    return text


def _without_names(text: str) -> str:
    names = _names(text)
    return _WORD.sub(lambda word: "[name]" if _key(word[0]) in names else word[0], text)


def _names(text: str) -> set[str]:
    """The words of the text that stand in somebody's or some place's name in this company. What is an ordinary word
    as well counts when it has a capital within a sentence: of people only few are ("will", "mark"), of places many.
    """
    said = [(word, key) for word in _WORD.finditer(text) if (key := _key(word[0]))]
    of_people = {key for word, key in said if key not in WORDS_TOO or _stands_out(text, word)}
    of_places = {key for word, key in said if _stands_out(text, word) or not _is_ordinary(key)}
    found: set[str] = set()
    for rows, column, keys in (
        (User.objects, "name", of_people),
        (Contact.objects, "name", of_people),
        (Customer.objects, "name", of_places),
        (Site.objects, "name", of_places),
        (Site.objects, "address", of_places),
    ):
        pattern = rf"\m({'|'.join(sorted(map(re.escape, keys))) or 'nobody'})\M"
        for name in rows.filter(**{f"{column}__iregex": pattern}).values_list(column, flat=True)[:1_000]:
            found |= keys & set(words_of(name))
    return found


def _stands_out(text: str, word: "re.Match[str]") -> bool:
    within = not re.search(r"(?:^|[.!?\n])\s*$", text[: word.start()])
    return within and word[0][0].isupper()


def _is_ordinary(key: str) -> bool:
    return key in SPELLER.known or key in SPELLER.ordinary


def _key(word: str) -> str:
    parts = words_of(word)
    return parts[0] if len(parts) == 1 and len(parts[0]) >= SHORTEST else ""
