"""Evidence in the office's lists: what was taken back is told apart, and what is locked is not offered."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.models import Record
from apps.crews.models import User
from apps.jobs.actions import add_part, add_photo, add_time, take_back_part, take_back_photo
from apps.jobs.models import Visit
from apps.jobs.states import TimeKind
from tests.conftest import HOUR, NOW, Cast
from tests.jobs.proving import bring, lock_record

SignedIn = Callable[[User], Client]


@pytest.mark.parametrize("kind", ["part", "photo"])
def test_what_was_taken_back_is_marked_in_the_list(cast: Cast, visit: Visit, signed_in: SignedIn, kind: str) -> None:
    who: dict[str, Any] = {"actor": cast.field(), "now": NOW}
    row: Record
    if kind == "part":
        row = add_part(**who, visit_id=visit.public_id, name="Valve", quantity=Decimal(1))
    else:
        row = add_photo(**who, visit_id=visit.public_id, file_id=bring(cast.field()))
    office, listed = signed_in(cast.dana), reverse(f"admin:jobs_{kind}_changelist")
    assert "Taken back" not in office.get(listed).content.decode()
    if kind == "part":
        take_back_part(**who, part_id=row.public_id, reason="Not used")
    else:
        take_back_photo(**who, photo_id=row.public_id, reason="Not used")
    assert "Taken back" in office.get(listed).content.decode()
    assert signed_in(cast.ana).get(listed).status_code in (302, 403)


def test_a_time_is_not_offered_to_be_corrected_once_the_review_has_begun(
    cast: Cast, visit: Visit, signed_in: SignedIn
) -> None:
    entry = add_time(
        actor=cast.field(),
        now=NOW,
        visit_id=visit.public_id,
        member_id=cast.ana.member.public_id,
        kind=TimeKind.WORK,
        started_at=NOW - HOUR,
        ended_at=NOW,
        reason="Forgot",
    )
    office, page = signed_in(cast.dana), reverse("admin:jobs_timeentry_change", args=[entry.pk])
    offered = {b.verb.command: b.why_not for b in office.get(page).context["buttons"]}
    assert offered["time.correct"] == ""
    lock_record(visit)
    offered = {b.verb.command: b.why_not for b in office.get(page).context["buttons"]}
    assert offered["time.correct"] == "The job is in review or closed."
