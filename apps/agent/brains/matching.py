"""Which visit a message is about: by number, by place, by the page it was written on, by what is under way."""

import re
import unicodedata
from dataclasses import dataclass, replace
from uuid import UUID

from apps.agent.brains.rules.places import COMMON
from apps.agent.brains.rules.spelling import distance
from apps.agent.facts import Facts
from apps.agent.understanding import Understanding
from apps.jobs.models import Visit
from apps.jobs.states import OPEN, UNDER_WAY

_STREET = {
    "street": "st", "avenue": "ave", "road": "rd", "boulevard": "blvd", "drive": "dr", "lane": "ln", "court": "ct",
    "place": "pl", "calle": "c", "avenida": "ave",
}  # fmt: skip
_STREETS = frozenset({"st", "ave", "rd", "blvd", "dr", "ln", "ct", "pl", "c"})
LATER = 0.75
"""How sure a visit on another day is meant that is named: sooner than planned is asked about."""
ELSEWHERE = 0.75
"""How sure the visit at hand is meant when a place is named that is none of theirs."""


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
        return _by_number(understanding.job_number, facts)
    named, certainty = _by_place(understanding.place, facts) if understanding.place else ((), 1.0)
    page = facts.by_id(page_visit)
    if named:
        return _named((page,), 1.0) if page and page in named else _named(named, certainty)
    doubt = _doubt(understanding.place)
    if page:
        return Match(page, doubt)
    if page_visit:  # it was given to somebody else meanwhile
        return Match(None, 0.0, facts.open[:4])
    if working := tuple(v for v in facts.visits if v.status in UNDER_WAY):
        return _one_of(working, doubt)
    return Match(facts.open[0], 0.9 * doubt) if len(facts.open) == 1 else Match(None, 0.0, facts.open[:4])


def _named(found: tuple[Visit, ...], certainty: float) -> Match:
    return replace(_one_of(found, certainty), is_named=bool(found))


def _doubt(place: str | None) -> float:
    """A place that is none of the sites says little as "done in the kitchen", and a lot as "finished at Elm Ave"."""
    if not place:
        return 1.0
    return ELSEWHERE if is_a_name(place) else 0.95


def is_a_name(place: str) -> bool:
    """Whether it is written as a street or a name is, and not as a room."""
    return any(letter.isupper() for letter in place) or bool(_STREETS & set(words_of(place)))


def mentioned(text: str, facts: Facts) -> str | None:
    """The one site of theirs whose own name stands in the text word for word, where no rule saw a place in it."""
    said = set(words_of(text))
    sites = {v.job.site_id: v.job.site.name for v in (*facts.visits, *facts.later)}
    found = [name for name in sites.values() if (own := _own_words(name)) and own <= said]
    return found[0] if len(found) == 1 else None


def _own_words(name: str) -> set[str]:
    """Those words of a site's name that other places do not have."""
    return {word for word in words_of(name) if len(word) > 2 and not word.isdigit()} - COMMON - _STREETS


def _by_number(number: str, facts: Facts) -> Match:
    for visits, certainty in ((facts.visits, 1.0), (facts.later, LATER)):
        if found := tuple(v for v in visits if v.job.code == number):
            return _named(found, certainty)
    return Match(None, 0.0)


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


def _by_place(place: str, facts: Facts) -> tuple[tuple[Visit, ...], float]:
    """The visits that fit best, and how sure; of the later ones only where none that is near fits as well."""
    wanted = words_of(place)
    scored = [(_overlap(wanted, v), v) for v in (*facts.visits, *facts.later)] if wanted else []
    best = max((score for score, _ in scored), default=0.0)
    fitting = [v for score, v in scored if score == best] if best >= 0.6 else []
    near = tuple(v for v in fitting if v in facts.visits)
    return (near, 1.0) if near else (tuple(fitting), LATER)


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
