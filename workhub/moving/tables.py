"""Which tables move: every model of the apps, those of later versions too, but for those named here with a reason."""

from django.apps import apps
from django.db.models import Field, FileField, ForeignKey, Model

OWN = ("core", "crews", "jobs", "notifications", "agent")
STAYS = {
    "core.Event": "what happened is told once, to those who were there",
    "core.Delivery": "what is on its way is delivered from where it was sent",
    "core.DeadLetter": "is about a delivery",
    "core.FeedEntry": "is about an event",
    "core.CommandReceipt": "answers a client that tries again within minutes",
}
# `prepare` makes their first versions; where nobody has touched them, what is brought takes their place.
PREPARED = {"agent.CommandPolicy"}


def moving() -> list[type[Model]]:
    """The models that move, by name.

    Raises:
        RuntimeError: one of them points at a row that has no public id, or has links that are no model of their own.
    """
    found = [model for app in OWN for model in apps.get_app_config(app).get_models() if label(model) not in STAYS]
    for model in found:
        _refuse_unmovable(model)
    return sorted(found, key=label)


def label(model: type[Model]) -> str:
    """Its name in the file: `jobs.Visit`."""
    return str(model._meta.label)


def untouched(model: type[Model]) -> bool:
    """Whether nobody has put anything into a table yet."""
    rows = model._default_manager.all()
    return not (rows.filter(version__gt=1) if label(model) in PREPARED else rows).exists()


def columns(model: type[Model]) -> list["Field[object, object]"]:
    """What is written of a row: all but the number it has inside."""
    return [f for f in model._meta.concrete_fields if not (f.primary_key and f.name == "id")]


def has_number(model: type[Model]) -> bool:
    """Whether its key is a number from inside, which is given anew."""
    return model._meta.pk.name == "id"


def path_of(column: "Field[object, object]") -> str:
    """Where its value is looked up: of a link the public id of the row it points at."""
    return f"{column.name}__public_id" if isinstance(column, ForeignKey) else column.attname


def files(model: type[Model]) -> list[str]:
    """Its columns that name files."""
    return [f.attname for f in model._meta.concrete_fields if isinstance(f, FileField)]


def _refuse_unmovable(model: type[Model]) -> None:
    for column in columns(model):
        target = column.related_model
        if isinstance(target, type) and not any(f.name == "public_id" for f in target._meta.concrete_fields):
            raise RuntimeError(f"{label(model)}.{column.name} points at rows without a public id: they cannot move.")
    links = [f.name for f in model._meta.many_to_many if _hidden(f) and f.model._meta.label not in ("auth.Group",)]
    if set(links) - {"groups", "user_permissions"}:
        raise RuntimeError(f"{label(model)}: {links} need a model of their own (through=) to move.")


def _hidden(link: object) -> bool:
    through = getattr(getattr(link, "remote_field", None), "through", None)
    return bool(through and through._meta.auto_created)
