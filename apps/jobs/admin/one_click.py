"""Buttons of the planning form that say all there is to say: this member, this crew, this alternative."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from apps.crews.models import Member

MEMBER, CREW, INSTEAD = "only_member", "only_crew", "instead"
_KEY = re.compile(r"[0-9]{1,18}")
_INSTEAD = re.compile(r"(\S+)/(\S+)/([0-9]{1,18}(?:,[0-9]{1,18})*)")


@dataclass(frozen=True, slots=True)
class Way:
    """One button: what it sends, and what it says."""

    name: str
    value: str
    label: str


def ways_out(offered: Iterable[dict[str, Any]]) -> list[Way]:
    """A button for each alternative of a refusal."""
    rows = list(offered)
    ids = {public_id for row in rows for public_id in row["member_ids"]}
    keys = {
        str(public_id): pk for public_id, pk in Member.objects.filter(public_id__in=ids).values_list("public_id", "pk")
    }
    return [Way(INSTEAD, _value(row, keys), row["text"]) for row in rows]


def _value(row: dict[str, Any], keys: dict[str, int]) -> str:
    people = ",".join(str(keys[public_id]) for public_id in row["member_ids"])
    return f"{row['planned_start']}/{row['planned_end']}/{people}"


def as_chosen(data: Any) -> Any:
    """What was typed, with what the pressed button says in its place. What is no button's value changes nothing."""
    if data is None:
        return None
    told = data.copy()
    if _KEY.fullmatch(told.get(MEMBER, "")):
        _only(told, members=[told[MEMBER]])
    elif _KEY.fullmatch(told.get(CREW, "")):
        _only(told, crew=told[CREW])
    elif found := _INSTEAD.fullmatch(told.get(INSTEAD, "")):
        start, end = (_moment(text) for text in found.groups()[:2])
        if start and end:
            told["date"], told["start"], told["end"] = f"{start:%Y-%m-%d}", f"{start:%H:%M}", f"{end:%H:%M}"
            _only(told, members=found[3].split(","))
    return told


def _only(told: Any, *, members: Iterable[str] = (), crew: str = "") -> None:
    told.setlist("members", list(members))
    told["crew"] = crew


def _moment(text: str) -> datetime | None:
    try:
        at = parse_datetime(text)
        return timezone.localtime(at) if at is not None and at.tzinfo else None
    except (ValueError, OverflowError):
        return None
