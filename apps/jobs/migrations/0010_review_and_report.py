
import apps.core.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_files'),
        ('jobs', '0008_b_answers_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='job',
            name='closed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='closed'),
        ),
        migrations.AddField(
            model_name='job',
            name='review_question',
            field=models.CharField(blank=True, db_default='', default='', help_text='What whoever did it is to answer before it is closed. Empty: nothing.', max_length=1000, verbose_name='asked in the review'),
        ),
        migrations.CreateModel(
            name='ServiceReport',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(default=apps.core.ids.new_public_id, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('address', models.EmailField(max_length=254, verbose_name='email')),
                ('message', models.TextField(blank=True, max_length=4000, verbose_name='message')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='service_reports', to='core.storedfile')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_reports', to='jobs.job', verbose_name='job')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
    ]
