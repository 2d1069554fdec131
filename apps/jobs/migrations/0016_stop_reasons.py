"""Why jobs are held or cancelled, and visits cancelled, as words that can be counted; empty for what stopped before."""

from django.db import migrations, models

CHOICES = [
    ('parts', 'Waiting for parts'),
    ('customer', 'Waiting for the customer'),
    ('access', 'No way in'),
    ('people', 'Nobody is free'),
    ('weather', 'Weather'),
    ('called_off', 'The customer called it off'),
    ('duplicate', 'The same work twice'),
    ('other', 'Something else'),
]


def _column():
    return models.CharField(
        blank=True, choices=CHOICES, db_default='', default='', max_length=16, verbose_name='kind of reason'
    )


class Migration(migrations.Migration):
    dependencies = [
        ('jobs', '0014_service_requests'),
    ]

    operations = [
        migrations.AddField(model_name='job', name='stop_reason', field=_column()),
        migrations.AddField(model_name='visit', name='stop_reason', field=_column()),
    ]
