"""How long a run's checkpoints are kept. What they are for, going on after a crash or a decision, ends with the run;
the audit of it is in rows of its own (agent.md §5.13).
"""

from datetime import datetime, timedelta

from django.db import connection

from apps.agent.checkpoints import saver

KEPT = timedelta(days=1)  # after the end of a run
AT_ONCE = 500  # threads looked for at a time
_OLD = """SELECT run.public_id::text FROM agent_agentrun run WHERE run.finished_at < %s AND EXISTS
  (SELECT 1 FROM agent_checkpoints.checkpoints kept WHERE kept.thread_id = run.public_id::text)
  ORDER BY run.id LIMIT %s"""


def delete_old_checkpoints(*, now: datetime) -> int:
    """Delete the checkpoints of runs that ended more than a day ago; how many runs it were. Can be repeated.

    A run that was given up and is tried again later begins from its message; its rows see to it that nothing is
    done twice.
    """
    keeper, deleted = saver(), 0
    while threads := _ended_before(now - KEPT):
        for thread in threads:
            keeper.delete_thread(thread)
        deleted += len(threads)
    return deleted


def _ended_before(then: datetime) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_OLD, [then, AT_ONCE])
        return [row[0] for row in cursor.fetchall()]
