"""A job's windows have both their ends or neither; for what is written from now on. The next one looks at the rest."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import F, Q


def _window(which):
    start, end = f'{which}_start', f'{which}_end'
    whole = Q(**{f'{start}__isnull': False, f'{end}__isnull': False, f'{end}__gt': F(start)})
    return models.CheckConstraint(
        condition=Q(**{f'{start}__isnull': True, f'{end}__isnull': True}) | whole, name=f'job_{which}_window'
    )


class Migration(migrations.Migration):
    dependencies = [
        ('jobs', '0017_jobs_to_follow_up_found'),
    ]

    operations = [
        AddConstraintNotValid(model_name='job', constraint=_window('requested')),
        AddConstraintNotValid(model_name='job', constraint=_window('promised')),
    ]
