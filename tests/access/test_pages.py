"""Every page outside the office's kinds × every role × whose row it is about."""

from collections.abc import Callable
from functools import singledispatch

import pytest

from apps.crews.states import FIELD_ROLES
from tests.access import url_map
from tests.access.asking import Came, Expected, Wrong, ask, check, leaks, within
from tests.access.people import ASKING, Person
from tests.access.rows_pages import OFFICE, PAGES, Acts, OfficePage, Open, Page, PageRow, Public, rule_of
from tests.access.sight import Whose
from tests.access.url_map import NOBODYS
from tests.access.world import World

HTMX = {"headers": {"HX-Request": "true"}}
SAID = {
    "text": "a drip",
    "words": "seen",
    "outcome": "completed",
    "name": "Valve",
    "quantity": "1",
    "reason": "Mistake",
}


def test_every_page_has_a_row() -> None:
    missing = sorted({url_map.suggestion(a) for a in url_map.addresses() if not url_map.has_row(a)})
    assert not missing, "write into tests/access/rows_pages.py:\n" + "\n".join(missing)


def test_every_kind_of_the_office_has_a_row() -> None:
    missing = [
        f'OFFICE: "{kind}": Office("{kind.split(".")[1]}"),' for kind in url_map.office_kinds() if kind not in OFFICE
    ]
    assert not missing, "write into tests/access/rows_pages.py:\n" + "\n".join(missing)


@pytest.mark.parametrize("address", sorted(set(PAGES) & set(url_map.addresses())))
def test_page(world: World, address: str) -> None:
    wrong = Wrong()
    for row in PAGES[address]:
        for name in (*ASKING, "nobody"):
            judge(row, address, world, world.people[name], wrong)
    wrong.judge()


@singledispatch
def judge(row: PageRow, address: str, world: World, who: Person, wrong: Wrong) -> None:
    """Ask as one person for everything that a row stands for."""


@judge.register
def _(row: Public, address: str, world: World, who: Person, wrong: Wrong) -> None:
    for method in ("GET", "POST"):
        came = ask(who, method, url_map.filled(address, {}))
        if came.status >= 500:
            wrong.note(who, "", method, "no error", came)
        for leak in leaks(world, who, came):
            wrong.note(who, "", method, "nothing foreign", leak)


@judge.register
def _(row: Open, address: str, world: World, who: Person, wrong: Wrong) -> None:
    came = ask(who, "GET", url_map.filled(address, row.parts) + row.query, **(HTMX if row.htmx else {}))
    let_in = who.is_office if isinstance(row, OfficePage) else who.has_pages
    inside = Expected.DONE if let_in and (not row.right or who.may(row.right)) else Expected.REFUSED
    if row.field and who.has_pages and who.role not in FIELD_ROLES:
        inside = Expected.HIDDEN
    check(wrong, world, who, "", f"GET {row.query}", inside if who.role else Expected.SENT_AWAY, came)


@judge.register
def _(row: Page, address: str, world: World, who: Person, wrong: Wrong) -> None:
    def call(public_id: str) -> Came:
        url = url_map.filled(address, row.parts, public_id) + row.query.replace("{id}", public_id)
        return ask(who, "GET", url, **(HTMX if row.htmx else {}))

    none = call(NOBODYS)
    if not (who.is_office if row.office else who.has_pages):
        _shut(world, who, row.kind, "GET", none, call, wrong)
        return
    may = not row.right or who.may(row.right)
    check(wrong, world, who, Whose.NONE, "GET", Expected.HIDDEN if may else Expected.REFUSED, none)
    for whose, thing in world.examples(who, row.kind):
        expected = within(world, who, thing, Expected.SHOWN, row.by) if may else Expected.REFUSED
        ids = (thing.public_id, NOBODYS)
        check(wrong, world, who, whose, f"GET {thing.sight}", expected, call(thing.public_id), none, ids)


def _shut(
    world: World, who: Person, kind: str, way: str, none: Came, call: Callable[[str], Came], wrong: Wrong
) -> None:
    """For strangers, and for programs, which have no pages: the same, whatever it is about."""
    expected = Expected.REFUSED if who.role else Expected.SENT_AWAY
    check(wrong, world, who, Whose.NONE, way, expected, none)
    for whose, thing in world.examples(who, kind):
        check(wrong, world, who, whose, way, expected, call(thing.public_id))


@judge.register
def _(row: Acts, address: str, world: World, who: Person, wrong: Wrong) -> None:
    for verb, command in (row.verbs or {"": row.command}).items():

        def call(public_id: str, method: str = "POST", verb: str = verb) -> Came:
            said = SAID if method == "POST" else None
            return ask(who, method, url_map.filled(address, {"verb": verb}, public_id), said)

        may = rule_of(command)
        none = call(NOBODYS)
        if not (who.is_office if row.office else who.has_pages):
            _shut(world, who, row.kind, f"POST {command}", none, call, wrong)
            continue
        if not row.kind:
            inside = Expected.DONE if may(who, Whose.OWN) else Expected.REFUSED
            check(wrong, world, who, "", f"POST {command}", inside, none)
            continue
        check(wrong, world, who, Whose.NONE, f"POST {command}", Expected.HIDDEN, none)
        for whose, thing in world.examples(who, row.kind):
            allowed = Expected.DONE if may(who, whose) else Expected.REFUSED
            expected, ids = within(world, who, thing, allowed, row.by), (thing.public_id, NOBODYS)
            check(wrong, world, who, whose, f"POST {command} {thing.sight}", expected, call(thing.public_id), none, ids)
            loaded = call(thing.public_id, "GET")
            if loaded.done or loaded.status != 302:
                wrong.note(who, whose, f"GET {command}", "sent back, nothing done", loaded)
