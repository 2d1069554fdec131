"""Who sees whose rows: the one table from which everything expected here is derived.

It is written from the decision (administrators, dispatchers, read-only people and API clients see all; managers the
crews they manage; crew leads what their crew does; technicians what is theirs), not from the selectors it checks.
"""

from dataclasses import dataclass
from enum import StrEnum

from apps.crews.states import SEES_ALL, Role


class Whose(StrEnum):
    """Whose a row is, as seen by one person."""

    OWN = "own"
    CREW = "own crew's"
    OTHER = "other crew's"
    NOBODYS = "nobody's"
    NONE = "nonexistent"


OWN, CREW, OTHER, NOBODYS = Whose.OWN, Whose.CREW, Whose.OTHER, Whose.NOBODYS
ALL = frozenset({OWN, CREW, OTHER, NOBODYS})
NONE: frozenset[Whose] = frozenset()


@dataclass(frozen=True, slots=True)
class Sight:
    """Which rows of a kind each role sees; `office` are the roles whose sight has no bounds."""

    technician: frozenset[Whose] = frozenset({OWN})
    lead: frozenset[Whose] = frozenset({OWN, CREW})
    manager: frozenset[Whose] = frozenset({OWN, CREW})
    office: frozenset[Whose] = ALL

    def of(self, role: str) -> frozenset[Whose]:
        """What a role sees."""
        by_role = {Role.TECHNICIAN: self.technician, Role.CREW_LEAD: self.lead, Role.MANAGER: self.manager}
        return self.office if role in SEES_ALL else by_role[Role(role)]


SCOPED = Sight()  # own; the crew's; the crews one manages; all
WORK = Sight(manager=frozenset({CREW, NOBODYS}))  # managers see as well what waits for somebody
UNSENT = Sight(technician=NONE, lead=NONE, manager=frozenset({CREW, NOBODYS}))
COLLEAGUES = Sight(technician=frozenset({OWN, CREW}))
TALK = Sight(lead=frozenset({OWN}))  # a crew lead looks into work, not into what people write
PRIVATE = Sight(lead=frozenset({OWN}), manager=frozenset({OWN}), office=frozenset({OWN}))
OFFICES = Sight(technician=NONE, lead=NONE, manager=ALL)
UNBOUNDED = Sight(technician=NONE, lead=NONE, manager=NONE)
MINE = "notification"  # the line of what is one's own alone

# A new kind of row is one line here, and a row of each owner in the world.
SIGHT: dict[str, Sight] = {
    "customer": WORK,
    "site": WORK,
    "contact": WORK,
    "asset": WORK,
    "jobtemplate": OFFICES,
    "manual": WORK,  # with the site it is about
    "job": WORK,
    "visit": WORK,
    "draft": UNSENT,  # a visit that nobody was told of yet
    "checklist": OFFICES,
    "checklistrun": WORK,  # with its visit
    "incident": SCOPED,
    "maintenanceplan": UNSENT,  # the office's, as far as the site is in sight
    "occurrence": UNSENT,
    "photo": WORK,
    "signature": WORK,
    "timeentry": WORK,
    "part": WORK,
    "visitnote": WORK,
    "servicerequest": UNSENT,  # the office's, as far as the site is in sight
    "user": SCOPED,
    "member": COLLEAGUES,
    "crew": COLLEAGUES,
    "crewmembership": Sight(technician=NONE),
    "conversation": TALK,
    "message": TALK,
    "agentrun": TALK,
    "proposal": TALK,
    "proposalitem": TALK,
    "notification": PRIVATE,
    "skill": Sight(manager=ALL),  # what they hold; who writes certificates down: every one
    "substitution": Sight(lead=frozenset({OWN}), manager=frozenset({OWN})),
    "certificate": SCOPED,
    "workpattern": SCOPED,
    "shiftexception": SCOPED,
    "absence": SCOPED,
    "attendance": SCOPED,
    "staffrequest": SCOPED,
    "storedfile": SCOPED,
    "upload": PRIVATE,  # a file that is not put with anything yet
    "approver": Sight(manager=ALL),  # people, to those who choose one of them to stand in
    "deadletter": UNBOUNDED,
    "delivery": UNBOUNDED,
    "breaker": UNBOUNDED,
    "scheduledslot": OFFICES,
    "commandpolicy": OFFICES,
    "auditentry": Sight(technician=NONE, lead=NONE),  # what people did is theirs
}
