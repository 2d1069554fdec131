"""Cuts a message into words that remember where they stand and are written one way only."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(
    r"\d+(?=(?:ppm|psi|ft|min|mins|hrs|hr|h|m|lbs|v|volts?)\b)|[^\W_]+(?:['’´`][^\W_]+)*|[%✅☑✔]", re.IGNORECASE
)
REPEATED = re.compile(r"([a-z])\1{2,}")
LIMIT = 40_000
"""Characters that are read; nobody writes a field message that long, and every rule costs time."""

# Short forms and misspellings that are too short for the spelling corrector, or are other words too.
_ALIASES = """
    2day=today 2moro=tomorrow abt=about aca=aqui ai=hay aki=aqui alla=alli ay=hay bc=because bout=about
    boy=voy breath=breathe breating=breathing brethe=breathe cannot=cant cus=because cuz=because d=de don=done
    dosent=doesnt dun=done echo=hecho fianlly=finally fier=fire finito=finished fnished=finished gaas=gas
    gass=gas gasz=gas gaz=gas gonna=going_to gotta=have_to havnt=havent haz=has hes=he_is hows=how_is hr=hour
    hrs=hours hv=have im=i_am its=it_is ive=i_have jods=job k=que kiero=quiero leek=leak oder=odor lek=leak
    leke=leak leeks=leaks lemme=let_me mins=min minute=min minutes=min minuto=min minutos=min n=and
    nececito=necesito necesitto=necesito nesecito=necesito pa=para pannel=panel pls=please plz=please q=que
    r=are rdy=ready rn=now shes=she_is smok=smoke ta=esta tamos=estamos tb=tambien teh=the tha=the thats=that_is
    theres=there_is theyre=they_are tho=though thru=through thx=thanks tmb=tambien tmrw=tomorrow toy=estoy
    ty=thanks u=you ur=your w=with wanna=want_to weve=we_have whats=what_is whens=when_is wheres=where_is
    whos=who_is wya=way xq=porque ya'll=you yego=llego yegue=llegue ☑=done ✅=done ✔=done
"""
ALIASES: dict[str, str] = dict(pair.split("=") for pair in _ALIASES.split())
CONTRACTIONS = (("'re", "are"), ("'ll", "will"), ("'ve", "have"), ("'d", "would"))


def words(text: str) -> frozenset[str]:
    """The words of `text`, as a set."""
    return frozenset(text.split())


class Token(NamedTuple):
    """One word: where it stands in the message, and how the rules read it (lower case, no accents)."""

    start: int
    end: int
    norm: str


@lru_cache(maxsize=16_384)
def normalise(word: str) -> str:
    """Lower case, no accents or apostrophes, stretched letters shortened, short forms spelled out."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    bare = re.sub(r"[’´`]", "'", bare)
    for ending, word in CONTRACTIONS:
        if bare.endswith(ending) and bare.replace("'", "") not in ALIASES:
            return f"{bare.removesuffix(ending)}_{word}"
    if bare.endswith("'s") and bare.replace("'", "") not in ALIASES:
        bare = bare[:-2]
    bare = bare.replace("'", "")
    bare = REPEATED.sub(r"\1", bare)
    return ALIASES.get(bare, bare)


def tokenise(text: str) -> list[Token]:
    """The words of `text` in order. A short form such as "I'm" gives two tokens on the same characters."""
    tokens: list[Token] = []
    for match in WORD.finditer(text, 0, LIMIT):
        for part in normalise(match[0]).split("_"):
            tokens.append(Token(match.start(), match.end(), part))
    return tokens
