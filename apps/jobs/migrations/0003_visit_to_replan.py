"""Without holding up whoever writes visits meanwhile."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('jobs', '0002_skills_and_replanning'),
    ]

    operations = [
        migrations.RunSQL('DROP INDEX CONCURRENTLY IF EXISTS visit_to_replan', migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name='visit',
            index=models.Index(
                condition=models.Q(('replan_because', ''), _negated=True),
                fields=['planned_start'],
                name='visit_to_replan',
            ),
        ),
    ]
