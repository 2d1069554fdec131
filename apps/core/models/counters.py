"""Human numbers without gaps in order and without races."""

from django.db import models


class Counter(models.Model):
    """The last number given out for a kind of thing. The row is locked last, so that it is held briefly."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
