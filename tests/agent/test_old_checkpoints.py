"""What a run kept for going on is deleted a day after its end; what was said, decided and done stays."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from apps.agent import tasks
from apps.agent.models import AgentCall, AgentRun, CachedReading, Message
from apps.agent.states import RunStatus
from apps.core import schedules
from apps.core.models import Lane
from apps.core.relay import fast, slow
from apps.jobs.models import Visit
from tests.agent.telling import STORY, tell
from tests.conftest import HOUR, Cast

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def kept(run: AgentRun) -> int:
    """Rows of its checkpoints."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM agent_checkpoints.checkpoints WHERE thread_id = %s", [str(run.public_id)])
        return int(cursor.fetchone()[0])


def test_a_day_after_its_end_a_runs_checkpoints_go_and_its_rows_stay(cast: Cast, working: Visit) -> None:
    old, fresh, waits = tell(cast, STORY), tell(cast, "thanks!"), tell(cast, "I need Friday off, 9 to 5")
    with time_machine.travel(timezone.now() - 7 * DAY, tick=False) as clock:
        schedules.install()
        night = timezone.localtime(timezone.now() + 9 * DAY).replace(hour=4, minute=0)
        AgentRun.objects.filter(pk=old.pk).update(status=RunStatus.DONE, finished_at=night - 25 * HOUR)
        AgentRun.objects.filter(pk=fresh.pk).update(status=RunStatus.DONE, finished_at=night - 23 * HOUR)
        AgentRun.objects.filter(pk=waits.pk).update(status=RunStatus.WAITING, finished_at=None)
        assert all(kept(run) for run in (old, fresh, waits))
        for key, expires in (("over", night - HOUR), ("fresh", night + HOUR)):
            CachedReading.objects.create(key=key, reading={}, expires_at=expires)
        clock.move_to(night)
        tasks.old_checkpoints.apply(throw=True)
        for _ in range(2):
            fast.drain(timezone.now())
            slow.drain(Lane.SLOW)
    assert list(CachedReading.objects.values_list("key", flat=True)) == ["fresh"]
    assert (kept(old), kept(fresh) > 0, kept(waits) > 0) == (0, True, True)
    assert Message.objects.filter(answers_id=old.message_id).exists()
    assert AgentCall.objects.filter(run=old).exists()
