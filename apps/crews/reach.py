"""How far somebody's sight reaches, in words: the rules of `selectors.py` that hold for one person today."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.crews.models import CrewManager, User
from apps.crews.selectors import present, standing_substitutions
from apps.crews.states import SEES_ALL


@dataclass(frozen=True, slots=True)
class Reach:
    """The rules that hold for a person; none: they see nothing."""

    rules: tuple[str, ...]


def reach_of(user: User) -> Reach:
    """Why somebody sees what they see."""
    if not user.is_active:
        return Reach(())
    if user.role in SEES_ALL:
        return Reach((_("%(role)s: sees everything") % {"role": user.get_role_display()},))
    return Reach((*_managed(user), *_membership(user), _own(user)))


def _managed(user: User) -> list[str]:
    if not user.may("crew.oversee"):
        return []
    crews = CrewManager.objects.filter(user=user).select_related("crew")
    text = _(
        "manages crew %(crew)s: its people with their days, hours, certificates and requests, their talks and "
        "suggestions, their visits, drafts included, and the jobs, sites and customers of these"
    )
    told = [text % {"crew": one.crew} for one in crews]
    stands_in = _(
        "stands in for %(name)s until %(day)s: what they manage, but for what an hour costs and where people are"
    )
    away = standing_substitutions().filter(substitute=user).select_related("user")
    told += [stands_in % {"name": one.user.name, "day": date_format(one.until, "j M Y")} for one in away]
    return [*told, _("a manager: what nobody is planned for yet")]


def _membership(user: User) -> list[str]:
    here = present().filter(member__user=user).select_related("crew")
    may_lead = user.may("crew.lead") and not user.may("crew.oversee")
    leads = _(
        "leads %(crew)s since %(day)s: its members' days, hours, certificates and requests, and what they are sent to"
    )
    belongs = _("is in %(crew)s since %(day)s: the crew and its members")
    return [
        (leads if one.is_lead and may_lead else belongs) % {"crew": one.crew, "day": date_format(one.since, "j M Y")}
        for one in here
    ]


def _own(user: User) -> str:
    if user.is_office:
        return _("their own: what they reported, wrote and were told")
    return _("their own: what they are sent to, reported, wrote and were told")
