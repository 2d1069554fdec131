"""Who holds which skill on which day, and what of somebody's needs nobody holds. Days are the company's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _

from apps.crews.models import Certificate, Member, Skill

Levels = Mapping[int, int]
"""Skills by primary key, with a level: the highest held, or the lowest that is asked for."""


def levels_on(certificates: Iterable[Certificate], day: date) -> dict[int, int]:
    """The highest level of each skill that these certificates of one member give on a day."""
    found: dict[int, int] = {}
    for certificate in certificates:
        if certificate.holds_on(day):
            found[certificate.skill_id] = max(certificate.level, found.get(certificate.skill_id, 0))
    return found


def unheld(needs: Levels, held: Iterable[Levels]) -> dict[int, int]:
    """What is needed and held by none of these members at that level or above; each skill may be another member's."""
    everybody = list(held)
    return {skill: level for skill, level in needs.items() if not any(own.get(skill, 0) >= level for own in everybody)}


def held_on(members: Iterable[int], days: Iterable[date]) -> dict[tuple[int, date], dict[int, int]]:
    """For each of these members (primary keys) and days: the highest level of each skill. One query."""
    everybody, wanted = list(members), sorted(set(days))
    if not everybody or not wanted:
        return {}
    by_member = _by_member(everybody, wanted[0], wanted[-1])
    return {(member, day): levels_on(by_member[member], day) for member in everybody for day in wanted}


def _by_member(members: list[int], first: date, last: date) -> dict[int, list[Certificate]]:
    found: dict[int, list[Certificate]] = defaultdict(list)
    standing = Certificate.objects.filter(member__in=members, withdrawn_at=None, valid_from__lte=last)
    for certificate in standing.filter(Q(valid_until=None) | Q(valid_until__gte=first)):
        found[certificate.member_id].append(certificate)
    return found


def lacks(members: Iterable[Member], day: date, needs: Levels) -> dict[int, list[str]]:
    """For each member (by primary key, `user` loaded): a sentence for each need they do not hold on that day."""
    everybody = list(members)
    if not needs:
        return {member.pk: [] for member in everybody}
    names = dict(Skill.objects.filter(pk__in=needs).values_list("pk", "name"))
    own: dict[int, list[Certificate]] = defaultdict(list)
    for certificate in Certificate.objects.filter(member__in=everybody, skill__in=needs):
        own[certificate.member_id].append(certificate)
    told: dict[int, list[str]] = {}
    for member in everybody:
        missing = unheld(needs, [levels_on(own[member.pk], day)])
        told[member.pk] = [
            _sentence(member.user.name, names[skill], level, day, [c for c in own[member.pk] if c.skill_id == skill])
            for skill, level in missing.items()
        ]
    return told


def why_not(certificate: Certificate, level: int, day: date) -> str:
    """What keeps a certificate from counting on a day, in a few words; empty when it counts."""
    if certificate.withdrawn_at is not None:
        return _("was withdrawn")
    if certificate.valid_until is not None and certificate.valid_until < day:
        return _("ends on %(day)s") % {"day": _day(certificate.valid_until)}
    if certificate.valid_from > day:
        return _("begins on %(day)s") % {"day": _day(certificate.valid_from)}
    return _("is of level %(level)d only") % {"level": certificate.level} if certificate.level < level else ""


def nearest(certificates: Iterable[Certificate], level: int, day: date) -> Certificate | None:
    """The certificate that comes nearest to counting: standing, high enough, the longest; None when there is none."""
    latest = date.max
    return max(
        certificates,
        key=lambda c: (c.withdrawn_at is None, c.level >= level, c.valid_from <= day, c.valid_until or latest),
        default=None,
    )


def _sentence(name: str, skill: str, level: int, day: date, own: list[Certificate]) -> str:
    best = nearest(own, level, day)
    if best is None:
        text = _("%(name)s has no certificate for %(skill)s (level %(level)d).")
        return text % {"name": name, "skill": skill, "level": level}
    text = _("%(name)s's certificate for %(skill)s (level %(level)d) %(why)s.")
    return text % {"name": name, "skill": skill, "level": level, "why": why_not(best, level, day)}


def _day(day: date) -> str:
    return formats.date_format(day, "j M Y")
