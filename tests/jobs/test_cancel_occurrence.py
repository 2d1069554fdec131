"""`occurrence.cancel`: a date that was due and is called off."""

from datetime import date
from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import cancel_occurrence
from apps.jobs.maintenance import Compliance, compliance
from apps.jobs.models import Occurrence, Site
from apps.jobs.plans.states import Scope
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.maintaining import dates, plan_of


def test_it_counts_as_missed(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site)
    said: dict[str, Any] = {"now": NOW, "occurrence_id": dates(plan)[0].public_id}
    with pytest.raises(NotHere):
        cancel_occurrence(actor=cast.outsider(), reason="No", **said)
    with pytest.raises(BadInput):
        cancel_occurrence(actor=cast.office(), reason="", **said)
    one = cancel_occurrence(actor=cast.office(), reason="Nobody can go", **said)
    assert (one.status, one.status_reason) == ("cancelled", "Nobody can go")
    with pytest.raises(IllegalTransition):
        cancel_occurrence(actor=cast.office(), reason="Again", **said)
    assert len(audited("occurrence.cancel")) == len(events("occurrence.cancelled")) == 1
    march = (date(2026, 3, 1), date(2026, 3, 31))
    told = compliance(Occurrence.objects.all(), *march, today=date(2026, 4, 1))
    assert (told, told.percent) == (Compliance(within=0, outside=0, missed=1, excused=0), 0)
    cancel_occurrence(
        actor=cast.office(), now=NOW, reason="Sold", occurrence_id=dates(plan)[1].public_id, scope=Scope.ALL
    )
    assert {one.status for one in dates(plan)} == {"cancelled"}
