"""Where an answer is from; corrections that people let be kept as examples."""

from django.db import migrations, models
from django.db.models import Value


class Migration(migrations.Migration):
    dependencies = [("agent", "0005_agentstep")]

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
        migrations.AddField(
            "conversation",
            "keeps_corrections",
            models.BooleanField(
                default=False,
                db_default=False,
                help_text="The person lets corrections be kept as examples, without names and numbers.",
            ),
        ),
        migrations.CreateModel(
            "CorrectionExample",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "origin",
                    models.UUIDField(unique=True, help_text="Made of the message's id, so that it is kept once."),
                ),
                ("text", models.TextField()),
                ("lang", models.CharField(max_length=2)),
                ("actions", models.JSONField(default=list)),
                ("wrong", models.JSONField(default=list)),
                ("at", models.DateField()),
            ],
            options={"ordering": ["id"]},
        ),
    ]
