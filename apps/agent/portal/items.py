"""A suggested command as the portal shows it: what it changed, why, and what this person may do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from apps.agent.corrections.finding import correctable
from apps.agent.states import BRAIN_LOOKS, Brain
from apps.core.actions.deciding import may_decide, may_undo
from apps.core.actor import Actor
from apps.core.looks import Look
from apps.core.markup import ITEM_LOOKS
from apps.core.models import ItemStatus, ProposalItem
from apps.crews.selectors import requests_visible_to
from apps.jobs.selectors import incidents_visible_to, visits_visible_to


@dataclass(frozen=True, slots=True)
class Result:
    """What a command made or changed, and where it can be looked at."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ItemRefusal:
    """Why a tap on an item did nothing, and what was typed."""

    item_id: UUID
    sentence: str
    typed: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One suggested command, for one person."""

    item: ProposalItem
    actor: Actor
    result: Result | None
    refusal: ItemRefusal | None

    @property
    def look(self) -> Look:
        """What became of it."""
        return ITEM_LOOKS[ItemStatus(self.item.status)]

    @property
    def decided(self) -> Look:
        """Who decided."""
        return BRAIN_LOOKS[Brain(self.item.brain)]

    @property
    def is_safety(self) -> bool:
        """Whether the safety net made it."""
        return self.item.brain == Brain.SAFETY_NET

    @property
    def words(self) -> list[str]:
        """The words that led to it."""
        return [span["text"] for span in self.item.evidence if span.get("text")]

    @property
    def percent(self) -> int:
        """How sure the brain was."""
        return round(self.item.confidence * 100)

    @property
    def may_decide(self) -> bool:
        """Whether it waits, and for this person."""
        return self.item.status == ItemStatus.PENDING and may_decide(self.actor, self.item)

    @property
    def may_answer(self) -> bool:
        """Whether somebody asked this person about it, and waits."""
        own = self.actor.user is not None and self.actor.user.pk == self.item.proposal.served_id
        return own and self.item.asked_back and self.item.status == ItemStatus.PENDING

    @property
    def may_correct(self) -> bool:
        """Whether this person wrote the message, and it is about a visit that can be another one."""
        served = self.actor.user is not None and self.item.proposal.served_id == self.actor.user.pk
        return served and correctable(self.item) and self.actor.may("message.correct")

    @property
    def may_undo(self) -> bool:
        """Whether it can be taken back, by this person."""
        return may_undo(self.actor, self.item)


def item_views(
    items: Iterable[ProposalItem], actor: Actor, refusal: ItemRefusal | None = None
) -> dict[int, list[ItemView]]:
    """The items by their proposal's key, each with its result where this person may see it."""
    known = list(items)
    results = _results(known, actor)
    views: dict[int, list[ItemView]] = {}
    for item in known:
        result = results.get(item.result_id) if item.result_id else None
        mine = refusal if refusal and refusal.item_id == item.public_id else None
        views.setdefault(item.proposal_id, []).append(ItemView(item, actor, result, mine))
    return views


def _results(items: list[ProposalItem], actor: Actor) -> Mapping[UUID, Result]:
    kinds = ("visit", "incident", "staffrequest")
    ids = {kind: [i.result_id for i in items if i.result_id and i.result_type == kind] for kind in kinds}
    found: dict[UUID, Result] = {}
    if ids["visit"]:
        for visit in visits_visible_to(actor).filter(public_id__in=ids["visit"]).select_related("job"):
            found[visit.public_id] = Result(visit.code, _visit_url(visit.public_id))
    if ids["incident"]:
        for incident in incidents_visible_to(actor).filter(public_id__in=ids["incident"]).select_related("visit"):
            url = _visit_url(incident.visit.public_id) + "#incidents" if incident.visit else ""
            found[incident.public_id] = Result(incident.code, url)
    if ids["staffrequest"]:
        for asked in requests_visible_to(actor).filter(public_id__in=ids["staffrequest"]):
            found[asked.public_id] = Result(asked.code, reverse("portal:request", args=[asked.public_id]))
    return found


def _visit_url(visit_id: UUID) -> str:
    return reverse("portal:visit", args=[visit_id])
