"""What became of suggested commands, counted and listed by the same words.

Each suggestion is in exactly one of `OUTCOMES`; accepted and edited ones are those that a person decided.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.models import ItemStatus, Policy
from apps.core.selectors import items_visible_to

_BY_RULE = Q(policy=Policy.FORBID) | ~Q(error_code="")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that can become of a suggestion: what it is called, and which items it means."""

    label: str | Promise
    items: Q


OUTCOMES: dict[str, Outcome] = {
    "by_itself": Outcome(_("Done by itself"), Q(status=ItemStatus.APPLIED, policy=Policy.AUTO)),
    "accepted": Outcome(
        _("Accepted unchanged"), Q(status=ItemStatus.APPLIED, suggested__isnull=True) & ~Q(policy=Policy.AUTO)
    ),
    "edited": Outcome(
        _("Accepted with changes"), Q(status=ItemStatus.APPLIED, suggested__isnull=False) & ~Q(policy=Policy.AUTO)
    ),
    "rejected": Outcome(_("Rejected"), Q(status=ItemStatus.REJECTED) & ~_BY_RULE),
    "expired": Outcome(_("Expired"), Q(status=ItemStatus.EXPIRED)),
    "conflicted": Outcome(_("Overtaken by another change"), Q(status=ItemStatus.CONFLICTED)),
    "undone": Outcome(_("Undone"), Q(status=ItemStatus.UNDONE)),
    "forbidden": Outcome(_("Not allowed"), Q(status=ItemStatus.REJECTED) & _BY_RULE),
    "waiting": Outcome(_("Waiting"), Q(status__in=[ItemStatus.PENDING, ItemStatus.APPROVED])),
}
DECIDED = ("accepted", "edited", "rejected")  # what a person said about it


@dataclass(slots=True)
class Tally:
    """How often each outcome was the end of it."""

    numbers: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def suggested(self) -> int:
        """In all."""
        return sum(self.numbers.values())

    @property
    def decided(self) -> int:
        """How many a person said yes or no to."""
        return sum(self.numbers[name] for name in DECIDED)

    @property
    def rate(self) -> float | None:
        """The share accepted unchanged of what people decided; None where nobody has decided yet."""
        return self.numbers["accepted"] / self.decided if self.decided else None


def tallies(actor: Actor, *, source: str, since: datetime) -> dict[str, dict[str, Tally]]:
    """What became of what a source has suggested since then, within sight: by command, then by brain. One query."""
    rows = items_visible_to(actor).filter(proposal__source=source, created_at__gte=since)
    counted = rows.values("command", "brain").annotate(
        **{name: Count("pk", filter=outcome.items) for name, outcome in OUTCOMES.items()}
    )
    found: dict[str, dict[str, Tally]] = defaultdict(dict)
    for command, brain, *numbers in counted.order_by("command", "brain").values_list("command", "brain", *OUTCOMES):
        told = {name: number for name, number in zip(OUTCOMES, numbers, strict=True) if number}
        found[command][brain] = Tally(defaultdict(int, told))
    return found


def of_all(tallied: dict[str, Tally]) -> Tally:
    """All brains together."""
    whole = Tally()
    for tally in tallied.values():
        for name, number in tally.numbers.items():
            whole.numbers[name] += number
    return whole
