"""`certificate.add`: a member holds a skill, from a day on."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from apps.core.actions.files import keep_file
from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, NotAllowed, NotHere
from apps.core.files import files_visible_to
from apps.core.models import StoredFile
from apps.crews.actions import add_certificate
from apps.crews.models import Certificate, Crew, CrewManager, CrewMembership, Skill
from apps.crews.states import Role
from tests.conftest import NOW, Cast, audited, events, person


def add(cast: Cast, skill: Skill, **more: Any) -> Certificate:
    return add_certificate(
        **{
            "actor": cast.office(),
            "now": NOW,
            "member_id": cast.ana.member.public_id,
            "skill_id": skill.public_id,
            "valid_from": date(2026, 3, 2),
            **more,
        }
    )


def paper(actor: Actor) -> StoredFile:
    return keep_file(actor=actor, now=NOW, name="gas.pdf", content=ContentFile(b"%PDF-1.4 gas"))


def test_it_is_kept_with_all_that_was_said(cast: Cast, gas: Skill) -> None:
    document = paper(cast.office())
    made = add(cast, gas, level=3, number=" G-1 ", valid_until=date(2027, 3, 1), document_id=document.public_id)
    made.refresh_from_db()
    assert (made.member, made.skill, made.level, made.number) == (cast.ana.member, gas, 3, "G-1")
    assert (made.valid_from, made.valid_until, made.document) == (date(2026, 3, 2), date(2027, 3, 1), document)


def test_its_document_is_for_who_may_see_the_certificate(cast: Cast, gas: Skill) -> None:
    document = paper(cast.office())
    assert not files_visible_to(cast.field()).exists()
    add(cast, gas, document_id=document.public_id)
    assert list(files_visible_to(cast.field())) == list(files_visible_to(cast.admin())) == [document]
    assert not files_visible_to(cast.outsider()).exists()


def test_somebody_elses_file_cannot_be_taken(cast: Cast, gas: Skill) -> None:
    with pytest.raises(NotHere):
        add(cast, gas, document_id=paper(cast.field()).public_id)


def test_an_outsider_is_told_there_is_no_such_member(cast: Cast, gas: Skill) -> None:
    with pytest.raises(NotHere):
        add(cast, gas, actor=cast.outsider())
    assert [e.code for e in audited("certificate.add", "refused")] == ["not_found"]


def test_nobody_writes_their_own(cast: Cast, gas: Skill) -> None:
    with pytest.raises(NotAllowed):
        add(cast, gas, actor=cast.field())


def test_a_manager_does_for_those_of_their_crews_only(cast: Cast, gas: Skill, membership: CrewMembership) -> None:
    marcus = Actor(person("Marcus Bell", Role.MANAGER), Via.ADMIN)
    with pytest.raises(NotHere):
        add(cast, gas, actor=marcus)
    crew: Crew = membership.crew
    CrewManager.objects.create(crew=crew, user_id=marcus.user.pk, created_at=NOW, updated_at=NOW)  # type: ignore[union-attr]
    assert add(cast, gas, actor=marcus).member == cast.ana.member
    with pytest.raises(NotHere):
        add(cast, gas, actor=marcus, member_id=cast.ben.member.public_id)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"level": 0}, "level"),
        ({"level": 6}, "level"),
        ({"valid_until": date(2026, 3, 1)}, "valid_until"),
        ({"valid_from": date(1926, 3, 2)}, "valid_from"),
        ({"number": "x" * 81}, "number"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_where_it_was_typed(cast: Cast, gas: Skill, bad: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        add(cast, gas, **bad)
    assert field in refused.value.details["fields"]


def test_one_day_is_enough(cast: Cast, gas: Skill) -> None:
    assert add(cast, gas, valid_until=date(2026, 3, 2)).holds_on(date(2026, 3, 2))


def test_an_unknown_skill(cast: Cast, gas: Skill) -> None:
    with pytest.raises(NotHere):
        add(cast, gas, skill_id=uuid4())


def test_it_is_told_once_with_both_ids(cast: Cast, gas: Skill) -> None:
    made = add(cast, gas)
    told = {"member": str(cast.ana.member.public_id), "skill": str(gas.public_id)}
    assert [(e.subject_id, e.payload) for e in events("certificate.added")] == [(made.public_id, told)]
