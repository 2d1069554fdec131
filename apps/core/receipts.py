"""The same command id twice answers with the first result."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from apps.core.actor import Actor
from apps.core.audit import Execution
from apps.core.errors import Reused
from apps.core.execution import refusals_outlive_rollback
from apps.core.models import CommandReceipt, Record


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a command came to: the row it made or changed. `replayed` when it was done before."""

    type: str
    id: UUID
    version: int
    replayed: bool = False

    @classmethod
    def of(cls, row: Record) -> "Receipt":
        """The receipt for a row as it stands now."""
        return cls(type=row.type_name(), id=row.public_id, version=row.version)


def fingerprint(command: str, arguments: dict[str, Any]) -> str:
    """SHA-256 over the command's name and its canonical arguments."""
    written = json.dumps([command, arguments], sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def with_receipt(
    *,
    command_id: UUID,
    command: str,
    fingerprint: str,
    actor: Actor,
    now: datetime,
    do: Callable[[], Record],
) -> Receipt:
    """Do it once per id, in one transaction with the receipt.

    A second caller with the same id waits for the first one's commit on the primary key, then reads its result. When
    the first one is refused nothing is kept, and the second does it afresh.

    Raises:
        Reused: the id belongs to another person's command or to other arguments.
    """
    user_id = actor.user.pk if actor.user else None
    with refusals_outlive_rollback() as refused, transaction.atomic():
        if not _claimed(command_id, command, fingerprint, user_id, now):
            try:
                return _replay(command_id, fingerprint, user_id)
            except Reused as error:  # never reached the verb, which audits its own refusals
                told = {"command_id": command_id}
                refused.append((Execution(command=command, actor=actor, now=now, arguments=told), error))
                raise
        receipt = Receipt.of(do())
        CommandReceipt.objects.filter(pk=command_id).update(
            result_type=receipt.type, result_id=receipt.id, result_version=receipt.version
        )
        return receipt


def is_done(command_id: UUID, actor: Actor) -> bool:
    """Whether the actor's command of this id was done: for surfaces that must not bring its files a second time."""
    if actor.user is None:
        return False
    return CommandReceipt.objects.filter(pk=command_id, user_id=actor.user.pk, result_id__isnull=False).exists()


def _claimed(command_id: UUID, command: str, written: str, user_id: int | None, now: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_commandreceipt (command_id, command, fingerprint, user_id, created_at, result_type)"
            " VALUES (%s, %s, %s, %s, %s, '') ON CONFLICT (command_id) DO NOTHING",
            [command_id, command, written, user_id, now],
        )
        return bool(cursor.rowcount == 1)


def _replay(command_id: UUID, written: str, user_id: int | None) -> Receipt:
    kept = CommandReceipt.objects.get(pk=command_id)
    if kept.fingerprint != written or kept.user_id != user_id or kept.result_id is None:
        raise Reused
    return Receipt(kept.result_type, kept.result_id, kept.result_version or 0, replayed=True)
