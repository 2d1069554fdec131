"""Cuts a message into words that remember where they stand and are written one way only."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+(?:['’´`][^\W_]+)*|[%✅☑✔]")
REPEATED = re.compile(r"([a-z])\1{2,}")
LIMIT = 40_000
"""Characters that are read; nobody writes a field message that long, and every rule costs time."""

# Short forms and misspellings that are too short for the spelling corrector, or are other words too.
ALIASES: dict[str, str] = dict(
    pair.split("=")
    for pair in (
        "u=you ur=your pls=please plz=please w=with n=and thx=thanks ty=thanks tmrw=tomorrow abt=about "
        "gaz=gas gass=gas gaas=gas gasz=gas leek=leak leeks=leaks q=que xq=porque k=que d=de pa=para "
        "aca=aqui alla=alli toy=estoy ta=esta tamos=estamos tb=tambien tmb=tambien mins=min minutes=min "
        "minute=min minutos=min minuto=min hrs=hours hr=hour gonna=going_to wanna=want_to im=i_am ive=i_have "
        "ill=i_will its=it_is thats=that_is theres=there_is hes=he_is shes=she_is were=were weve=we_have were=were "
        "theyre=they_are whats=what_is wheres=where_is whos=who_is whens=when_is hows=how_is tha=the teh=the "
        "bc=because cuz=because cus=because rn=now r=are thru=through cannot=cant dosent=doesnt hv=have "
        "✅=done ☑=done ✔=done fier=fire smok=smoke pannel=panel gotta=have_to lemme=let_me ya'll=you "
        "brethe=breathe breath=breathe breating=breathing fianlly=finally fnished=finished  "
        "finito=finished dun=done don=done jods=job lite=light haz=has ay=hay ai=hay aki=aqui yegue=llegue "
        "yego=llego boy=voy echo=hecho wont=wont hoy=hoy kiero=quiero nesecito=necesito nececito=necesito "
        "necesitto=necesito rdy=ready asap=asap 2day=today 2moro=tomorrow tho=though bout=about"
    ).split()
)


CONTRACTIONS = (("'re", "are"), ("'ll", "will"), ("'ve", "have"), ("'d", "would"))


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
