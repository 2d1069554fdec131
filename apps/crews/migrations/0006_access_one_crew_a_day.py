# A member is in one crew on a day, with any number of times in crews before and after: until now one open one was all.
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crews', '0005_who_answers_for_whom'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='crewmembership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.F('member'), models.F('member'), models.Value('[]'), function='int8range',
                            output_field=django.contrib.postgres.fields.BigIntegerRangeField(),
                        ),
                        '&&',
                    ),
                    (
                        models.Func(
                            models.F('since'), models.F('until'), models.Value('[]'), function='daterange',
                            output_field=django.contrib.postgres.fields.DateRangeField(),
                        ),
                        '&&',
                    ),
                ],
                name='membership_one_crew_a_day',
            ),
        ),
        migrations.RemoveConstraint(model_name='crewmembership', name='membership_one_crew'),
    ]
