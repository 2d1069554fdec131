"""Finding people for one visit after another: the visits of a day that nobody goes to."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.actor import Actor
from apps.jobs.models import Visit
from apps.jobs.selectors import planned_on, visits_visible_to, with_nobody
from apps.jobs.states import WAITING

THEN, NEXT = "then", "next_with_nobody"


def one_after_another(url: str) -> str:
    """The address of a visit's form that leads on to the next visit."""
    return f"{url}?{THEN}={NEXT}"


def goes_on(request: HttpRequest) -> bool:
    """Whether this form is one of several."""
    return request.GET.get(THEN) == NEXT


def next_with_nobody(actor: Actor, visit: Visit) -> Visit | None:
    """The next one of the same day, in the order of their times; after the last, what was passed over."""
    rest = list(_others(actor, visit))
    here = (visit.planned_start, visit.pk)
    return next((one for one in rest if (one.planned_start, one.pk) > here), rest[0] if rest else None)


def still_to_do(actor: Actor, visit: Visit) -> str:
    """How many there are besides this one."""
    count = _others(actor, visit).count()
    if not count:
        return _("Every other visit of that day has somebody")
    return ngettext("%(n)d visit of that day has nobody", "%(n)d visits of that day have nobody", count) % {"n": count}


def _others(actor: Actor, visit: Visit) -> "QuerySet[Visit]":
    that_day = planned_on(visits_visible_to(actor), timezone.localdate(visit.planned_start))
    return with_nobody(that_day).filter(status__in=WAITING).exclude(pk=visit.pk).order_by("planned_start", "id")
