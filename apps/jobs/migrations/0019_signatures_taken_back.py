"""A signature that does not stand is taken back with a reason, and stays in the record."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('jobs', '0018_z_job_windows_checked'),
    ]

    operations = [
        migrations.AddField(
            model_name='signature',
            name='taken_back_because',
            field=models.CharField(
                blank=True, db_default='', default='', max_length=500, verbose_name='taken back because'
            ),
        ),
    ]
