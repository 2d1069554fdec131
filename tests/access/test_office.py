"""Every kind in the office × every role × whose row it is: list, adding, the page, history, deleting, each verb."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin import ModelAdmin

from apps.core.admin import ActionModelAdmin
from apps.core.admin.verbs import Verb
from apps.crews.states import Role
from tests.access.asking import Came, Expected, Wrong, ask, check, compare, within
from tests.access.people import ASKING, Person
from tests.access.rows_pages import OFFICE, Administrators, Office, rule_of
from tests.access.sight import Whose
from tests.access.url_map import COMMON, office_kinds
from tests.access.world import Thing, World

NO_ROW = "987654321"
KINDS: dict[str, ModelAdmin[Any]] = {
    f"{model._meta.app_label}.{model._meta.model_name}": page for model, page in admin.site._registry.items()
}


def url(kind: str, tail: str = "") -> str:
    return f"/admin/{kind.replace('.', '/')}/{tail}"


@pytest.mark.parametrize(
    "kind", sorted(set(office_kinds()) & {k for k, row in OFFICE.items() if isinstance(row, Office)})
)
def test_kind(world: World, kind: str) -> None:
    wrong, row = Wrong(), OFFICE[kind]
    assert isinstance(row, Office)
    for name in (*ASKING, "nobody"):
        who = world.people[name]
        if who.is_office:
            _office(world, who, kind, row, wrong)
        else:
            _others(world, who, kind, row, wrong)
    wrong.judge()


@pytest.mark.parametrize("kind", sorted(k for k, row in OFFICE.items() if isinstance(row, Administrators)))
def test_kind_for_administrators(world: World, kind: str) -> None:
    wrong = Wrong()
    for name in (*ASKING, "nobody"):
        who = world.people[name]
        inside = Expected.SHOWN if who.role == Role.ADMINISTRATOR else Expected.REFUSED
        check(wrong, world, who, "", "list", inside if who.role else Expected.SENT_AWAY, ask(who, "GET", url(kind)))
    wrong.judge()


def _others(world: World, who: Person, kind: str, row: Office, wrong: Wrong) -> None:
    """The portal's people, programs and strangers: no page of the office, whatever it is about."""
    expected = Expected.REFUSED if who.role else Expected.SENT_AWAY
    some = str(world.of(row.kind)[0].row.pk)
    for tail in COMMON:
        address = url(kind, tail.replace("<path:object_id>", some).replace("<str:name>", "any.verb"))
        for method in ("GET", "POST"):
            check(wrong, world, who, "", f"{method} {COMMON[tail]}", expected, ask(who, method, address))


def _office(world: World, who: Person, kind: str, row: Office, wrong: Wrong) -> None:
    _list(world, who, kind, row, wrong)
    page = KINDS[kind]
    adding = getattr(page, "add_command", "")
    may_add = Expected.SHOWN if adding and who.may(adding) else Expected.REFUSED
    came = ask(who, "GET", url(kind, "add/"))
    if adding or came.status != 404:
        check(wrong, world, who, "", "add", may_add, came)
    for way, tail, inside in (
        ("page", "change/", Expected.SHOWN),
        ("history", "history/", Expected.DONE),
        ("delete", "delete/", Expected.REFUSED),
    ):
        _per_row(world, who, kind, row, wrong, way, tail, inside)
    if isinstance(page, ActionModelAdmin):
        for verb in page.all_verbs():
            _verb(world, who, kind, row, wrong, verb)


def _list(world: World, who: Person, kind: str, row: Office, wrong: Wrong) -> None:
    came = ask(who, "GET", url(kind))
    if check(wrong, world, who, "", "list", Expected.SHOWN, came):
        shown = set(came.response.context_data["cl"].queryset.values_list("pk", flat=True))
        compare(wrong, world, who, "list", {thing.row.pk: thing for thing in world.of(row.kind)}, shown)


def _per_row(
    world: World, who: Person, kind: str, row: Office, wrong: Wrong, way: str, tail: str, inside: Expected
) -> None:
    none = ask(who, "GET", url(kind, f"{NO_ROW}/{tail}"))
    if way == "delete":  # shut for everything alike
        check(wrong, world, who, Whose.NONE, way, Expected.REFUSED, none)
        return
    check(wrong, world, who, Whose.NONE, way, Expected.HIDDEN, none)
    for whose, thing in world.examples(who, row.kind):
        expected, came = within(world, who, thing, inside), ask(who, "GET", url(kind, f"{thing.row.pk}/{tail}"))
        check(wrong, world, who, whose, f"{way} {thing.sight}", expected, came, none, _ids(thing))


def _verb(world: World, who: Person, kind: str, row: Office, wrong: Wrong, verb: Verb) -> None:
    def call(pk: Any, method: str) -> Came:
        return ask(who, method, url(kind, f"{pk}/command/{verb.command}/"))

    none, may = call(NO_ROW, "GET"), rule_of(verb.command)
    sent: set[Expected] = set()  # one of each: GET and POST look up the row alike, and every row is asked by GET
    check(wrong, world, who, Whose.NONE, verb.command, Expected.HIDDEN, none)
    for whose, thing in world.examples(who, row.kind):
        allowed = may(who, whose)
        inside = Expected.DONE if allowed else Expected.REFUSED
        expected = within(world, who, thing, inside)
        way = f"{verb.command} {thing.sight}"
        check(wrong, world, who, whose, f"GET {way}", expected, call(thing.row.pk, "GET"), none, _ids(thing))
        if expected not in sent:
            sent.add(expected)
            check(wrong, world, who, whose, f"POST {way}", expected, call(thing.row.pk, "POST"))


def _ids(thing: Thing) -> tuple[str, ...]:
    return (f"/{thing.row.pk}/", f"/{NO_ROW}/")
