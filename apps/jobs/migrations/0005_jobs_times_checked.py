"""Without holding up whoever writes jobs meanwhile."""

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('jobs', '0004_assets_contacts_templates'),
    ]

    operations = [
        AddConstraintNotValid(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('geofence_metres__isnull', True), ('geofence_metres__range', (20, 20000)), _connector='OR'), name='site_geofence'),
        ),
        ValidateConstraint(model_name='site', name='site_geofence'),
        AddIndexConcurrently(
            model_name='job',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='job_due'),
        ),
        AddConstraintNotValid(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(('crew_size__range', (1, 20))), name='job_crew_size'),
        ),
        ValidateConstraint(model_name='job', name='job_crew_size'),
        AddConstraintNotValid(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(('requested_end__isnull', True), ('requested_end__gt', models.F('requested_start')), _connector='OR'), name='job_requested_in_order'),
        ),
        ValidateConstraint(model_name='job', name='job_requested_in_order'),
        AddConstraintNotValid(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(('promised_end__isnull', True), ('promised_end__gt', models.F('promised_start')), _connector='OR'), name='job_promised_in_order'),
        ),
        ValidateConstraint(model_name='job', name='job_promised_in_order'),
    ]
