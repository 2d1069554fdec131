"""No model sends anybody anywhere: a link can carry away what the model was shown, by being opened or just drawn."""

import re
from typing import Any

DRAWN = re.compile(r"!?\[[^\[\]]{0,300}\]\([^()]{0,1000}\)")
WORD = re.compile(r"\S+")
AROUND = ".,;:!?()<>[]\"'“”"
LONGEST_WORD = 200  # characters; what is longer is no word, whatever it is
# Mail programs make links of what only looks like one: a name with a dot in it, an address, two slashes.
LINK = re.compile(
    r"[a-z][a-z0-9+.-]*:[/\\]|(?:mailto|data|tel|sms|javascript):|[/\\]{2}|@"
    r"|[^\s./@]+[.。．｡](?:[^\s./@]+[.。．｡])*[^\W\d_]{2,}(?!\w)",
    re.IGNORECASE,
)
CUT = "…"


def without_links(text: str, *, said: str) -> str:
    """`text` without the links that do not stand in what the person said."""

    def cut(found: "re.Match[str]") -> str:
        return found[0] if found[0] in said else CUT

    return WORD.sub(lambda word: _without_link(word[0], said), DRAWN.sub(cut, text))


def _without_link(word: str, said: str) -> str:
    """The word up to where it becomes a link."""
    if word.strip(AROUND) in said:
        return word
    link = LINK.search(word) if len(word) <= LONGEST_WORD else None
    if link is None:
        return word if len(word) <= LONGEST_WORD else CUT
    return CUT if link[0] == "@" else word[: link.start()] + CUT


def cut_links(value: Any, *, said: str) -> Any:
    """The same for every text in JSON data."""
    if isinstance(value, str):
        return without_links(value, said=said)
    if isinstance(value, dict):
        return {key: cut_links(one, said=said) for key, one in value.items()}
    return [cut_links(one, said=said) for one in value] if isinstance(value, list) else value
