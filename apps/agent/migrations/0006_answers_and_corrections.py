"""Where an answer is from."""

from django.db import migrations, models
from django.db.models import Value


class Migration(migrations.Migration):
    dependencies = [("agent", "0002_agentrun_warning")]

    operations = [
        migrations.AddField(
            "message",
            "sources",
            models.JSONField(
                default=list,
                db_default=Value([], models.JSONField()),
                help_text="Of an answer: type, id and label of the rows it is from.",
            ),
        ),
    ]
