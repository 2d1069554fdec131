"""An action's label form, `{"intent": "job_update", "action": "start"}`, and its short name, "job_update:start"."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.agent.understanding import AttendanceAction, Intent, JobAction, RequestKind, Severity

DETAILS: dict[Intent, tuple[str, type[JobAction | Severity | RequestKind | AttendanceAction]]] = {
    Intent.JOB_UPDATE: ("action", JobAction),
    Intent.INCIDENT: ("severity", Severity),
    Intent.REQUEST: ("kind", RequestKind),
    Intent.ATTENDANCE: ("action", AttendanceAction),
}
"""The detail that an intent needs: its name in the label form and what it can be."""
NOTHING = Intent.GENERAL.value
CRITICAL = f"{Intent.INCIDENT.value}:{Severity.CRITICAL.value}"
INTENTS = tuple(intent.value for intent in Intent)
LABELS = tuple(
    f"{intent.value}:{detail.value}" if detail else intent.value
    for intent in Intent
    for detail in (DETAILS[intent][1] if intent in DETAILS else (None,))
)
"""Every label there is, in the order of the enums."""


class BadLabel(ValueError):
    """What stands there is no label; the sentence says what would be."""


def name_of(label: Any) -> str:
    """The short name of a label.

    Raises:
        BadLabel: it has no known intent, or not the detail that its intent needs.
    """
    if not isinstance(label, Mapping) or label.get("intent") not in INTENTS:
        raise BadLabel(f"each action needs an intent: one of {', '.join(INTENTS)}")
    intent = Intent(label["intent"])
    if intent not in DETAILS:
        return intent.value
    key, details = DETAILS[intent]
    if label.get(key) not in list(details):
        raise BadLabel(f"{intent.value} needs {key}: one of {', '.join(details)}")
    return f"{intent.value}:{label[key]}"


def label_of(name: str) -> dict[str, str]:
    """The label form of a short name."""
    intent, _, detail = name.partition(":")
    return {"intent": intent, DETAILS[Intent(intent)][0]: detail} if detail else {"intent": intent}


def intent_of(name: str) -> str:
    """The intent of a short name."""
    return name.partition(":")[0]


def names_of(labels: Iterable[Any]) -> frozenset[str]:
    """The set of short names. No action at all and `general` are the same: nothing to do.

    Raises:
        BadLabel: as `name_of`.
    """
    return frozenset(name_of(label) for label in labels) or frozenset([NOTHING])


def detail_of(name: str) -> str:
    """The detail of a short name; the intent where it has none."""
    return name.rpartition(":")[2]
