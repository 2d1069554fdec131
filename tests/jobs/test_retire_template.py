"""`template.retire`: no new job is made from it."""

import pytest

from apps.core.errors import NotAllowed, NotHere
from apps.jobs.actions import add_template, retire_template
from apps.jobs.models import JobTemplate
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def yearly(cast: Cast) -> JobTemplate:
    return add_template(actor=cast.admin(), now=NOW, name="Yearly", duration_minutes=90)


def test_it_is_done_told_and_audited(cast: Cast, yearly: JobTemplate) -> None:
    done = retire_template(actor=cast.admin(), now=NOW, template_id=yearly.public_id)
    assert done.retired_at == NOW
    assert [entry.user for entry in audited("template.retire")] == [cast.ada]
    assert len(events("template.retired")) == 1


def test_dispatchers_may_not_and_field_staff_find_nothing(cast: Cast, yearly: JobTemplate) -> None:
    for actor, refused in ((cast.office(), NotAllowed), (cast.field(), NotHere)):
        with pytest.raises(refused):
            retire_template(actor=actor, now=NOW, template_id=yearly.public_id)
