"""What may come of bad input: a refusal with a stable code and a sentence for a person, and nothing half-done."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection

from apps.core.actor import Actor
from apps.core.commands import run
from apps.core.errors import DomainError
from apps.core.models import AuditEntry
from apps.core.receipts import Receipt
from tests.conftest import NOW

CODES = re.compile(r"[a-z]+(_[a-z]+)*")
# Words of pydantic, psycopg, Django and Python: none of them has a place in a sentence for a person.
MACHINE_WORDS = re.compile(
    r"Input should|should be a|value_error|type_error|\bNone\b|\bNoneType\b|UUID|violates|constraint|psycopg|pydantic"
    r"|Traceback|DETAIL|datetime|timezone\.utc|\bnull\b|\bNULL\b|\bint\b|\bstr\b|\bdict\b|\bjson\b|JSON|regex"
    r"|\w+Error\b|\w+Exception\b|does not exist:|object at 0x|<[A-Za-z]|\{|\[|\binvalid\b|\w+_ids?\b|0x[0-9A-F]{2}",
)
LONGEST = 900


@dataclass
class Outcome:
    """What became of one attempt: done, refused with a code, or broken (a bug, in words)."""

    code: str
    message: str = ""
    fields: tuple[str, ...] = ()
    receipt: Receipt | None = None
    trouble: str = ""

    @property
    def done(self) -> bool:
        return self.code == "done"


def attempt(
    command: str,
    arguments: dict[str, Any],
    *,
    actor: Actor,
    now: datetime = NOW,
    command_id: UUID | None = None,
    before: str = "",
) -> Outcome:
    """Run a command that came as data and look at everything it may have left behind.

    Args:
        before: the state it begins with, where that is known already.
    """
    before, entries = before or state(), AuditEntry.objects.count()
    try:
        receipt = run(command, arguments, actor=actor, now=now, command_id=command_id)
    except DomainError as error:
        fields = tuple(error.details.get("fields", {}))
        return Outcome(error.code, error.message, fields, trouble=_refused(command, error, before, entries))
    except Exception as error:  # noqa: BLE001  (that is what is looked for)
        return Outcome("broken", trouble=f"{type(error).__name__}: {str(error)[:200]}")
    return Outcome("done", receipt=receipt)


def _refused(command: str, error: DomainError, before: str, entries: int) -> str:
    own = AuditEntry.objects.filter(command=command, outcome=AuditEntry.Outcome.REFUSED).order_by("-id").first()
    return "; ".join(
        problem
        for problem in (
            illegible(error.message),
            *(illegible(str(text)) for text in error.details.get("fields", {}).values()),
            "" if CODES.fullmatch(error.code) else f"the code {error.code!r} is no name",
            "" if state() == before else "something is half-done, or an event tells of it",
            "" if AuditEntry.objects.count() > entries and own and own.code == error.code else "it is not audited",
        )
        if problem
    )


def illegible(message: str) -> str:
    """What is wrong with a sentence for a person; empty when nothing is."""
    if found := MACHINE_WORDS.search(message):
        return f"{found.group()!r} is no word for a person: {message[:200]!r}"
    if not message or not (message[0].isupper() or message[0].isdigit()):
        return f"no sentence: {message[:200]!r}"
    if message.rstrip()[-1] not in ".!?”)":
        return f"the sentence does not end: {message[:200]!r}"
    return f"too long to read: {len(message)}" if len(message) > LONGEST else ""


# Written about every attempt, refused or not.
LOGS = {"core_auditentry", "django_session"}


def state() -> str:
    """One figure for everything in our tables."""
    parts = [
        f"SELECT '{table}', count(*), md5(coalesce(string_agg({row}, '' ORDER BY {row}), '')) FROM {table} t"
        for table in _tables()
        # Signing in is nobody's command.
        for row in ("(to_jsonb(t) - 'last_login')::text" if table == "crews_user" else "t::text",)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return str(sorted(cursor.fetchall()))


def _tables() -> list[str]:
    ours = {m._meta.db_table for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("apps.")}
    return sorted(ours - LOGS)
