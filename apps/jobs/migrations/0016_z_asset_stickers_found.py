"""Assets are found by their sticker, without holding up who writes meanwhile."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('jobs', '0016_z_asset_stickers'),
    ]

    operations = [
        migrations.RunSQL('DROP INDEX CONCURRENTLY IF EXISTS asset_sticker', migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name='asset',
            index=models.Index(
                fields=['sticker_id'], condition=Q(sticker_id__isnull=False), name='asset_sticker'
            ),
        ),
    ]
