"""What each writer tries: a random slot, a hot one that everybody wants, a visit of two named in either order."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

from tests.storm.cast import Company

PLAN = "/api/v1/commands/visit.plan"
HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
PATIENCE = 60.0


@dataclass
class Answers:
    """How every attempt ended: status and code, how long it took, and what the refusals offered."""

    endings: list[tuple[int, str]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    refusals: list[dict[str, Any]] = field(default_factory=list)

    def count(self, status: int, code: str = "") -> int:
        """How many ended so."""
        return sum(1 for ending in self.endings if ending == (status, code))


@dataclass(frozen=True)
class Slots:
    """Who is wanted when, by the number of the attempt."""

    members: list[str]
    first: datetime

    def wanted(self, chance: random.Random, attempt: int) -> tuple[list[str], datetime]:
        """A third of each kind."""
        if attempt % 3 == 0:
            return [chance.choice(self.members)], self.first + chance.randrange(96) * QUARTER
        if attempt % 3 == 1:
            return [chance.choice(self.members[:2])], self.first + 30 * HOUR + attempt % 2 * QUARTER
        return chance.sample(self.members[:4], 2), self.first + 34 * HOUR + chance.randrange(16) * QUARTER


async def storm(address: str, company: Company, *, attempts: int, pause: float, seed: int = 7) -> Answers:
    """Let every writer try so often, one attempt after the other, all writers at once.

    Args:
        pause: the most seconds that a writer thinks between two attempts; mostly it is less.
    """
    morning = datetime.now(UTC).replace(hour=13, minute=0, second=0, microsecond=0) + timedelta(days=2)
    slots, answers = Slots(company.members, morning), Answers()
    limits = httpx.Limits(max_connections=len(company.tokens), max_keepalive_connections=len(company.tokens))
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, limits=limits) as client:
        await asyncio.gather(
            *(
                _write(client, token, job, slots, answers, random.Random(seed + n), attempts, pause)
                for n, (token, job) in enumerate(zip(company.tokens, company.jobs, strict=True))
            )
        )
    return answers


async def _write(
    client: httpx.AsyncClient,
    token: str,
    job: str,
    slots: Slots,
    answers: Answers,
    chance: random.Random,
    attempts: int,
    pause: float,
) -> None:
    for attempt in range(attempts):
        await asyncio.sleep(chance.uniform(0, pause))
        members, start = slots.wanted(chance, attempt)
        body = {
            "job_id": job,
            "planned_start": start.isoformat(),
            "planned_end": (start + HOUR).isoformat(),
            "member_ids": members,
        }
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
        began = time.perf_counter()
        answer = await client.post(PLAN, json=body, headers=headers)
        answers.seconds.append(time.perf_counter() - began)
        told = answer.json()
        answers.endings.append((answer.status_code, told.get("code", "")))
        if answer.status_code >= 400:
            answers.refusals.append(told)
