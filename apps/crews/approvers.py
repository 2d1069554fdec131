"""Who may decide what staff ask for, and why: asked by the inbox, at the decision, and for who is told.

The managers of the requester's crew decide; above `PURCHASE_LIMIT_MANAGER` an administrator does. For who is away a
substitute stands in, else the administrators do, as they do for a crew that nobody manages. Administrators may always
decide, but are only bothered when it is their turn. Nobody decides what they asked for themselves.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.crews.models import Absence, CrewManager, StaffRequest, Substitution, User
from apps.crews.request_rules import LEAVE
from apps.crews.request_words import money
from apps.crews.selectors import present, requests_visible_to, standing_substitutions
from apps.crews.states import RequestKind, RequestStatus, Role, roles_with

DECIDE = "request.approve"
DECIDING_ROLES = roles_with(DECIDE)


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody who may decide a request. `in_turn`: it waits for them; the others may, but are not asked."""

    user: User
    why: str
    in_turn: bool = True


@dataclass
class Approvers:
    """Who decides what at one moment: read in a few queries, asked for any number of requests."""

    now: datetime
    _managers: dict[int, list[tuple[User, str]]] = field(default_factory=lambda: defaultdict(list))
    _substitutes: dict[int, list[Substitution]] = field(default_factory=lambda: defaultdict(list))
    _away: set[int] = field(default_factory=set)
    _administrators: list[User] = field(default_factory=list)

    @classmethod
    def at(cls, now: datetime, requesters: Iterable[int]) -> "Approvers":
        """For the requests of these users (primary keys), at that moment."""
        found = cls(now)
        found._read_managers(list(requesters))
        found._read_substitutes()
        found._read_away()
        active = User.objects.filter(is_active=True, role=Role.ADMINISTRATOR)
        found._administrators = list(active.order_by("name"))
        return found

    def of(self, request: StaffRequest) -> list[Approver]:
        """Everybody who may decide this request, those in turn first."""
        turn = self._in_turn(request)
        asked = {approver.user.pk for approver in turn}
        rest = [u for u in self._administrators if u.pk not in asked and u.pk != request.requester_id]
        return [*turn, *(Approver(u, _("Administrators may always decide."), in_turn=False) for u in rest)]

    def why(self, actor: Actor, request: StaffRequest) -> Approver | None:
        """The actor among those who may decide; None when it is not theirs."""
        if actor.user is None or not actor.may(DECIDE):
            return None
        return next((a for a in self.of(request) if a.user.pk == actor.user.pk), None)

    # --- whose turn it is ------------------------------------------------------------------------------------

    def _in_turn(self, request: StaffRequest) -> list[Approver]:
        limit = settings.PURCHASE_LIMIT_MANAGER
        if request.amount is not None and request.amount > limit:
            told = _("Above %(limit)s an administrator decides.") % {"limit": money(limit)}
            return self._of_administrators(request, told)
        managers = [m for m in self._managers.get(request.requester_id, []) if m[0].pk != request.requester_id]
        if not managers:
            return self._of_administrators(request, _("Nobody manages their crew, so an administrator decides."))
        found: dict[int, Approver] = {}
        for manager, crew in managers:
            for approver in self._for(manager, crew, request):
                found.setdefault(approver.user.pk, approver)
        return list(found.values())

    def _for(self, manager: User, crew: str, request: StaffRequest) -> list[Approver]:
        """The manager, or whoever decides in their place while they are away."""
        substitutes = [s for s in self._substitutes[manager.pk] if self._can_stand_in(s.substitute, request)]
        if substitutes:
            return [Approver(s.substitute, _stands_in(s)) for s in substitutes]
        if manager.pk not in self._away:
            return [Approver(manager, _("Manages %(crew)s.") % {"crew": crew})]
        told = _("%(name)s is away, and nobody stands in.") % {"name": manager.name}
        return self._of_administrators(request, told)

    def _can_stand_in(self, user: User, request: StaffRequest) -> bool:
        return user.is_active and user.may(DECIDE) and user.pk not in {*self._away, request.requester_id}

    def _of_administrators(self, request: StaffRequest, why: str) -> list[Approver]:
        return [Approver(user, why) for user in self._administrators if user.pk != request.requester_id]

    # --- reading ---------------------------------------------------------------------------------------------

    def _read_managers(self, requesters: list[int]) -> None:
        crews = present(timezone.localdate(self.now)).filter(member__user__in=requesters)
        of_crew: dict[int, list[int]] = defaultdict(list)
        for crew, requester in crews.values_list("crew_id", "member__user_id"):
            of_crew[crew].append(requester)
        active = CrewManager.objects.filter(crew__in=of_crew, user__is_active=True).select_related("user", "crew")
        for responsibility in active.order_by("user__name"):
            if responsibility.user.may(DECIDE):
                for requester in of_crew[responsibility.crew_id]:
                    self._managers[requester].append((responsibility.user, responsibility.crew.name))

    def _read_substitutes(self) -> None:
        day = timezone.localdate(self.now)
        for one in standing_substitutions(day).select_related("user", "substitute").order_by("id"):
            self._substitutes[one.user_id].append(one)
            self._away.add(one.user_id)

    def _read_away(self) -> None:
        now = Q(start__lte=self.now, end__gt=self.now)
        absences = Absence.objects.filter(now, cancelled_at=None, member__user__role__in=DECIDING_ROLES)
        self._away |= set(absences.values_list("member__user_id", flat=True))
        # Who is no member has no absence: what they asked for themselves says it.
        granted = Q(status=RequestStatus.APPROVED) | Q(status=RequestStatus.PENDING, kind=RequestKind.SICK_LEAVE)
        leave = StaffRequest.objects.filter(now & granted, kind__in=LEAVE, requester__role__in=DECIDING_ROLES)
        self._away |= set(leave.values_list("requester_id", flat=True))


def _stands_in(substitution: Substitution) -> str:
    told = {"name": substitution.user.name, "day": date_format(substitution.until, "D j M")}
    return _("Stands in for %(name)s until %(day)s.") % told


def approvers_of(request: StaffRequest, now: datetime) -> list[Approver]:
    """Everybody who may decide one request, those in turn first."""
    return Approvers.at(now, [request.requester_id]).of(request)


def not_theirs(actor: Actor, request: StaffRequest, now: datetime) -> str:
    """What keeps this person from deciding a request: that it is their own, or somebody else's turn; empty: nothing."""
    if actor.user is not None and actor.user.pk == request.requester_id:
        return _("Nobody decides what they asked for themselves.")
    theirs = Approvers.at(now, [request.requester_id]).why(actor, request) is not None
    return "" if theirs else _("This decision belongs to somebody else.")


def undecided(now: datetime) -> Q:
    """The requests that wait and can still be decided."""
    return Q(status=RequestStatus.PENDING) & (Q(expires_at=None) | Q(expires_at__gt=now))


def waiting_for(actor: Actor, now: datetime) -> list[tuple[StaffRequest, Approver]]:
    """What waits for a decision this actor may take, the oldest first, each with why it is theirs."""
    if not actor.may(DECIDE):
        return []
    found = requests_visible_to(actor).filter(undecided(now)).select_related("requester__member").order_by("number")
    requests = list(found)
    approvers = Approvers.at(now, {r.requester_id for r in requests})
    return [(request, mine) for request in requests if (mine := approvers.why(actor, request)) is not None]
