"""What is found by why it was stopped, without holding up who writes meanwhile."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('jobs', '0016_stop_reasons'),
    ]

    operations = [
        migrations.RunSQL('DROP INDEX CONCURRENTLY IF EXISTS job_stopped', migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name='job',
            index=models.Index(fields=['stop_reason', '-number'], condition=~Q(stop_reason=''), name='job_stopped'),
        ),
        migrations.RunSQL('DROP INDEX CONCURRENTLY IF EXISTS visit_stopped', migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name='visit',
            index=models.Index(
                fields=['stop_reason', 'planned_start'], condition=~Q(stop_reason=''), name='visit_stopped'
            ),
        ),
    ]
