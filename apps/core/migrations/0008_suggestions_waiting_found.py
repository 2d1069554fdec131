"""What waits for a decision is found without holding up who writes meanwhile."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('core', '0007_suggestions_changed'),
    ]

    operations = [
        migrations.RunSQL('DROP INDEX CONCURRENTLY IF EXISTS proposal_item_waiting', migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name='proposalitem',
            index=models.Index(
                fields=['created_at'], condition=models.Q(status='pending'), name='proposal_item_waiting'
            ),
        ),
    ]
