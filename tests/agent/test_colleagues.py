"""Nobody is put down sick, away or at work by what a colleague writes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from apps.agent.brains.colleagues import is_of_another
from apps.agent.facts import Facts, with_colleagues
from apps.agent.understanding import Intent, RequestKind, Span, Understood
from tests.agent.telling import tell
from tests.conftest import Cast

NAMES = frozenset({"ben", "ana"})


@pytest.mark.parametrize(
    ("text", "said", "another"),
    [
        ("Ben is sick today", "sick", True),
        ("ben's off sick", "sick", True),
        ("clock Ben in for today", "clock Ben in", True),
        ("can Ana have friday off?", "friday off", True),
        ("she called, needs tomorrow off", "she called", True),
        ("my helper is sick", "sick", True),
        ("Ana está enferma hoy", "enferma", True),
        ("¿puede Ben tener el viernes libre?", "viernes libre", True),
        ("I'm sick today", "sick", False),
        ("sick today, Ben is covering", "sick today", False),
        ("Ben and I are sick", "sick", False),
        ("can I have friday off? Ben knows", "friday off", False),
        ("I told Ben I need friday off", "need friday off", False),
        ("estoy enferma", "enferma", False),
    ],
)
def test_whose_day_it_is(text: str, said: str, another: bool) -> None:
    span = Span.find(text, said)
    assert span is not None
    action = Understood(
        intent=Intent.REQUEST, kind=RequestKind.SICK_LEAVE, confidence=0.9, evidence=(span,), decided_by="rules"
    )
    assert is_of_another(text, action, NAMES) is another


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ben is sick", {"ben"}),
        ("ben's off, charlie too", {"ben", "charlie"}),
        ("Ana is sick", set()),
        ("I am sick", set()),
        ("Okafor is sick", set()),
    ],
)
def test_only_the_colleagues_that_a_message_names_are_read(
    cast: Cast, django_assert_num_queries: Callable[[int], Any], text: str, names: set[str]
) -> None:
    with django_assert_num_queries(1):
        assert with_colleagues(Facts(visits=()), cast.ana, text).colleagues == names


def test_who_has_left_is_nobodys_colleague(cast: Cast) -> None:
    cast.ben.is_active = False
    cast.ben.save(update_fields=["is_active"])
    assert not with_colleagues(Facts(visits=()), cast.ana, "Ben is sick").colleagues


@pytest.mark.django_db(transaction=True)
def test_a_run_reads_the_names_once(cast: Cast) -> None:
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        tell(cast, "Ben is sick today")
    assert len([sql for sql in asked if "SPLIT_PART" in sql]) == 1
    assert not [sql for sql in asked if sql.startswith('SELECT "crews_user"."id", "crews_user"."name" FROM')]
