"""`template.change`: what new jobs of a kind begin with."""

from typing import Any

import pytest

from apps.core.errors import NotAllowed, NotHere
from apps.jobs.actions import add_template, change_template
from apps.jobs.models import JobTemplate
from tests.conftest import NOW, Cast, audited, events

NEW: Any = {"name": "Yearly check", "duration_minutes": 45}


@pytest.fixture
def yearly(cast: Cast) -> JobTemplate:
    return add_template(actor=cast.admin(), now=NOW, name="Yearly", duration_minutes=90)


def test_it_is_done_told_and_audited(cast: Cast, yearly: JobTemplate) -> None:
    done = change_template(
        actor=cast.admin(), now=NOW, template_id=yearly.public_id, name="Yearly check", duration_minutes=45
    )
    assert (done.name, done.duration_minutes) == ("Yearly check", 45)
    assert [entry.user for entry in audited("template.change")] == [cast.ada]
    assert len(events("template.changed")) == 1


def test_dispatchers_may_not_and_field_staff_find_nothing(cast: Cast, yearly: JobTemplate) -> None:
    for actor, refused in ((cast.office(), NotAllowed), (cast.field(), NotHere)):
        with pytest.raises(refused):
            change_template(
                actor=actor, now=NOW, template_id=yearly.public_id, name="Yearly check", duration_minutes=45
            )
