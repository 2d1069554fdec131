"""A company of two crews, with somebody of every role and work of every kind: who sees what of it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from apps.agent.actions import send_message
from apps.core.actor import Actor, Via
from apps.crews.actions import add_crew, deactivate_user, join_crew, leave_crew, manage_crew
from apps.crews.models import Crew, User
from apps.crews.states import Role
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit, report_incident
from apps.jobs.models import Assignment, Job, Visit
from apps.jobs.states import Severity
from tests.conftest import HOUR, NOW, Cast, person

DAY = timedelta(days=1)


@dataclass
class Company:
    """Ana leads North with Ben; Charlie leads South with Dora. Marcus manages North, Nora manages South."""

    cast: Cast
    people: dict[str, User] = field(default_factory=dict)
    crews: dict[str, Crew] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    incidents: dict[str, Any] = field(default_factory=dict)

    def as_(self, name: str) -> Actor:
        """Somebody, as they are now."""
        return Actor(User.objects.get(pk=self.people[name].pk), Via.ADMIN)


def build(cast: Cast) -> Company:
    """Everything, through the verbs themselves."""
    company = Company(cast, {name: getattr(cast, name) for name in ("dana", "ana", "ben", "charlie", "ada")})
    roles = {
        "Marcus Bell": Role.MANAGER,
        "Nora Quist": Role.MANAGER,
        "Omar Idle": Role.MANAGER,
        "Dora Lind": Role.TECHNICIAN,
        "Erik Alone": Role.TECHNICIAN,
        "Gus Hall": Role.TECHNICIAN,
        "Rita Looks": Role.READ_ONLY,
        "Robo Client": Role.API_CLIENT,
    }
    for name, role in roles.items():
        company.people[name.split()[0].lower()] = person(name, role)
    _crews(company)
    _work(company)
    _talk(company)
    admin = cast.admin()
    deactivate_user(actor=admin, now=NOW, user_id=company.people["gus"].public_id, reason="Moved away")
    company.people = {name: User.objects.get(pk=user.pk) for name, user in company.people.items()}
    return company


def _crews(company: Company) -> None:
    admin = company.cast.admin()
    for name, manager, lead, others in (
        ("North", "marcus", "ana", ["ben", "gus"]),
        ("South", "nora", "charlie", ["dora"]),
    ):
        crew = company.crews[name.lower()] = add_crew(actor=admin, now=NOW, name=name)
        for who in (lead, *others):
            member = company.people[who].member.public_id
            given: dict[str, Any] = {"crew_id": crew.public_id, "member_id": member, "since": date(2026, 1, 5)}
            join_crew(actor=admin, now=NOW, is_lead=who == lead, **given)
        manage_crew(actor=admin, now=NOW, crew_id=crew.public_id, user_id=company.people[manager].public_id)
    # Erik was of the North until last week, and will be of the South: today he is of none.
    erik, today = company.people["erik"].member.public_id, date.today()  # noqa: DTZ011  (as the selectors have it)
    was: dict[str, Any] = {"crew_id": company.crews["north"].public_id, "member_id": erik, "since": date(2026, 1, 5)}
    gone = join_crew(actor=admin, now=NOW, **was)
    leave_crew(actor=admin, now=NOW, membership_id=gone.public_id, until=today - 7 * DAY)
    comes: dict[str, Any] = {"crew_id": company.crews["south"].public_id, "member_id": erik, "since": today + 7 * DAY}
    join_crew(actor=admin, now=NOW, **comes)


def _work(company: Company) -> None:
    for name in ("north", "south", "alone", "mixed", "draft", "crew", "nobody", "bare"):
        job = company.jobs[name] = _job(company, name)
        if name != "bare":
            company.visits[name] = _visit(company, name, job)
    add_customer(actor=company.cast.office(), now=NOW, name="Without sites")
    for name, reporter, visit in (
        ("on_north", "dana", "north"),
        ("by_ben", "ben", None),
        ("by_dora", "dora", None),
        ("by_dana", "dana", None),
    ):
        visit_id = company.visits[visit].public_id if visit else None
        company.incidents[name] = report_incident(
            actor=company.as_(reporter), now=NOW, severity=Severity.LOW, title=name, visit_id=visit_id
        )


def _job(company: Company, name: str) -> Job:
    """At a site and of a customer of its own."""
    office = company.cast.office()
    customer = add_customer(actor=office, now=NOW, name=f"Customer {name}")
    site = add_site(actor=office, now=NOW, customer_id=customer.public_id, name=f"Site {name}", address="1 Oak St")
    return add_job(actor=office, now=NOW, site_id=site.public_id, title=f"Job {name}")


WHO = {"north": ["ben"], "south": ["dora"], "alone": ["erik"], "mixed": ["ben", "dora"], "draft": ["ben"]}


def _visit(company: Company, name: str, job: Job) -> Visit:
    start = NOW + (len(company.visits) + 1) * 2 * HOUR
    visit = plan_visit(
        actor=company.cast.office(),
        now=NOW,
        job_id=job.public_id,
        planned_start=start,
        planned_end=start + HOUR,
        member_ids=[company.people[who].member.public_id for who in WHO.get(name, [])],
        crew_id=company.crews["south"].public_id if name == "crew" else None,
        draft=name in ("draft", "nobody"),
    )
    if name == "crew":  # whoever went with the South then is of no crew today
        Assignment.objects.filter(visit=visit).exclude(member=company.people["dora"].member).delete()
        Assignment.objects.filter(visit=visit).update(member=company.people["erik"].member)
    return visit


def _talk(company: Company) -> None:
    for who in ("ben", "dora"):
        send_message(actor=company.as_(who), now=NOW, text="All done here")
