"""The registry: a verb's arguments are its signature, and data is checked against it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import pytest

from apps.core.actor import Actor
from apps.core.commands import COMMANDS, Risk, canonical, command, find, parse, run
from apps.core.errors import BadInput, NotHere
from apps.core.rows import create
from apps.jobs.models import Customer, Visit
from apps.jobs.states import Outcome
from tests.conftest import HOUR, NOW, Cast, audited

VISIT = "5a0ee0ff-1ff7-4b4b-8a3f-0c9c37ee7a4e"


@pytest.fixture(autouse=True)
def _forget_what_tests_register() -> Iterator[None]:
    known = dict(COMMANDS)
    yield
    COMMANDS.clear()
    COMMANDS.update(known)


def register_probe(name: str = "probe.poke") -> None:
    @command(name, title="Poke", risk=Risk.REVERSIBLE)
    def poke(*, actor: Actor, now: datetime, name: str, times: int = 1, at: datetime | None = None) -> Customer:
        """Poke somebody."""
        return create(Customer, now=now, name=name * times)


def test_the_schema_is_the_signature_without_what_the_surface_gives() -> None:
    register_probe()
    schema = find("probe.poke").json_schema
    assert list(schema["properties"]) == ["name", "times", "at"]
    assert (schema["required"], schema["additionalProperties"]) == (["name"], False)
    assert schema["properties"]["times"] == {"default": 1, "title": "Times", "type": "integer"}


def test_choices_are_in_the_schema() -> None:
    assert find("visit.complete").json_schema["$defs"]["Outcome"]["enum"] == [o.value for o in Outcome]


def test_arguments_get_their_types() -> None:
    typed = parse("visit.complete", {"visit_id": VISIT, "outcome": "partial"})
    assert typed["visit_id"] == UUID(VISIT)
    assert (typed["outcome"], typed["note"]) == (Outcome.PARTIAL, "")


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({}, "visit_id"),
        ({"visit_id": "Oak St"}, "visit_id"),
        ({"visit_id": VISIT, "outcome": "exploded"}, "outcome"),
        ({"visit_id": VISIT, "actor": "Ada"}, "actor"),
        ({"visit_id": VISIT, "now": "2020-01-01T00:00:00Z"}, "now"),
        ({"visit_id": VISIT, "note": None}, "note"),
        ({"visit_id": VISIT, "note": "\ud800"}, "note"),
    ],
    ids=str,
)
def test_what_does_not_fit_the_signature_is_refused_by_field(arguments: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse("visit.complete", arguments)
    assert list(refused.value.details["fields"]) == [field]


def test_there_is_no_verb_of_another_name(cast: Cast) -> None:
    with pytest.raises(NotHere):
        run("visit.explode", {}, actor=cast.admin(), now=NOW)


def test_a_name_is_given_once() -> None:
    register_probe()
    with pytest.raises(RuntimeError, match="twice"):
        register_probe()


def test_only_keyword_arguments_are_registered() -> None:
    with pytest.raises(RuntimeError, match="keyword"):

        @command("probe.prod", title="Prod", risk=Risk.REVERSIBLE)
        def prod(name: str, *, actor: Actor, now: datetime) -> Customer:
            raise AssertionError

    assert "probe.prod" not in COMMANDS


def test_the_same_arguments_have_one_written_form() -> None:
    register_probe()
    noon = {"name": "Ana", "at": "2026-03-02T14:00:00Z"}
    assert canonical("probe.poke", noon) == canonical("probe.poke", {"at": NOW, "times": "1", "name": "Ana"})
    assert canonical("probe.poke", noon) != canonical("probe.poke", {**noon, "times": 2})


def test_a_verb_called_as_data_answers_with_the_row(cast: Cast, visit: Visit) -> None:
    receipt = run("visit.depart", {"visit_id": str(visit.public_id)}, actor=cast.field(), now=NOW + HOUR)
    visit.refresh_from_db()
    assert (receipt.type, receipt.id, receipt.version) == ("visit", visit.public_id, visit.version)
    assert not receipt.replayed


@pytest.mark.parametrize("text", ["a\x00b", "half a pair \ud83d"])
def test_a_text_the_database_cannot_keep_is_refused_and_audited(cast: Cast, text: str) -> None:
    register_probe()
    with pytest.raises(BadInput) as refused:
        COMMANDS["probe.poke"].run(actor=cast.admin(), now=NOW, name=text)
    assert list(refused.value.details["fields"]) == ["name"]
    assert [e.code for e in audited("probe.poke", "refused")] == ["bad_input"]
