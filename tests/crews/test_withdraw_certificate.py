"""`certificate.withdraw`: it counts on no day any more."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import withdraw_certificate
from apps.crews.models import Certificate
from apps.crews.qualifying import held_on
from tests.conftest import NOW, Cast, audited, events


def test_it_counts_on_no_day_any_more(cast: Cast, licence: Certificate) -> None:
    day, ana = NOW.date(), cast.ana.member.pk
    assert held_on([ana], [day]) == {(ana, day): {licence.skill_id: 2}}
    withdraw_certificate(actor=cast.office(), now=NOW, certificate_id=licence.public_id, reason="Taken back")
    assert held_on([ana], [day]) == {(ana, day): {}}
    licence.refresh_from_db()
    assert (licence.withdrawn_at, licence.withdrawn_reason) == (NOW, "Taken back")


def test_it_needs_a_reason(cast: Cast, licence: Certificate) -> None:
    with pytest.raises(BadInput) as refused:
        withdraw_certificate(actor=cast.office(), now=NOW, certificate_id=licence.public_id, reason=" ")
    assert refused.value.code == "reason_missing"


def test_it_is_withdrawn_once(cast: Cast, licence: Certificate) -> None:
    withdraw_certificate(actor=cast.office(), now=NOW, certificate_id=licence.public_id, reason="Taken back")
    with pytest.raises(IllegalTransition):
        withdraw_certificate(actor=cast.office(), now=NOW, certificate_id=licence.public_id, reason="Again")
    assert len(events("certificate.withdrawn")) == 1


def test_an_outsider_is_told_there_is_none(cast: Cast, licence: Certificate) -> None:
    with pytest.raises(NotHere):
        withdraw_certificate(actor=cast.outsider(), now=NOW, certificate_id=licence.public_id, reason="x")
    assert [e.code for e in audited("certificate.withdraw", "refused")] == ["not_found"]


def test_whose_it_is_may_not(cast: Cast, licence: Certificate) -> None:
    with pytest.raises(NotAllowed):
        withdraw_certificate(actor=cast.field(), now=NOW, certificate_id=licence.public_id, reason="x")
