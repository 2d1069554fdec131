"""What the page is about on which somebody writes: found in their own sight, or not at all."""

from apps.agent.answers.question import Question, about
from apps.crews.models import Member
from apps.crews.selectors import members_visible_to
from apps.jobs.models import Job, Visit
from apps.jobs.selectors import jobs_visible_to, visits_visible_to

THIS_MEMBER = about(
    r"this (?:technician|tech|person|member|colleague|worker|guy)(?: s)?", r"(?:he|she|his|her|him|them|their)",
    r"est[ea] (?:tecnic[oa]|persona|trabajador|trabajadora|companer[oa]|miembro)",
)  # fmt: skip


def page_visit(question: Question) -> Visit | None:
    """The visit whose page it is, somebody else's as well."""
    if question.request.page_visit is None:
        return None
    own = question.request.facts.by_id(question.request.page_visit)
    seen = visits_visible_to(question.actor).filter(public_id=question.request.page_visit)
    return own or seen.select_related("job__site__customer", "job__asset").first()


def page_job(question: Question) -> Job | None:
    """The job whose page it is."""
    seen = jobs_visible_to(question.actor).select_related("site__customer", "asset")
    return seen.filter(public_id=question.request.page).first() if question.request.page else None


def page_member(question: Question) -> Member | None:
    """The member whose page it is, or who alone goes on the visit whose page it is."""
    seen = members_visible_to(question.actor).filter(user__is_active=True).select_related("user")
    if question.request.page:
        return seen.filter(public_id=question.request.page).first()
    visit = page_visit(question)
    going = list(seen.filter(assignments__visit=visit).distinct()[:2]) if visit else []
    return going[0] if len(going) == 1 else None
