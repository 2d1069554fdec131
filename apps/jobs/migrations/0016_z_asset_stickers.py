"""A sticker's address of its own, for assets whose first sticker must not lead anywhere any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('jobs', '0016_stop_reasons_found'),
    ]

    operations = [
        migrations.AddField(
            model_name='asset',
            name='sticker_id',
            field=models.UUIDField(
                blank=True,
                editable=False,
                help_text="Empty: the asset's own public id, as on the first sticker.",
                null=True,
                verbose_name='number on the sticker',
            ),
        ),
    ]
