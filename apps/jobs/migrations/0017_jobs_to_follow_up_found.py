"""Jobs that need a follow-up are found among a million, without holding up who writes meanwhile."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('jobs', '0016_z_asset_stickers_found'),
    ]

    operations = [
        migrations.RunSQL('DROP INDEX CONCURRENTLY IF EXISTS job_follow_up', migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name='job',
            index=models.Index(fields=['-number'], condition=Q(needs_follow_up=True), name='job_follow_up'),
        ),
    ]
