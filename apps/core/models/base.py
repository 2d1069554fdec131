"""The shape shared by every row that people name, edit and link to."""

from django.db import models

from apps.core.ids import new_public_id


class Record(models.Model):
    """A big integer inside, a UUID outside, and a version that each change moves by one."""

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True

    @classmethod
    def type_name(cls) -> str:
        """The word for this kind of row in events, audit and results: `visit`, `incident`."""
        return cls._meta.model_name or cls.__name__.lower()
