"""What others order in a message, quoted by its writer: "the customer says: cancel WH-1042". Nobody's own words."""

import re

from apps.agent.brains.rules.clauses import Clause
from apps.agent.brains.rules.tokens import tokenise, words

_SAYS = r"(?:says?|said|wrote|writes|reads|asks?|asked|dice|dijo|dicen|escribi[oó]|escribe|pide|pidi[oó])"
_WHO = r"(?:customer|client|tenant|owner|manager|note|email|sign|cliente|inquilin[oa]|due[nñ][oa]|nota|correo|letrero)"
_QUOTED = re.compile(
    rf"\b{_SAYS}\s*[:,]?\s*[\"“«](?P<within>[^\"”»\n]{{1,400}})"
    rf"|\b{_WHO}\b[^.!?:\n]{{0,30}}:\s*[\"“«]?(?P<after>[^.!?\n]{{1,400}})",
    re.IGNORECASE,
)
_POLITE = words("please por favor just now solo ya")
ORDERS = words("""
    mark close delete approve cancel assign pay execute complete finish move reassign
    marca marque cierra cierre borra borre aprueba apruebe cancela cancele asigna asigne paga pague termina
""")
"""What an order about the records begins with."""


def orders_quoted(message: str) -> list[tuple[int, int]]:
    """Where in `message` somebody else's orders about the records stand."""
    found = []
    for match in _QUOTED.finditer(message):
        group = "within" if match["within"] else "after"
        own = [token.norm for token in tokenise(match[group]) if token.norm not in _POLITE]
        if own and own[0] in ORDERS:
            found.append(match.span(group))
    return found


def own_words(message: str) -> str:
    """`message` with the orders of others made blank; positions stay."""
    for start, end in orders_quoted(message):
        message = message[:start] + " " * (end - start) + message[end:]
    return message


def without_quoted_orders(message: str, clauses: list[Clause]) -> list[Clause]:
    """The clauses that hold something besides orders of others."""
    quoted = orders_quoted(message)
    if not quoted:
        return clauses
    return [c for c in clauses if not any(a <= c.tokens[0].start and c.tokens[-1].end <= b for a, b in quoted)]
