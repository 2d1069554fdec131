"""The morning on which every task takes place: who works where, and how the tasks call it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from apps.core.actor import Actor, Via
from apps.crews.models import User
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit
from apps.jobs.models import Job, Site, Visit
from tests.conftest import Cast

MORNING = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)  # Monday; when the first message is written
EARLY = MORNING - timedelta(days=3)  # when it was planned
# Name in the tasks: customer, site, address, title, who, hours from the morning.
VISITS = {
    "oak": ("Harbor Bakery", "Oak St", "12 Oak St", "Boiler service", "ana", 0),
    "clinic": ("Riverside Health", "Riverside Clinic", "400 River Rd", "AC repair", "ana", 2),
    "elm": ("Henderson Family", "Elm Ave", "14 Elm Ave", "Water heater", "ana", 4),
    "luna": ("Familia Ortiz", "Calle Luna", "7 Calle Luna", "Tablero eléctrico", "ana", 26),
    "pine": ("Miller & Sons", "Pine Rd", "88 Pine Rd", "Drain cleaning", "ben", 0),
    "mill": ("Old Mill Lofts", "Mill Lane", "3 Mill Lane", "Fuse box", "ben", 3),
    "lake": ("Lakeside School", "Lake Dr", "21 Lake Dr", "Radiator", "charlie", 1),
}


@dataclass
class World:
    """The people by their first names, the visits by those of `VISITS`."""

    people: dict[str, User]
    visits: dict[str, Visit] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        """Somebody at their own place: the office at its desks, the others on the portal."""
        return Actor(self.people[who], Via.ADMIN if who in ("dana", "ada") else Via.PORTAL)

    def visit(self, name: str) -> Visit:
        """A visit, as it is now."""
        return Visit.objects.get(pk=self.visits[name].pk)

    def owner(self, name: str) -> str:
        """Whose visit it is in the morning."""
        return VISITS[name][4]

    def site(self, site_id: int | None) -> str:
        """What the tasks call a site; `-` for none."""
        return next((name for name, visit in self.visits.items() if visit.job.site_id == site_id), "-")


def make(cast: Cast) -> World:
    """Ana has three visits today and one tomorrow, Ben two, Charlie one; nobody has begun."""
    world = World({"dana": cast.dana, "ada": cast.ada, "ana": cast.ana, "ben": cast.ben, "charlie": cast.charlie})
    for name in VISITS:
        world.visits[name] = _plan(world, name)
    return world


def _plan(world: World, name: str) -> Visit:
    customer, site_name, address, title, who, hours = VISITS[name]
    office = world.actor("dana")
    owner = add_customer(actor=office, now=EARLY, name=customer)
    site: Site = add_site(actor=office, now=EARLY, customer_id=owner.public_id, name=site_name, address=address)
    job: Job = add_job(actor=office, now=EARLY, site_id=site.public_id, title=title)
    start = MORNING + timedelta(hours=hours)
    return plan_visit(
        actor=office,
        now=EARLY,
        job_id=job.public_id,
        planned_start=start,
        planned_end=start + timedelta(minutes=90),
        member_ids=[world.people[who].member.public_id],
    )
