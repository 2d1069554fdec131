"""Manuals and other papers, page by page, with the words that a search finds."""

import apps.core.ids
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_files'),
        ('jobs', '0019_signatures_taken_back'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Manual',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(default=apps.core.ids.new_public_id, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('reading', models.CharField(choices=[('waiting', 'Being read'), ('read', 'Read'), ('unreadable', 'Could not be read')], default='waiting', max_length=10, verbose_name='read')),
                ('trouble', models.CharField(blank=True, max_length=300, verbose_name='why not')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='not used any more since')),
                ('retired_because', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='manuals', to='jobs.asset', verbose_name='asset')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='manuals', to='core.storedfile', verbose_name='file')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='manuals', to='jobs.site', verbose_name='site')),
                ('template', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='manuals', to='jobs.jobtemplate', verbose_name='job template')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['title', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ManualPage',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField(max_length=20000)),
                ('words', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('text', config='english'), '||', django.contrib.postgres.search.SearchVector('text', config='spanish'), django.contrib.postgres.search.SearchConfig('english')), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('manual', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='jobs.manual')),
            ],
            options={
                'ordering': ['manual', 'number'],
            },
        ),
        migrations.AddConstraint(
            model_name='manual',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asset__isnull', True), ('site__isnull', True)), models.Q(('asset__isnull', True), ('template__isnull', True)), models.Q(('site__isnull', True), ('template__isnull', True)), _connector='OR'), name='manual_about_one_thing'),
        ),
        migrations.AddIndex(
            model_name='manualpage',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='manual_page_words'),
        ),
        migrations.AddConstraint(
            model_name='manualpage',
            constraint=models.UniqueConstraint(fields=('manual', 'number'), name='manual_page_once'),
        ),
    ]
