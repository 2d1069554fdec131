"""Managers had the sight of the whole office and leads that of a technician; each keeps at least what they had."""

from datetime import UTC, datetime
from typing import Any

from django.db import migrations


def give(apps: Any, schema_editor: Any) -> None:
    """Each manager answers for every crew there is; who leads a crew becomes a crew lead."""
    user, crew, answers = (apps.get_model('crews', name) for name in ('User', 'Crew', 'CrewManager'))
    now = datetime.now(tz=UTC)
    crews = list(crew.objects.all())
    for manager in user.objects.filter(role='manager'):
        answers.objects.bulk_create(
            [answers(crew=c, user=manager, created_at=now, updated_at=now) for c in crews], ignore_conflicts=True
        )
    leads = apps.get_model('crews', 'CrewMembership').objects.filter(is_lead=True, until__isnull=True)
    user.objects.filter(pk__in=leads.values('member__user'), role='technician').update(role='crew_lead')


def take(apps: Any, schema_editor: Any) -> None:
    """Back to the roles that were known before; the roles that were not have no access there."""
    user = apps.get_model('crews', 'User')
    user.objects.filter(role='crew_lead').update(role='technician')
    user.objects.filter(role__in=['read_only', 'api_client']).update(role='technician', is_active=False)


class Migration(migrations.Migration):

    dependencies = [
        ('crews', '0004_people_whole'),
    ]

    operations = [
        migrations.RunPython(give, take),
    ]
