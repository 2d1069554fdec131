"""Every page outside the office's kinds × every role × whose row it is about."""

from functools import singledispatch

import pytest

from tests.access import url_map
from tests.access.asking import Came, Expected, Wrong, ask, check, leaks, within
from tests.access.people import ASKING, Person
from tests.access.rows_pages import OFFICE, PAGES, Acts, OfficePage, Open, Page, PageRow, Public, rule_of
from tests.access.sight import Whose
from tests.access.test_api import NOBODYS
from tests.access.world import World

HTMX = {"headers": {"HX-Request": "true"}}


def test_every_page_has_a_row() -> None:
    missing = [url_map.suggestion(address) for address in url_map.addresses() if not url_map.has_row(address)]
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
    inside = Expected.DONE if not isinstance(row, OfficePage) or who.is_office else Expected.REFUSED
    check(wrong, world, who, "", f"GET {row.query}", inside if who.role else Expected.SENT_AWAY, came)


@judge.register
def _(row: Page, address: str, world: World, who: Person, wrong: Wrong) -> None:
    def call(public_id: str) -> Came:
        url = url_map.filled(address, {}, public_id) + row.query.replace("{id}", public_id)
        return ask(who, "GET", url, **(HTMX if row.htmx else {}))

    none = call(NOBODYS)
    check(wrong, world, who, Whose.NONE, "GET", Expected.HIDDEN if who.role else Expected.SENT_AWAY, none)
    for whose, thing in world.examples(who, row.kind):
        expected, ids = within(world, who, thing, Expected.SHOWN), (thing.public_id, NOBODYS)
        check(wrong, world, who, whose, f"GET {thing.sight}", expected, call(thing.public_id), none, ids)


@judge.register
def _(row: Acts, address: str, world: World, who: Person, wrong: Wrong) -> None:
    for verb, command in (row.verbs or {"": row.command}).items():

        def call(public_id: str, method: str = "POST", verb: str = verb) -> Came:
            said = {"text": "a drip", "words": "seen", "outcome": "completed"} if method == "POST" else None
            return ask(who, method, url_map.filled(address, {"verb": verb}, public_id), said)

        inside = Expected.DONE if who.may(command) else Expected.REFUSED
        if not row.kind:
            check(wrong, world, who, "", f"POST {command}", inside if who.role else Expected.SENT_AWAY, call(""))
            continue
        none, may = call(NOBODYS), rule_of(command)
        check(
            wrong, world, who, Whose.NONE, f"POST {command}", Expected.HIDDEN if who.role else Expected.SENT_AWAY, none
        )
        for whose, thing in world.examples(who, row.kind):
            allowed = Expected.DONE if (may(who, whose) if may else who.may(command)) else Expected.REFUSED
            expected, ids = within(world, who, thing, allowed), (thing.public_id, NOBODYS)
            check(wrong, world, who, whose, f"POST {command} {thing.sight}", expected, call(thing.public_id), none, ids)
            loaded = call(thing.public_id, "GET")
            if loaded.done or loaded.status != 302:
                wrong.note(who, whose, f"GET {command}", "sent back, nothing done", loaded)
