"""The rows of the API for people: who they are, what they can, when they work, what they ask for."""

from apps.crews.states import FIELD_ROLES, Role
from tests.access.people import Person
from tests.access.rows import Lists, Own, Reads, Row, Runs, Tells
from tests.access.sight import Whose

RANGE = "?start=2026-03-02T00:00:00Z&end=2026-03-03T00:00:00Z"
DAYS = "?first=2026-03-02&last=2026-03-08"


def _taps(who: Person, _whose: Whose) -> bool:
    """The working day is of those who work in the field."""
    return who.role in FIELD_ROLES


def _approver(right: str) -> Runs:
    """The managers of the crew decide, and administrators; nobody what they asked for themselves."""
    return Runs(
        "staffrequest",
        "request_id",
        may=lambda who, whose: (
            who.may(right) and whose is not Whose.OWN and (whose is Whose.CREW or who.role == Role.ADMINISTRATOR)
        ),
    )


def _asker(right: str) -> Runs:
    return Runs("staffrequest", "request_id", may=lambda who, whose: who.may(right) and whose is Whose.OWN)


PEOPLE: dict[str, Row] = {
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
    "GET /members/{id}/history": Tells("member"),
    "POST /commands/member.change": Runs("member"),
    "POST /commands/crew.manage": Runs("crew", besides={"user_id": "user"}),
    "POST /commands/crew.unmanage": Runs("crew", besides={"user_id": "user"}),
    "POST /commands/user.invite": Runs("user"),
    "POST /commands/user.uninvite": Runs("user"),
    "POST /commands/user.end_sign_ins": Runs(
        "user", may=lambda who, whose: whose is Whose.OWN or who.may("user.end_sign_ins")
    ),
    "POST /commands/user.reset_second_step": Runs("user"),
    # --- what they can ---
    "GET /skills": Lists("skill"),
    "GET /skills/{id}": Reads("skill"),
    "GET /skills/{id}/history": Tells("skill"),
    "GET /certificates": Lists("certificate"),
    "GET /certificates/{id}": Reads("certificate"),
    "GET /certificates/{id}/history": Tells("certificate"),
    "POST /commands/skill.add": Runs(),
    "POST /commands/skill.change": Runs("skill"),
    "POST /commands/certificate.add": Runs(
        "member", besides={"skill_id": "skill"}, given=lambda _world: {"document_id": None}, by="certificate"
    ),
    "POST /commands/certificate.change": Runs("certificate"),
    "POST /commands/certificate.withdraw": Runs("certificate"),
    "POST /files": Own(),
    "GET /files/{id}": Reads("storedfile"),
    "GET /files/{id}/content": Reads("storedfile"),
    # --- when they work ---
    "GET /work-patterns": Lists("workpattern"),
    "GET /work-patterns/{id}": Reads("workpattern"),
    "GET /work-patterns/{id}/history": Tells("workpattern"),
    "GET /shift-exceptions": Lists("shiftexception"),
    "GET /shift-exceptions/{id}": Reads("shiftexception"),
    "GET /shift-exceptions/{id}/history": Tells("shiftexception"),
    "GET /members/{id}/shifts": Reads("member", query=RANGE, by="workpattern"),
    "GET /absences": Lists("absence"),
    "GET /absences/{id}": Reads("absence"),
    "GET /absences/{id}/history": Tells("absence"),
    "POST /commands/absence.add": Runs("member", by="absence"),
    "POST /commands/absence.cancel": Runs("absence"),
    "POST /commands/shift.set_pattern": Runs("member", by="workpattern"),
    "POST /commands/shift.end_pattern": Runs("workpattern", "pattern_id"),
    "POST /commands/shift.set_exception": Runs("member", by="shiftexception"),
    "POST /commands/shift.clear_exception": Runs("shiftexception", "exception_id"),
    "GET /attendances": Lists("attendance"),
    "GET /attendances/{id}": Reads("attendance"),
    "GET /attendances/{id}/history": Tells("attendance"),
    "GET /attendances/export": Own("attendance.export", DAYS),
    "POST /commands/attendance.check_in": Runs(may=_taps),
    "POST /commands/attendance.start_break": Runs(may=_taps),
    "POST /commands/attendance.end_break": Runs(may=_taps),
    "POST /commands/attendance.check_out": Runs(may=_taps),
    "POST /commands/attendance.take_back": Runs(
        "attendance",
        may=lambda who, whose: (
            who.may("attendance.take_back") and (whose is Whose.OWN or who.may("attendance.correct"))
        ),
    ),
    "POST /commands/attendance.correct": Runs(
        "attendance", may=lambda who, whose: who.may("attendance.correct") and whose is not Whose.OWN
    ),
    "POST /commands/attendance.ask_correction": Runs(
        "attendance", may=lambda who, whose: who.may("attendance.ask_correction") and whose is Whose.OWN
    ),
    # --- what they ask for ---
    "GET /requests": Lists("staffrequest"),
    "GET /requests/{id}": Reads("staffrequest"),
    "GET /requests/{id}/history": Tells("staffrequest"),
    "POST /commands/request.add": Runs(),
    "POST /commands/request.answer": _asker("request.answer"),
    "POST /commands/request.withdraw": _asker("request.withdraw"),
    "POST /commands/request.approve": _approver("request.approve"),
    "POST /commands/request.reject": _approver("request.reject"),
    "POST /commands/request.ask_back": _approver("request.ask_back"),
    "GET /substitutions": Lists("substitution"),
    "GET /substitutions/{id}": Reads("substitution"),
    "GET /substitutions/{id}/history": Tells("substitution"),
    "POST /commands/substitution.add": Runs("user", "substitute_id", by="approver"),
    "POST /commands/substitution.end": Runs(
        "substitution",
        may=lambda who, whose: who.role == Role.ADMINISTRATOR or (who.may("substitution.end") and whose is Whose.OWN),
    ),
}
