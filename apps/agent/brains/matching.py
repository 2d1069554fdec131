"""Which visit a message is about: by number, by place, by the page it was written on, by what is under way."""

import re
import unicodedata
from dataclasses import dataclass, replace
from uuid import UUID

from apps.agent.brains.rules.spelling import distance
from apps.agent.facts import Facts
from apps.agent.understanding import Understanding
from apps.jobs.models import Visit
from apps.jobs.states import OPEN, UNDER_WAY

_STREET = {
    "street": "st", "avenue": "ave", "road": "rd", "boulevard": "blvd", "drive": "dr", "lane": "ln", "court": "ct",
    "place": "pl", "calle": "c", "avenida": "ave",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """The visit and how sure that it is meant (0 to 1), or several that could be; `is_named`: by number or place."""

    visit: Visit | None
    certainty: float
    candidates: tuple[Visit, ...] = ()
    is_named: bool = False


def match_visit(understanding: Understanding, facts: Facts, page_visit: UUID | None) -> Match:
    """The visit a message is about. What is named wins over where it was written."""
    if understanding.job_number:
        return _named(tuple(v for v in facts.visits if v.job.code == understanding.job_number))
    named = _by_place(understanding.place, facts) if understanding.place else ()
    page = facts.by_id(page_visit)
    if named:
        return _named((page,) if page and page in named else named)
    # A place that is none of the sites ("done in the kitchen") says little; the rest must carry the match.
    doubt = 0.95 if understanding.place else 1.0
    if page:
        return Match(page, doubt)
    if page_visit:  # it was given to somebody else meanwhile
        return Match(None, 0.0, facts.open[:4])
    if working := tuple(v for v in facts.visits if v.status in UNDER_WAY):
        return _one_of(working, doubt)
    return Match(facts.open[0], 0.9 * doubt) if len(facts.open) == 1 else Match(None, 0.0, facts.open[:4])


def _named(found: tuple[Visit, ...]) -> Match:
    return replace(_one_of(found, 1.0), is_named=bool(found))


def _one_of(found: tuple[Visit, ...], certainty: float) -> Match:
    """The one under way, else the only open one, else the only one; otherwise somebody has to say."""
    for narrower in (
        tuple(v for v in found if v.status in UNDER_WAY),
        tuple(v for v in found if v.status in OPEN),
        found,
    ):
        if narrower:
            return Match(narrower[0], certainty) if len(narrower) == 1 else Match(None, 0.0, narrower[:4])
    return Match(None, 0.0)


def _by_place(place: str, facts: Facts) -> tuple[Visit, ...]:
    wanted = words_of(place)
    if not wanted:
        return ()
    scored = [(_overlap(wanted, v), v) for v in facts.visits]
    best = max((score for score, _ in scored), default=0.0)
    return tuple(v for score, v in scored if score == best) if best >= 0.6 else ()


def _overlap(wanted: list[str], visit: Visit) -> float:
    """The share of the named words that the site's name, address or customer has; numbers count like words."""
    site = visit.job.site
    names = [words_of(site.name), words_of(site.address), words_of(site.customer.name)]
    return max(sum(any(alike(w, h) for h in have) for w in wanted) / len(wanted) for have in names)


def words_of(text: str) -> list[str]:
    """The words of a name or address, in small letters without accents, with streets written one way."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    words = [_STREET.get(w, w) for w in re.findall(r"[a-z0-9]+", plain)]
    return [w for w in words if w not in {"the", "at", "a", "of", "el", "la", "en", "de"}]


def alike(a: str, b: str) -> bool:
    """Equal, or one slip apart when long enough for that to mean something. Numbers are never alike."""
    if a == b:
        return True
    if min(len(a), len(b)) < 3 or a.isdigit() or b.isdigit():
        return False
    return distance(a, b) <= 1 and (min(len(a), len(b)) > 3 or sorted(a) == sorted(b))
