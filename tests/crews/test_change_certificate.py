"""`certificate.change`: what was written down wrongly is put right."""

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from apps.core.actions.files import keep_file
from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere, StaleVersion
from apps.crews.actions import change_certificate, withdraw_certificate
from apps.crews.models import Certificate
from tests.conftest import NOW, Cast, audited, events


def change(cast: Cast, licence: Certificate, **more: Any) -> Certificate:
    return change_certificate(
        **{
            "actor": cast.office(),
            "now": NOW,
            "certificate_id": licence.public_id,
            "valid_from": licence.valid_from,
            "valid_until": licence.valid_until,
            "level": licence.level,
            "number": licence.number,
            **more,
        }
    )


def test_days_level_and_number_change(cast: Cast, licence: Certificate) -> None:
    change(cast, licence, level=4, number="RI-G-2", valid_until=None)
    licence.refresh_from_db()
    assert (licence.level, licence.number, licence.valid_until) == (4, "RI-G-2", None)


def test_another_last_day_is_reminded_of_afresh_and_nothing_else_is(cast: Cast, licence: Certificate) -> None:
    Certificate.objects.update(reminded_days=30)
    assert change(cast, licence, level=3).reminded_days == 30
    assert change(cast, licence, valid_until=date(2027, 3, 31)).reminded_days is None


def test_the_document_that_is_there_stays_whoever_brought_it(cast: Cast, licence: Certificate) -> None:
    paper = keep_file(actor=cast.admin(), now=NOW, name="gas.pdf", content=ContentFile(b"%PDF-1.4 gas"))
    with pytest.raises(NotHere):
        change(cast, licence, document_id=paper.public_id)
    change(cast, licence, actor=cast.admin(), document_id=paper.public_id)
    assert change(cast, licence, document_id=paper.public_id).document == paper
    assert change(cast, licence).document is None


def test_what_was_withdrawn_stays_as_it_was(cast: Cast, licence: Certificate) -> None:
    withdraw_certificate(actor=cast.office(), now=NOW, certificate_id=licence.public_id, reason="Wrong person")
    with pytest.raises(IllegalTransition):
        change(cast, licence)


def test_an_outsider_is_told_there_is_none(cast: Cast, licence: Certificate) -> None:
    with pytest.raises(NotHere):
        change(cast, licence, actor=cast.outsider())
    assert [e.code for e in audited("certificate.change", "refused")] == ["not_found"]


def test_whose_it_is_may_not(cast: Cast, licence: Certificate) -> None:
    with pytest.raises(NotAllowed):
        change(cast, licence, actor=cast.field())


def test_nothing_is_written_over_what_nobody_looked_at(cast: Cast, licence: Certificate) -> None:
    with pytest.raises(StaleVersion):
        change(cast, licence, version=licence.version + 1)


def test_a_last_day_before_the_first_is_refused(cast: Cast, licence: Certificate) -> None:
    with pytest.raises(BadInput):
        change(cast, licence, valid_until=date(2025, 3, 31))


def test_it_is_told_once(cast: Cast, licence: Certificate) -> None:
    change(cast, licence, level=3)
    assert [e.subject_id for e in events("certificate.changed")] == [licence.public_id]
