"""Reads of documents; each takes the actor and fails closed. What stands in them is somebody's words: data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from apps.core.actor import Actor
from apps.core.files import files_of
from apps.core.models import StoredFile
from apps.core.selectors import sees_all
from apps.jobs.models import Manual, ManualPage
from apps.jobs.selectors import assets_visible_to, jobs_visible_to, sites_visible_to

DOCUMENT_WORDS = ("title", "asset__name", "site__name", "template__name")  # where the office's search looks
ENOUGH = 0.6  # share of the words asked for that a page must have
MOST_WORDS = 8
SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n\s*\n")
MOST_MORE = 200  # characters that a sentence may go on before or behind what was found


def documents_visible_to(actor: Actor) -> QuerySet[Manual]:
    """Those about assets, sites and kinds of jobs in sight, and the company's; for nobody none."""
    if sees_all(actor):
        return Manual.objects.all()
    if actor.user is None or not actor.user.is_active:
        return Manual.objects.none()
    companys = Q(asset=None, site=None, template=None)
    about = Q(asset__in=assets_visible_to(actor)) | Q(site__in=sites_visible_to(actor))
    kinds = jobs_visible_to(actor).exclude(template=None).values("template")
    return Manual.objects.filter(companys | about | Q(template__in=kinds))


@files_of
def files_of_documents(actor: Actor) -> QuerySet[StoredFile]:
    """The files of those documents."""
    return StoredFile.objects.filter(pk__in=documents_visible_to(actor).exclude(file=None).values("file"))


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document that answer best, and on which page they stand."""

    manual: Manual
    page: int
    text: str


def passage_about(actor: Actor, words: Iterable[str]) -> Passage | None:
    """The passage with most of these words, in English or Spanish, of what is in the actor's sight and not retired;
    None when no page has enough of them.
    """
    wanted = list(dict.fromkeys(words))[:MOST_WORDS]
    if not wanted:
        return None
    queries = [SearchQuery(word, config="english") | SearchQuery(word, config="spanish") for word in wanted]
    anything = queries[0]
    for query in queries[1:]:
        anything |= query
    hits = sum((_one_if(query) for query in queries[1:]), _one_if(queries[0]))
    seen = documents_visible_to(actor).filter(retired_at=None)
    best = (
        ManualPage.objects.filter(manual__in=seen, words=anything)
        .annotate(hits=hits, rank=SearchRank(F("words"), anything))
        .annotate(passage=SearchHeadline("text", anything, max_words=60, min_words=30, start_sel="", stop_sel=""))
        .select_related("manual")
        .order_by("-hits", "-rank", "pk")
        .first()
    )
    if best is None or best.hits < max(1, round(ENOUGH * len(wanted))):
        return None
    return Passage(best.manual, best.number, whole_sentences(best.text, best.passage))


def whole_sentences(text: str, found: str) -> str:
    """What was found of a text, from the beginning of a sentence to the end of one: half an instruction misleads.

    A sentence that is too long stays cut, and says so.
    """
    start = text.find(found)
    if start < 0:
        return found
    end = start + len(found)
    before = list(SENTENCE_END.finditer(text, max(0, start - MOST_MORE), start))
    behind = SENTENCE_END.search(text, end - 1, min(len(text), end + MOST_MORE))
    begins = before[-1].end() if before else 0 if start < MOST_MORE else start
    ends = behind.end() if behind else len(text) if len(text) - end < MOST_MORE else end
    head = "…" if not before and begins > 0 else ""
    tail = "…" if not behind and ends < len(text) else ""
    return f"{head}{text[begins:ends].strip()}{tail}"


def _one_if(query: SearchQuery) -> Case:
    return Case(When(words=query, then=Value(1)), default=Value(0), output_field=IntegerField())
