"""What customers ask for, with the words it is found by."""

import apps.core.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# As for the other tables (0012_b); the table is new, so nobody waits for its index.
COLUMNS = ['number', 'title', 'text', 'contact_name', 'contact_email', 'contact_phone', 'address']
TOLD = ', '.join(f"'{word}'" for word in ['whr', *COLUMNS])
WORDS = [
    'ALTER TABLE jobs_servicerequest ADD COLUMN words tsvector',
    f'CREATE TRIGGER keep_words BEFORE INSERT OR UPDATE OF {", ".join(COLUMNS)} ON jobs_servicerequest '
    f'FOR EACH ROW EXECUTE FUNCTION workhub_keep_words({TOLD})',
    'CREATE INDEX jobs_servicerequest_words ON jobs_servicerequest USING gin (words) WITH (fastupdate = off)',
]
UNDO = [
    'DROP INDEX jobs_servicerequest_words',
    'DROP TRIGGER keep_words ON jobs_servicerequest',
    'ALTER TABLE jobs_servicerequest DROP COLUMN words',
]


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_files'),
        ('crews', '0007_substitution_ended'),
        ('jobs', '0013_evidence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceRequest',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(default=apps.core.ids.new_public_id, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('number', models.PositiveIntegerField(editable=False, unique=True)),
                ('channel', models.CharField(choices=[('office', 'Office'), ('api', 'API'), ('form', 'Public form'), ('email', 'Email')], default='office', max_length=8, verbose_name='came by')),
                ('title', models.CharField(max_length=200, verbose_name='what it is about')),
                ('text', models.TextField(blank=True, max_length=8000, verbose_name='what is wanted')),
                ('urgency', models.CharField(choices=[('urgent', 'Urgent'), ('high', 'High'), ('normal', 'Normal'), ('low', 'Low')], default='normal', max_length=8, verbose_name='urgency')),
                ('contact_name', models.CharField(blank=True, max_length=160, verbose_name='name')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('address', models.CharField(blank=True, help_text='Where, as it was told.', max_length=300, verbose_name='address')),
                ('status', models.CharField(choices=[('new', 'New'), ('needs_info', 'Waiting for an answer'), ('converted', 'Became a job'), ('declined', 'Declined'), ('duplicate', 'Asked before')], default='new', max_length=12, verbose_name='status')),
                ('question', models.CharField(blank=True, max_length=2000, verbose_name='question')),
                ('status_reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('message_id', models.CharField(blank=True, editable=False, help_text='Of the email it came by: each makes one request.', max_length=250)),
                ('suggested_priority', models.CharField(blank=True, choices=[('urgent', 'Urgent'), ('high', 'High'), ('normal', 'Normal'), ('low', 'Low')], editable=False, max_length=8)),
                ('suggested_summary', models.CharField(blank=True, editable=False, max_length=500)),
                ('suggested_at', models.DateTimeField(editable=False, null=True)),
                ('asset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='jobs.asset', verbose_name='asset')),
                ('customer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='jobs.customer', verbose_name='customer')),
                ('duplicate_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='jobs.servicerequest', verbose_name='same as')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='jobs.job', verbose_name='job')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='jobs.site', verbose_name='site')),
                ('suggested_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suggested_skill', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='crews.skill')),
            ],
            options={
                'verbose_name': 'service request',
                'verbose_name_plural': 'service requests',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='ServiceRequestAnswer',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(default=apps.core.ids.new_public_id, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('text', models.TextField(blank=True, max_length=8000, verbose_name='answer')),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('message_id', models.CharField(blank=True, editable=False, max_length=250)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='jobs.servicerequest')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ServiceRequestFile',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(default=apps.core.ids.new_public_id, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='jobs.servicerequest')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='servicerequest',
            index=models.Index(fields=['status', '-number'], name='service_request_status'),
        ),
        migrations.AddConstraint(
            model_name='servicerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('job__isnull', False), ('status', 'converted')), models.Q(models.Q(('status', 'converted'), _negated=True), ('job__isnull', True)), _connector='OR'), name='service_request_converted_has_job'),
        ),
        migrations.AddConstraint(
            model_name='servicerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('duplicate_of__isnull', False), ('status', 'duplicate')), models.Q(models.Q(('status', 'duplicate'), _negated=True), ('duplicate_of__isnull', True)), _connector='OR'), name='service_request_duplicate_of_one'),
        ),
        migrations.AddConstraint(
            model_name='servicerequest',
            constraint=models.CheckConstraint(condition=models.Q(('duplicate_of__isnull', True), models.Q(('duplicate_of', models.F('id')), _negated=True), _connector='OR'), name='service_request_not_its_own'),
        ),
        migrations.AddConstraint(
            model_name='servicerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('status_reason', ''), _negated=True), _connector='OR'), name='service_request_declined_why'),
        ),
        migrations.AddConstraint(
            model_name='servicerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'needs_info'), _negated=True), models.Q(('question', ''), _negated=True), _connector='OR'), name='service_request_asked_what'),
        ),
        migrations.AddConstraint(
            model_name='servicerequest',
            constraint=models.UniqueConstraint(condition=models.Q(('message_id', ''), _negated=True), fields=('message_id',), name='service_request_once_per_message'),
        ),
        migrations.AddConstraint(
            model_name='servicerequestanswer',
            constraint=models.UniqueConstraint(condition=models.Q(('message_id', ''), _negated=True), fields=('message_id',), name='service_request_answer_once_per_message'),
        ),
        migrations.AddConstraint(
            model_name='servicerequestfile',
            constraint=models.UniqueConstraint(fields=('request', 'file'), name='service_request_file_once'),
        ),
        migrations.RunSQL(WORDS, UNDO),
    ]
