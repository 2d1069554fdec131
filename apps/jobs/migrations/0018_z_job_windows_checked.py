"""Every job's windows are looked at beside whoever writes; what the constraints before asked for is a part of it."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ('jobs', '0018_job_windows'),
    ]

    operations = [
        ValidateConstraint(model_name='job', name='job_requested_window'),
        ValidateConstraint(model_name='job', name='job_promised_window'),
        migrations.RemoveConstraint(model_name='job', name='job_requested_in_order'),
        migrations.RemoveConstraint(model_name='job', name='job_promised_in_order'),
    ]
