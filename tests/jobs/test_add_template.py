"""Job templates: `template.add`, `.change`, `.require`, `.retire`, and what a job takes over from one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.errors import BadInput, Clash, IllegalTransition, NotAllowed, NotHere
from apps.crews.models import User
from apps.jobs.actions import add_job, add_template, change_template, require_template_skills, retire_template
from apps.jobs.inheriting import COUNTED, INHERITED
from apps.jobs.models import Job, JobTemplate, Site
from apps.jobs.selectors import templates_visible_to
from apps.jobs.states import Priority
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.staffing import skill

# What a template has for itself, or as rows of their own (`take_over_skills`).
ITS_OWN = {"id", "public_id", "version", "created_at", "updated_at", "name", "retired_at"}
SAID: dict[str, Any] = {
    "title": "Said otherwise",
    "description": "Said otherwise",
    "instructions": "Said otherwise",
    "duration_minutes": 30,
    "crew_size": 1,
    "priority": Priority.LOW,
}


@pytest.fixture
def yearly(cast: Cast) -> JobTemplate:
    return add_template(
        actor=cast.admin(),
        now=NOW,
        name="Boiler service",
        description="New seals",
        instructions="Close the valve first",
        duration_minutes=90,
        crew_size=2,
        priority=Priority.HIGH,
        respond_hours=24,
        finish_hours=72,
    )


def made(cast: Cast, site: Site, template: JobTemplate, **said: Any) -> Job:
    return add_job(actor=cast.office(), now=NOW, site_id=site.public_id, template_id=template.public_id, **said)


def test_no_field_of_a_template_is_forgotten() -> None:
    columns = {field.name for field in JobTemplate._meta.concrete_fields}
    assert columns == ITS_OWN | set(INHERITED.values()) | set(COUNTED.values())
    assert set(INHERITED) == set(SAID)


@pytest.mark.parametrize("column", INHERITED)
def test_a_job_inherits_each_field_unless_it_says_otherwise(
    cast: Cast, site: Site, yearly: JobTemplate, column: str
) -> None:
    assert getattr(made(cast, site, yearly), column) == getattr(yearly, INHERITED[column])
    assert getattr(made(cast, site, yearly, **{column: SAID[column]}), column) == SAID[column]


def test_it_inherits_skills_and_times_and_stays_as_it_is_when_the_template_changes(
    cast: Cast, site: Site, yearly: JobTemplate
) -> None:
    gas = skill()
    needed: Any = [{"skill_id": gas.public_id, "level": 3}]
    require_template_skills(actor=cast.admin(), now=NOW, template_id=yearly.public_id, skills=needed)
    job = made(cast, site, yearly)
    assert [(need.skill, need.level) for need in job.skills.all()] == [(gas, 3)]
    assert (job.respond_by, job.due_at) == (NOW + timedelta(hours=24), NOW + timedelta(hours=72))
    require_template_skills(actor=cast.admin(), now=NOW, template_id=yearly.public_id, skills=[])
    change_template(actor=cast.admin(), now=NOW, template_id=yearly.public_id, name="Boiler check", duration_minutes=45)
    job.refresh_from_db()
    assert (job.title, job.duration_minutes, job.skills.count()) == ("Boiler service", 90, 1)
    assert len(events("template.changed")) == 3


def test_without_a_template_it_takes_an_hour_and_needs_a_title(cast: Cast, site: Site) -> None:
    job = add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title="Drip")
    assert (job.duration_minutes, job.crew_size, job.priority, job.due_at) == (60, 1, Priority.NORMAL, None)
    with pytest.raises(BadInput, match="choose a template"):
        add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title=" ")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("duration_minutes", 0, "5 minutes to 14 days"),
        ("duration_minutes", -1, "5 minutes to 14 days"),
        ("duration_minutes", 2**31, "5 minutes to 14 days"),
        ("crew_size", 0, "From 1 to 20"),
        ("finish_hours", 9000, "From 1 hour to a year"),
    ],
)
def test_what_nobody_could_plan_is_refused(cast: Cast, field: str, value: int, said: str) -> None:
    told: dict[str, Any] = {"name": "X", "duration_minutes": 60, field: value}
    with pytest.raises(BadInput, match=said):
        add_template(actor=cast.admin(), now=NOW, **told)


def test_a_form_without_a_duration_says_what_to_do(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    add = reverse("admin:jobs_jobtemplate_add")
    page = signed_in(cast.ada).post(add, {"name": "Boiler service", "duration_minutes": ""})
    assert page.context["form"].errors["duration_minutes"] == ["Fill this in, please."]
    page = signed_in(cast.ada).post(add, {"name": "Boiler service", "duration_minutes": 2**31, "crew_size": 1})
    assert page.context["form"].errors["duration_minutes"] == ["Say how long it takes, from 5 minutes to 14 days."]


def test_a_name_is_there_once_and_what_is_retired_makes_no_jobs(cast: Cast, site: Site, yearly: JobTemplate) -> None:
    with pytest.raises(Clash, match="of this name already"):
        add_template(actor=cast.admin(), now=NOW, name="Boiler service", duration_minutes=60)
    retire_template(actor=cast.admin(), now=NOW, template_id=yearly.public_id)
    with pytest.raises(IllegalTransition, match="is not used any more"):
        made(cast, site, yearly)
    with pytest.raises(IllegalTransition):
        retire_template(actor=cast.admin(), now=NOW, template_id=yearly.public_id)


def test_dispatchers_use_them_and_field_staff_have_none(cast: Cast, yearly: JobTemplate) -> None:
    assert list(templates_visible_to(cast.office())) == [yearly]
    assert not templates_visible_to(cast.field()).exists()
    with pytest.raises(NotAllowed):
        retire_template(actor=cast.office(), now=NOW, template_id=yearly.public_id)
    with pytest.raises(NotHere):
        retire_template(actor=cast.field(), now=NOW, template_id=yearly.public_id)


def test_it_is_told_and_audited(cast: Cast, yearly: JobTemplate) -> None:
    assert [entry.user for entry in audited("template.add")] == [cast.ada]
    assert len(events("template.added")) == 1
