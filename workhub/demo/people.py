"""Who works here: the office, six crews of four, and a program."""

from typing import NamedTuple

from apps.crews.states import Role

PASSWORD = "workhub-demo"  # noqa: S105  (printed on purpose; demo data never loads in production)


class OfficePerson(NamedTuple):
    """Somebody at a desk."""

    name: str
    role: Role


class Technician(NamedTuple):
    """Somebody in a van, with a trade that decides what work they get."""

    name: str
    title: str
    trade: str


class Team(NamedTuple):
    """A crew; the first of its members leads it."""

    name: str
    color: str
    base: str
    vehicle: str
    members: tuple[Technician, ...]


def email_of(name: str) -> str:
    """First name at example.com; first names are unique here."""
    return f"{name.split()[0].lower()}@example.com"


OFFICE = (
    OfficePerson("Ada Brandt", Role.ADMINISTRATOR),
    OfficePerson("Dana Reyes", Role.DISPATCHER),
    OfficePerson("Marcus Bell", Role.MANAGER),
    OfficePerson("Olivia Grant", Role.READ_ONLY),
    OfficePerson("Website Bookings", Role.API_CLIENT),
)
MANAGED = {"Marcus Bell": ("Heating", "Cooling & Ventilation", "Service & On-call")}
HOURLY = {"Master": "54.00", "Journeyman": "43.50"}  # by the first word of the trade

TEAMS = (
    Team(
        "Heating",
        "#dc2626",
        "Valley St shop, Olneyville",
        "Van 1, RI 482-601",
        (
            Technician("Ray Lombardi", "Master pipefitter", "heating"),
            Technician("Ana Silva", "Gas and heating technician", "heating"),
            Technician("Kwame Mensah", "Boiler technician", "heating"),
            Technician("Tom Gallagher", "Oil burner technician", "heating"),
        ),
    ),
    Team(
        "Plumbing East",
        "#2563eb",
        "India St yard, Fox Point",
        "Van 2, RI 482-602",
        (
            Technician("Joanne McCarthy", "Master plumber", "plumbing"),
            Technician("Luis Peña", "Journeyman plumber", "plumbing"),
            Technician("Sokha Chhim", "Journeyman plumber", "plumbing"),
            Technician("Derek Boyd", "Journeyman plumber", "plumbing"),
        ),
    ),
    Team(
        "Plumbing West",
        "#0891b2",
        "Plainfield St depot, Silver Lake",
        "Van 3, RI 482-603",
        (
            Technician("Manny Teixeira", "Master plumber", "plumbing"),
            Technician("Rosa Jiménez", "Journeyman plumber", "plumbing"),
            Technician("Patrick Doyle", "Drain and sewer technician", "plumbing"),
            Technician("Isaiah Coleman", "Service plumber", "plumbing"),
        ),
    ),
    Team(
        "Electrical",
        "#d97706",
        "Branch Ave shop, North End",
        "Van 4, RI 482-604",
        (
            Technician("Grace Nakamura", "Master electrician", "electrical"),
            Technician("Emeka Obi", "Journeyman electrician", "electrical"),
            Technician("Steve Kowalczyk", "Journeyman electrician", "electrical"),
            Technician("Yesenia Cruz", "Journeyman electrician", "electrical"),
        ),
    ),
    Team(
        "Cooling & Ventilation",
        "#7c3aed",
        "Wellington Ave shop, Cranston",
        "Van 5, RI 482-605",
        (
            Technician("Vinh Tran", "Refrigeration mechanic", "cooling"),
            Technician("Caroline Hughes", "Refrigeration mechanic", "cooling"),
            Technician("Abdi Warsame", "HVAC technician", "cooling"),
            Technician("Nelson Andrade", "HVAC technician", "cooling"),
        ),
    ),
    Team(
        "Service & On-call",
        "#059669",
        "Valley St shop, Olneyville",
        "Van 6, RI 482-606",
        (
            Technician("Bill Sullivan", "Service plumber", "plumbing"),
            Technician("Teresa Monteiro", "Service technician, heating", "heating"),
            Technician("Jamal Whitaker", "Service electrician", "electrical"),
            Technician("Priya Nair", "Service technician, heating", "heating"),
        ),
    ),
)

TRADE = {technician.name: technician.trade for team in TEAMS for technician in team.members}
HANDS_ON = "Ana Silva"  # the technician whose day is prepared for trying things
ON_CALL = "Service & On-call"
