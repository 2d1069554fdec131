"""The rows of the API: a line for each operation of the document, naming the kind of record and nothing else.

Which right a command asks for is its name; `may` is said where more or less than that is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from apps.core.commands import COMMANDS
from tests.access.people import Person
from tests.access.sight import Whose

May = Callable[[Person, Whose], bool]


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of a kind: to each exactly what is in their sight. `query`: asks for all of that."""

    kind: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Reads:
    """One of a kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Tells:
    """What was done to one of a kind: for the office and its programs."""

    kind: str


@dataclass(frozen=True, slots=True)
class Runs:
    """A command about one of a kind, named by `argument` (the kind's `_id`); about none when there is no kind.

    Args:
        besides: other arguments that name rows, each with its kind.
        hint: a row out of sight is no reason to refuse.
        may: who may, where the command's name among the rights is not all that is asked.
    """

    kind: str = ""
    argument: str = ""
    besides: dict[str, str] = field(default_factory=dict)
    hint: bool = False
    may: May | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """What everybody signed in has: their own."""

    method: str = "get"


Row = Lists | Reads | Tells | Runs | Own


def _decides(who: Person, whose: Whose) -> bool:
    """An incident that was suggested: the office decides, and the person served on what can be undone."""
    return who.may("incident.report") and (who.may("proposal.decide") or whose is Whose.OWN)


def _item(verb: str) -> Runs:
    return Runs("proposalitem", "item_id", may=lambda who, whose: who.may(f"proposal.{verb}") and _decides(who, whose))


ROWS: dict[str, Row] = {
    # --- people ---
    "GET /me": Own(),
    "GET /people": Lists("user"),
    "GET /people/{id}": Reads("user"),
    "GET /people/{id}/history": Tells("user"),
    "GET /members": Lists("member"),
    "GET /members/{id}": Reads("member"),
    "GET /crews": Lists("crew"),
    "GET /crews/{id}": Reads("crew"),
    "GET /crews/{id}/history": Tells("crew"),
    "GET /memberships": Lists("crewmembership"),
    "GET /memberships/{id}": Reads("crewmembership"),
    "GET /memberships/{id}/history": Tells("crewmembership"),
    "POST /commands/user.add": Runs(),
    "POST /commands/user.change": Runs("user"),
    "POST /commands/user.deactivate": Runs("user"),
    "POST /commands/user.reactivate": Runs("user"),
    "POST /commands/crew.add": Runs(),
    "POST /commands/crew.change": Runs("crew"),
    "POST /commands/crew.join": Runs("crew", besides={"member_id": "member"}),
    "POST /commands/crew.leave": Runs("crewmembership", "membership_id"),
    # --- work ---
    "GET /customers": Lists("customer"),
    "GET /customers/{id}": Reads("customer"),
    "GET /customers/{id}/history": Tells("customer"),
    "GET /sites": Lists("site"),
    "GET /sites/{id}": Reads("site"),
    "GET /sites/{id}/history": Tells("site"),
    "GET /jobs": Lists("job"),
    "GET /jobs/{id}": Reads("job"),
    "GET /jobs/{id}/history": Tells("job"),
    "GET /visits": Lists("visit"),
    "GET /visits/{id}": Reads("visit"),
    "GET /visits/{id}/history": Tells("visit"),
    "GET /incidents": Lists("incident"),
    "GET /incidents/{id}": Reads("incident"),
    "GET /incidents/{id}/history": Tells("incident"),
    "POST /commands/customer.add": Runs(),
    "POST /commands/customer.change": Runs("customer"),
    "POST /commands/site.add": Runs("customer"),
    "POST /commands/site.change": Runs("site"),
    "POST /commands/job.add": Runs("site"),
    "POST /commands/job.change": Runs("job"),
    "POST /commands/job.hold": Runs("job"),
    "POST /commands/job.release": Runs("job"),
    "POST /commands/job.cancel": Runs("job"),
    "POST /commands/visit.plan": Runs("job", besides={"member_ids": "member"}),
    "POST /commands/visit.dispatch": Runs("visit"),
    "POST /commands/visit.reschedule": Runs("visit", besides={"member_ids": "member"}),
    "POST /commands/visit.depart": Runs("visit"),
    "POST /commands/visit.start": Runs("visit"),
    "POST /commands/visit.pause": Runs("visit"),
    "POST /commands/visit.resume": Runs("visit"),
    "POST /commands/visit.complete": Runs("visit"),
    "POST /commands/visit.cancel": Runs("visit"),
    "POST /commands/visit.reopen": Runs("visit"),
    "POST /commands/incident.report": Runs("visit"),
    "POST /commands/incident.acknowledge": Runs("incident"),
    "POST /commands/incident.resolve": Runs("incident"),
    "POST /commands/incident.close": Runs("incident"),
    "POST /commands/incident.withdraw": Runs("incident"),
    # --- talks, suggestions, what one was told ---
    "GET /messages": Lists("message", "?everybody=true"),
    "GET /messages/{id}": Reads("message"),
    "GET /agent-runs": Lists("agentrun"),
    "GET /agent-runs/{id}": Reads("agentrun"),
    "GET /proposals": Lists("proposal"),
    "GET /proposals/{id}": Reads("proposal"),
    "GET /proposal-items": Lists("proposalitem"),
    "GET /proposal-items/{id}": Reads("proposalitem"),
    "GET /proposal-items/{id}/history": Tells("proposalitem"),
    "GET /notifications": Lists("notification"),
    "GET /notifications/{id}": Reads("notification"),
    "POST /commands/message.send": Runs("visit", hint=True),
    "POST /commands/message.forward": Runs("message"),
    "POST /commands/proposal.approve": _item("approve"),
    "POST /commands/proposal.reject": _item("reject"),
    "POST /commands/proposal.undo": Runs(
        "proposalitem", "item_id", may=lambda who, _whose: who.may("incident.withdraw")
    ),
    "POST /commands/notification.read": Runs("notification"),
    # --- the machine ---
    "GET /dead-letters": Lists("deadletter"),
    "GET /dead-letters/{id}": Reads("deadletter"),
    "POST /commands/delivery.retry": Runs("deadletter", "letter_id"),
    "POST /commands/delivery.dismiss": Runs("deadletter", "letter_id"),
    "GET /feed": Own(),
    "POST /ws-tickets": Own("post"),
}


def may_run(row: Runs, command: str, who: Person, whose: Whose) -> bool:
    """Whether somebody may run a command on a row that they see."""
    return row.may(who, whose) if row.may else who.may(command)


def suggestion(operation: str) -> str:
    """The line to write for an operation that has none."""
    method, path = operation.split(" ")
    if "/commands/" in path:
        command = path.rsplit("/", 1)[1]
        names = [n for n in COMMANDS[command].arguments.model_fields if n.endswith("_id")]
        kind = f'"{names[0].removesuffix("_id")}"' if names else ""
        return f'"{operation}": Runs({kind}),'
    kind = path.split("/")[1].rstrip("s")
    how = "Tells" if path.endswith("/history") else "Reads" if "{id}" in path else "Lists" if method == "GET" else "Own"
    return f'"{operation}": {how}("{kind}"),'
