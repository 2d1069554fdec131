"""No model sends anybody anywhere: a link can carry away what the model was shown, by being opened or just drawn."""

import re
from typing import Any

LINK = re.compile(r"!?\[[^\]]*\]\([^)]*\)|\b(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|data:)\S+", re.IGNORECASE)
CUT = "…"


def without_links(text: str, *, said: str) -> str:
    """`text` without the links that do not stand in what the person said."""
    return LINK.sub(lambda found: found[0] if found[0] in said else CUT, text)


def cut_links(value: Any, *, said: str) -> Any:
    """The same for every text in JSON data."""
    if isinstance(value, str):
        return without_links(value, said=said)
    if isinstance(value, dict):
        return {key: cut_links(one, said=said) for key, one in value.items()}
    return [cut_links(one, said=said) for one in value] if isinstance(value, list) else value
