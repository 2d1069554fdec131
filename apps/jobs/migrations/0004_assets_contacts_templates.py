"""Equipment, contacts and templates; what jobs, visits and sites know besides."""

import apps.core.ids
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crews', '0007_substitution_ended'),
        ('jobs', '0003_visit_to_replan'),
    ]

    operations = [
        migrations.CreateModel(
            name='Asset',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(default=apps.core.ids.new_public_id, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('name', models.CharField(help_text='What people call it: “Boiler 2”, “Lift east”.', max_length=160, verbose_name='name')),
                ('kind', models.CharField(blank=True, help_text='Boiler, lift, pump …', max_length=80, verbose_name='kind')),
                ('manufacturer', models.CharField(blank=True, max_length=120, verbose_name='manufacturer')),
                ('model', models.CharField(blank=True, max_length=120, verbose_name='model')),
                ('serial', models.CharField(blank=True, max_length=120, verbose_name='serial number')),
                ('installed_on', models.DateField(blank=True, null=True, verbose_name='installed on')),
                ('warranty_until', models.DateField(blank=True, null=True, verbose_name='warranty until')),
                ('notes', models.TextField(blank=True, max_length=4000, verbose_name='notes')),
                ('status', models.CharField(choices=[('in_service', 'In service'), ('out_of_service', 'Out of service'), ('retired', 'Retired')], default='in_service', max_length=16, verbose_name='status')),
                ('status_reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(default=apps.core.ids.new_public_id, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('role', models.CharField(choices=[('on_site', 'On site'), ('billing', 'Bills'), ('approver', 'Approvals'), ('other', 'Other')], default='on_site', max_length=12, verbose_name='what for')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('notes', models.TextField(blank=True, max_length=2000, verbose_name='notes')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='not asked any more since')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='JobTemplate',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(default=apps.core.ids.new_public_id, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('name', models.CharField(help_text="The job's title, unless it has its own.", max_length=160, unique=True, verbose_name='name')),
                ('description', models.TextField(blank=True, max_length=10000, verbose_name='what is to be done')),
                ('instructions', models.TextField(blank=True, help_text='How it is done here; for those who go.', max_length=10000, verbose_name='instructions')),
                ('duration_minutes', models.PositiveIntegerField(help_text='Without it no day can be planned.', verbose_name='expected minutes')),
                ('crew_size', models.PositiveSmallIntegerField(default=1, verbose_name='how many go')),
                ('priority', models.CharField(choices=[('urgent', 'Urgent'), ('high', 'High'), ('normal', 'Normal'), ('low', 'Low')], default='normal', max_length=10, verbose_name='priority')),
                ('respond_hours', models.PositiveIntegerField(blank=True, help_text='Hours after the job came in.', null=True, verbose_name='somebody is there within')),
                ('finish_hours', models.PositiveIntegerField(blank=True, help_text='Hours after the job came in.', null=True, verbose_name='done within')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='not used any more since')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='TemplateSkill',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(default=apps.core.ids.new_public_id, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('level', models.PositiveSmallIntegerField(default=1, verbose_name='level')),
            ],
            options={
                'ordering': ['skill__name'],
            },
        ),
        migrations.AddField(
            model_name='job',
            name='crew_size',
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='how many go'),
        ),
        migrations.AddField(
            model_name='job',
            name='due_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='done by'),
        ),
        migrations.AddField(
            model_name='job',
            name='instructions',
            field=models.TextField(blank=True, db_default='', default='', max_length=10000, verbose_name='instructions'),
        ),
        migrations.AddField(
            model_name='job',
            name='promised_end',
            field=models.DateTimeField(blank=True, null=True, verbose_name='promised until'),
        ),
        migrations.AddField(
            model_name='job',
            name='promised_start',
            field=models.DateTimeField(blank=True, null=True, verbose_name='promised from'),
        ),
        migrations.AddField(
            model_name='job',
            name='requested_end',
            field=models.DateTimeField(blank=True, null=True, verbose_name='asked for until'),
        ),
        migrations.AddField(
            model_name='job',
            name='requested_start',
            field=models.DateTimeField(blank=True, null=True, verbose_name='asked for from'),
        ),
        migrations.AddField(
            model_name='job',
            name='respond_by',
            field=models.DateTimeField(blank=True, null=True, verbose_name='somebody is there by'),
        ),
        migrations.AddField(
            model_name='job',
            name='tags',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list, size=None, verbose_name='tags'),
        ),
        migrations.AddField(
            model_name='site',
            name='geofence_metres',
            field=models.PositiveIntegerField(blank=True, help_text='How far from the position somebody still counts as being there.', null=True, verbose_name='radius in metres'),
        ),
        migrations.AddField(
            model_name='site',
            name='opening_hours',
            field=models.CharField(blank=True, help_text='“Mon–Fri 8:00–17:00, Sat 9:00–12:00”. Empty: any time.', max_length=300, verbose_name='opening hours'),
        ),
        migrations.AddField(
            model_name='visit',
            name='outcome_reason',
            field=models.CharField(blank=True, choices=[('no_access', 'No way in'), ('nobody_there', 'Nobody was there'), ('parts', 'Parts are missing'), ('unsafe', 'Unsafe'), ('skill', 'Asks for another skill'), ('weather', 'Weather'), ('declined', 'The customer declined'), ('time', 'Ran out of time'), ('other', 'Something else')], db_default='', default='', max_length=16, verbose_name='why not done'),
        ),
        migrations.AddField(
            model_name='asset',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='jobs.asset', verbose_name='part of'),
        ),
        migrations.AddField(
            model_name='asset',
            name='replaced_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='jobs.asset', verbose_name='replaced by'),
        ),
        migrations.AddField(
            model_name='asset',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assets', to='jobs.site', verbose_name='site'),
        ),
        migrations.AddField(
            model_name='job',
            name='asset',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='jobs.asset', verbose_name='asset'),
        ),
        migrations.AddField(
            model_name='contact',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='jobs.customer', verbose_name='customer'),
        ),
        migrations.AddField(
            model_name='contact',
            name='site',
            field=models.ForeignKey(blank=True, help_text='Empty: for all sites of the customer.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='jobs.site', verbose_name='site'),
        ),
        migrations.AddConstraint(
            model_name='jobtemplate',
            constraint=models.CheckConstraint(condition=models.Q(('duration_minutes__range', (5, 20160))), name='template_duration'),
        ),
        migrations.AddConstraint(
            model_name='jobtemplate',
            constraint=models.CheckConstraint(condition=models.Q(('crew_size__range', (1, 20))), name='template_crew_size'),
        ),
        migrations.AddConstraint(
            model_name='jobtemplate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('respond_hours__isnull', True), ('respond_hours__range', (1, 8760)), _connector='OR'), models.Q(('finish_hours__isnull', True), ('finish_hours__range', (1, 8760)), _connector='OR')), name='template_hours'),
        ),
        migrations.AddField(
            model_name='job',
            name='template',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='jobs.jobtemplate', verbose_name='template'),
        ),
        migrations.AddField(
            model_name='templateskill',
            name='skill',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='crews.skill', verbose_name='skill'),
        ),
        migrations.AddField(
            model_name='templateskill',
            name='template',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='jobs.jobtemplate'),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'in_service'), models.Q(('status_reason', ''), _negated=True), _connector='OR'), name='asset_reason_when_not_in_service'),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='asset_not_its_own_part'),
        ),
        migrations.AddConstraint(
            model_name='templateskill',
            constraint=models.UniqueConstraint(fields=('template', 'skill'), name='template_skill_once'),
        ),
        migrations.AddConstraint(
            model_name='templateskill',
            constraint=models.CheckConstraint(condition=models.Q(('level__range', (1, 5))), name='template_skill_level'),
        ),
    ]
