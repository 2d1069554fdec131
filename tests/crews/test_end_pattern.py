"""`shift.end_pattern`: from a day on a member has no shifts."""

from datetime import date

import pytest
from django.db import transaction

from apps.core.errors import Clash, IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import end_pattern
from apps.crews.models import Member
from tests.conftest import NOW, Cast, audited, events
from tests.crews.shifting import week
from tests.racing import waiting

LAST = date(2026, 3, 31)


def test_it_has_a_last_day(cast: Cast) -> None:
    made = end_pattern(actor=cast.office(), now=NOW, pattern_id=week(cast).public_id, until=LAST)
    assert (made.until, made.version) == (LAST, 2)


def test_an_outsider_is_told_there_is_no_such_pattern(cast: Cast) -> None:
    with pytest.raises(NotHere):
        end_pattern(actor=cast.outsider(), now=NOW, pattern_id=week(cast).public_id, until=LAST)


def test_nobody_ends_their_own(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        end_pattern(actor=cast.field(), now=NOW, pattern_id=week(cast).public_id, until=LAST)
    assert [e.code for e in audited("shift.end_pattern", "refused")] == ["not_allowed"]


def test_it_ends_once(cast: Cast) -> None:
    pattern = end_pattern(actor=cast.office(), now=NOW, pattern_id=week(cast).public_id, until=LAST)
    with pytest.raises(IllegalTransition):
        end_pattern(actor=cast.office(), now=NOW, pattern_id=pattern.public_id, until=LAST)


def test_it_does_not_end_before_it_begins(cast: Cast) -> None:
    with pytest.raises(Clash) as refused:
        end_pattern(actor=cast.office(), now=NOW, pattern_id=week(cast).public_id, until=date(2026, 1, 4))
    assert refused.value.code == "days_out_of_order"


def test_it_is_told_about_the_member(cast: Cast) -> None:
    end_pattern(actor=cast.office(), now=NOW, pattern_id=week(cast).public_id, until=LAST)
    assert {e.subject_id for e in events("shifts.changed")} == {cast.ana.member.public_id}
    assert len(events("shifts.changed")) == 2


@pytest.mark.django_db(transaction=True)
def test_it_waits_for_whoever_sets_the_week(cast: Cast) -> None:
    pattern = week(cast)
    with transaction.atomic():
        Member.objects.select_for_update(no_key=True).get(pk=cast.ana.member.pk)
        other = waiting(
            lambda: end_pattern(actor=cast.office(), now=NOW, pattern_id=pattern.public_id, until=date(2026, 6, 30))
        )
        week(cast, since=date(2026, 4, 1))
    assert isinstance(other.result(), IllegalTransition)
    pattern.refresh_from_db()
    assert pattern.until == LAST
