"""`template.require`: which skills new jobs of a kind ask for."""

import pytest

from apps.core.errors import NotAllowed, NotHere
from apps.jobs.actions import add_template, require_template_skills
from apps.jobs.models import JobTemplate
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def yearly(cast: Cast) -> JobTemplate:
    return add_template(actor=cast.admin(), now=NOW, name="Yearly", duration_minutes=90)


def test_it_is_done_told_and_audited(cast: Cast, yearly: JobTemplate) -> None:
    done = require_template_skills(actor=cast.admin(), now=NOW, template_id=yearly.public_id, skills=[])
    assert done.version == 2
    assert [entry.user for entry in audited("template.require")] == [cast.ada]
    assert len(events("template.changed")) == 1


def test_dispatchers_may_not_and_field_staff_find_nothing(cast: Cast, yearly: JobTemplate) -> None:
    for actor, refused in ((cast.office(), NotAllowed), (cast.field(), NotHere)):
        with pytest.raises(refused):
            require_template_skills(actor=actor, now=NOW, template_id=yearly.public_id, skills=[])
