"""Whether a day, a shift or an absence is somebody else's: nobody is put down sick by a colleague's word."""

import re

from apps.agent.understanding import Understood

EDGE = re.compile(r"[,.;!?\n]|\b(?:but|pero|so|because|porque)\b", re.IGNORECASE)
WITH_ME = r"(?!\s+(?:and|&|y)\s+(?:i|me|yo)\b)"
OTHERS = (
    r"he|she|my\s+(?:colleague|co-?worker|mate|helper|partner|buddy|apprentice|boss|lead)"
    r"|[eé]l|ella|mi\s+(?:compa[nñ]er[oa]|ayudante|jefe|socio)"
)
SAYS = (
    r"(?:is|isn'?t|was|has|had|needs?|wants?|can'?t|cannot|won'?t|will|feels?|got|called|texted|says?|asks?|just"
    r"|est[aá]|tiene|necesita|quiere|llam[oó]|pide|dice|no|se|ya|acaba)\b|'s\b"
)


def is_of_another(text: str, action: Understood, names: frozenset[str]) -> bool:
    """Whether the clause that says it is about somebody of `names` (small letters) or about a he or she."""
    clause = clause_of(text, action)
    known = [name for name in names if re.search(rf"\b{re.escape(name)}\b", clause, re.IGNORECASE)]
    who = "|".join([*map(re.escape, known), OTHERS])
    person = rf"\b(?:{who})\b{WITH_ME}"
    ways = (
        rf"{person}\s*(?:{SAYS})",
        rf"\b(?:can|could|may|let|puede|podr[ií]a)\s+{person}",
        rf"\b(?:clock|check|sign|punch|book|fich\w+|marc\w+)\s+(?:a\s+)?{person}",
        rf"\b(?:for|para)\s+{person}",
    )
    return any(re.search(way, clause, re.IGNORECASE) for way in ways)


def clause_of(text: str, action: Understood) -> str:
    """The words between two marks or conjunctions in which it is said; all of them where nobody knows which."""
    if not action.evidence:
        return text
    start, end = action.evidence[0].start, max(span.end for span in action.evidence)
    edges = [found.span() for found in EDGE.finditer(text)]
    begins = max((after for _before, after in edges if after <= start), default=0)
    ends = min((before for before, _after in edges if before >= end), default=len(text))
    return text[begins:ends]
