"""Who works here: the office, and six crews of four."""

from typing import NamedTuple

from apps.crews.states import Role

PASSWORD = "workhub-demo"  # noqa: S105  (printed on purpose; demo data never loads in production)


class OfficePerson(NamedTuple):
    """Somebody at a desk."""

    name: str
    role: Role


class Technician(NamedTuple):
    """Somebody in a van."""

    name: str
    title: str


class Team(NamedTuple):
    """A crew; the first of its members leads it. `trades` are the kinds of work it takes."""

    name: str
    color: str
    base: str
    trades: tuple[str, ...]
    members: tuple[Technician, ...]


def email_of(name: str) -> str:
    """First name at example.com; first names are unique here."""
    return f"{name.split()[0].lower()}@example.com"


OFFICE = (
    OfficePerson("Ada Brandt", Role.ADMINISTRATOR),
    OfficePerson("Dana Reyes", Role.DISPATCHER),
    OfficePerson("Marcus Bell", Role.DISPATCHER),
)

TEAMS = (
    Team(
        "Heating",
        "#dc2626",
        "Valley St shop, Olneyville",
        ("heating",),
        (
            Technician("Ray Lombardi", "Master pipefitter"),
            Technician("Ana Silva", "Gas and heating technician"),
            Technician("Kwame Mensah", "Boiler technician"),
            Technician("Tom Gallagher", "Oil burner technician"),
        ),
    ),
    Team(
        "Plumbing East",
        "#2563eb",
        "India St yard, Fox Point",
        ("plumbing",),
        (
            Technician("Joanne McCarthy", "Master plumber"),
            Technician("Luis Peña", "Journeyman plumber"),
            Technician("Sokha Chhim", "Journeyman plumber"),
            Technician("Derek Boyd", "Apprentice plumber, 3rd year"),
        ),
    ),
    Team(
        "Plumbing West",
        "#0891b2",
        "Plainfield St depot, Silver Lake",
        ("plumbing",),
        (
            Technician("Manny Teixeira", "Master plumber"),
            Technician("Rosa Jiménez", "Journeyman plumber"),
            Technician("Patrick Doyle", "Drain and sewer technician"),
            Technician("Isaiah Coleman", "Apprentice plumber, 2nd year"),
        ),
    ),
    Team(
        "Electrical",
        "#d97706",
        "Branch Ave shop, North End",
        ("electrical",),
        (
            Technician("Grace Nakamura", "Master electrician"),
            Technician("Emeka Obi", "Journeyman electrician"),
            Technician("Steve Kowalczyk", "Journeyman electrician"),
            Technician("Yesenia Cruz", "Apprentice electrician, 4th year"),
        ),
    ),
    Team(
        "Cooling & Ventilation",
        "#7c3aed",
        "Wellington Ave shop, Cranston",
        ("cooling",),
        (
            Technician("Vinh Tran", "Refrigeration mechanic"),
            Technician("Caroline Hughes", "Refrigeration mechanic"),
            Technician("Abdi Warsame", "Sheet metal worker"),
            Technician("Nelson Andrade", "HVAC installer"),
        ),
    ),
    Team(
        "Service & On-call",
        "#059669",
        "Valley St shop, Olneyville",
        ("plumbing", "heating", "electrical"),
        (
            Technician("Bill Sullivan", "Service plumber"),
            Technician("Teresa Monteiro", "Service technician, heating"),
            Technician("Jamal Whitaker", "Service electrician"),
            Technician("Priya Nair", "Service technician, heating"),
        ),
    ),
)

HANDS_ON = "Ana Silva"  # the technician whose day is prepared for trying things
ON_CALL = "Service & On-call"
