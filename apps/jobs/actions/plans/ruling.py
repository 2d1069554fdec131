"""What is said of a plan's rules, checked and put into rows."""

from datetime import date, time
from typing import Annotated, Any, NotRequired
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from apps.core.actor import Actor
from apps.core.errors import BadInput, NotHere
from apps.core.years import refuse_other_years
from apps.crews.actions.shifts import WallClock
from apps.crews.selectors import crews_visible_to, members_visible_to
from apps.jobs.models.plans import MOST_AHEAD, MOST_FLEXIBLE
from apps.jobs.plans.dates import Recurrence, refuse_never
from apps.jobs.plans.rules import read, refuse_unfit_for_floating

MOST_RULES, MOST_DAYS, MOST_EXRULES = 10, 366, 10


@with_config(ConfigDict(extra="forbid"))
class RuleSaid(TypedDict):
    """A rhythm: on which days, at which time of the site's clocks, and how much freedom there is."""

    rrule: Annotated[str, Field(description="RFC 5545, without a clock: FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO.")]
    at: NotRequired[WallClock]
    floating: NotRequired[Annotated[bool, Field(description="The next date counts from completion.")]]
    exrules: NotRequired[Annotated[list[str], Field(description="Rules whose days are left out.")]]
    except_days: NotRequired[list[date]]
    extra_days: NotRequired[list[date]]
    months: NotRequired[Annotated[list[int], Field(description="The season, 1 to 12. Empty: all year.")]]
    generate_ahead_days: NotRequired[int]
    flex_before_days: NotRequired[int]
    flex_after_days: NotRequired[int]
    crew_id: NotRequired[Annotated[UUID | None, Field(description="Who is preferred; nothing is booked.")]]
    member_id: NotRequired[UUID | None]


def rule_values(actor: Actor, said: RuleSaid) -> dict[str, Any]:
    """A rule's columns, everything that was left out at its default.

    Raises:
        BadInput: the rule cannot be read, or a number or a day is none that can be meant. NotHere: no such crew.
    """
    rule = read(said["rrule"])
    floating = said.get("floating", False)
    if floating:
        refuse_unfit_for_floating(rule)
    _refuse_odd_numbers(said)
    exrules = [read(text, argument="exrules").text for text in _few(said, "exrules", MOST_EXRULES)]
    if floating and exrules:
        _refuse("exrules", _("Counted from completion, leave out single days instead of a rule."))
    return {
        "rrule": rule.text,
        "floating": floating,
        "at": said.get("at", time(8)),
        "exrules": exrules,
        "except_days": _days(said, "except_days"),
        "extra_days": _days(said, "extra_days"),
        "months": sorted(set(said.get("months", []))),
        "generate_ahead_days": said.get("generate_ahead_days", 14),
        "flex_before_days": said.get("flex_before_days", 0),
        "flex_after_days": said.get("flex_after_days", 0),
        "crew": _row(crews_visible_to(actor), said.get("crew_id"), _("There is no such crew.")),
        "member": _row(members_visible_to(actor), said.get("member_id"), _("There is no such member.")),
    }


def refuse_number_of_rules(rules: list[RuleSaid]) -> None:
    """Refuse none, and too many to be meant.

    Raises:
        BadInput.
    """
    if not 1 <= len(rules) <= MOST_RULES:
        _refuse("rules", _("Give a plan from 1 to %(most)d rules.") % {"most": MOST_RULES})


def recurrence_of(values: dict[str, Any], anchor: date, since: date, until: date | None) -> Recurrence:
    """A rule's columns as the calendar asks for them. One that counts from completion begins with its first day."""
    return Recurrence(
        rrule=values["rrule"],
        anchor=max(anchor, since) if values["floating"] else anchor,
        exrules=tuple(values["exrules"]),
        except_days=frozenset(map(date.fromisoformat, values["except_days"])),
        extra_days=frozenset(map(date.fromisoformat, values["extra_days"])),
        months=frozenset(values["months"]),
        since=since,
        until=until,
        floating=values["floating"],
    )


def refuse_dateless(values: dict[str, Any], anchor: date, since: date, until: date | None) -> None:
    """Refuse a rule that falls on no day from one to another.

    Raises:
        BadInput: `rule_never_fires`.
    """
    refuse_never(recurrence_of(values, anchor, since, until))


def _refuse_odd_numbers(said: RuleSaid) -> None:
    if not all(1 <= month <= 12 for month in said.get("months", [])):
        _refuse("months", _("Months are numbers from 1 to 12."))
    told = _("Say a number of days from 0 to %(most)d.")
    if not 0 <= said.get("generate_ahead_days", 14) <= MOST_AHEAD:
        _refuse("generate_ahead_days", told % {"most": MOST_AHEAD})
    if not 0 <= said.get("flex_before_days", 0) <= MOST_FLEXIBLE:
        _refuse("flex_before_days", told % {"most": MOST_FLEXIBLE})
    if not 0 <= said.get("flex_after_days", 0) <= MOST_FLEXIBLE:
        _refuse("flex_after_days", told % {"most": MOST_FLEXIBLE})


def _few(said: RuleSaid, name: str, most: int) -> list[Any]:
    told: list[Any] = said.get(name, [])  # type: ignore[assignment]  # a name of its keys that lead to lists
    if len(told) > most:
        _refuse(name, _("At most %(most)d, please.") % {"most": most})
    return told


def _days(said: RuleSaid, name: str) -> list[str]:
    days: list[date] = _few(said, name, MOST_DAYS)
    for day in days:
        refuse_other_years(**{name: day})
    return [day.isoformat() for day in sorted(set(days))]


def _row(rows: Any, public_id: UUID | None, sentence: str) -> Any:
    if public_id is None:
        return None
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotHere(sentence)
    return row


def _refuse(argument: str, sentence: str) -> None:
    raise BadInput(sentence, fields={argument: sentence})
