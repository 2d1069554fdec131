from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crews', '0006_access_one_crew_a_day'),
    ]

    operations = [
        migrations.AddField(
            model_name='substitution',
            name='ended_at',
            field=models.DateTimeField(blank=True, help_text='When it was ended early.', null=True, verbose_name='ended'),
        ),
    ]
