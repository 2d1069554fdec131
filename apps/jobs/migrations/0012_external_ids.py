"""The number a row has in the system it was imported from; unique where there is one."""

from django.db import migrations, models

TABLES = ('customer', 'site', 'asset', 'job')


def _column():
    return models.CharField(
        blank=True, editable=False, max_length=100, null=True, verbose_name='number in the other system'
    )


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0011_maintenance_plans'),
    ]

    operations = [
        *(migrations.AddField(model_name=table, name='external_id', field=_column()) for table in TABLES),
        *(
            migrations.AddConstraint(
                model_name=table,
                constraint=models.UniqueConstraint(
                    condition=models.Q(external_id__isnull=False),
                    fields=('external_id',),
                    name=f'{table}_external_id_once',
                ),
            )
            for table in TABLES
        ),
    ]
