"""Whether everything stands as it must after a verb about jobs and visits: every row before, and every row after."""

import json
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from django.apps import apps
from django.db import connection

from apps.core.events import listeners
from apps.core.models import AuditEntry
from apps.jobs.states import JOB, VISIT, JobStatus, VisitStatus
from tests.jobs.moves import NEW, VERBS, Scene, Verb
from tests.jobs.oracle import OUTLASTS, says
from tests.jobs.taps import FOLLOWS, TAKES_BACK, Row, Rows, Tap, times_of

J, V = JobStatus, VisitStatus
ENDED = {V.COMPLETED, V.PARTIAL, V.UNABLE, V.CANCELLED}
LOCKED = {J.IN_REVIEW, J.CLOSED}
REVIEW = {"send back", "approve", "reopen review"}
OF_REVIEW = {"status", "review_question", "closed_at", "version", "updated_at"}

Key = tuple[str, str]
TABLES = [
    model._meta
    for app in ("jobs", "core", "notifications")
    for model in apps.get_app_config(app).get_models()
    if model is not AuditEntry  # the only one that a refusal adds to
]
EVERYTHING = " UNION ALL ".join(
    f"SELECT '{of.db_table}', t.{of.pk.column}::text, to_jsonb(t)::text FROM {of.db_table} t" for of in TABLES
)


def everything() -> Rows:
    """Every row of the work and of what is told of it."""
    with connection.cursor() as cursor:
        cursor.execute(EVERYTHING)
        return {(table, pk): json.loads(row) for table, pk, row in cursor.fetchall()}


def differences(before: Rows, after: Rows) -> dict[Key, tuple[Row | None, Row | None]]:
    keys = before.keys() | after.keys()
    return {key: (before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)}


def during(visit: Row) -> str:
    """Its time as PostgreSQL writes a range."""
    start, end = (visit[key].replace("T", " ").replace("+00:00", "+00") for key in ("planned_start", "planned_end"))
    return f'["{start}","{end}")'


def last_audited() -> tuple[str, str] | None:
    return AuditEntry.objects.order_by("-id").values_list("command", "outcome").first()


@dataclass(frozen=True)
class Judge:
    """Whether everything stands as it must after a verb that was done."""

    said: str
    name: str
    verb: Verb
    scene: Scene
    result: UUID
    before: Rows
    after: Rows

    def judge(self) -> None:
        self.its_own_move()
        self.every_move()
        for job in self.rows("jobs_job"):
            self.standing_of(job)
        self.who_goes()
        self.only_its_own_rows()
        self.what_is_locked()
        self.versions()
        self.told()
        self.numbers()

    def rows(self, table: str) -> list[Row]:
        return [row for (of, _pk), row in self.after.items() if of == table]

    def was(self, table: str, row: Row) -> str:
        return str(self.before.get((table, str(row["id"])), {"status": NEW})["status"])

    def subject(self) -> Row:
        table = "jobs_visit" if self.verb.visit else "jobs_job"
        return next(row for row in self.rows(table) if row["public_id"] == str(self.result))

    def its_own_move(self) -> None:
        """What it is about went where this verb leads, and did not stay behind."""
        for table, moves in (("jobs_visit", self.verb.visit), ("jobs_job", self.verb.job)):
            if moves is not None:
                was, row = self.was(table, self.subject()), self.subject()
                assert row["status"] in moves.get(was, set()), f"{self.said}: {was} → {row['status']}"

    def every_move(self) -> None:
        """Nothing else moved, but for the waiting visits of a job that is called off, and jobs as visits say."""
        for visit in self.rows("jobs_visit"):
            was = self.was("jobs_visit", visit)
            if visit["status"] == was or (self.verb.visit and visit["id"] == self.subject()["id"]):
                continue
            with_job = self.name == "cancel job" and visit["job_id"] == self.subject()["id"]
            off = with_job and was in (V.DRAFT, V.DISPATCHED) and visit["status"] == V.CANCELLED
            assert off, f"{self.said}: a visit {was} → {visit['status']}"
        for table, life, back in (("jobs_visit", VISIT, {"reopen", TAKES_BACK}), ("jobs_job", JOB, {"reopen review"})):
            for row in self.rows(table):
                was = self.was(table, row)
                allowed = was in (row["status"], NEW) or life.allows(was, row["status"]) or self.name in back
                assert allowed, f"{self.said}: {table} {was} → {row['status']}"

    def standing_of(self, job: Row) -> None:
        """Its status is what its visits say, unless people decided otherwise."""
        visits = [visit for visit in self.rows("jobs_visit") if visit["job_id"] == job["id"]]
        visits.sort(key=lambda visit: (visit["planned_start"], visit["sequence"]))
        was, own = self.was("jobs_job", job), bool(self.verb.job) and job["id"] == self.subject()["id"]
        stands = job["status"] if own and self.name != "release" else "ready" if own else was
        if stands == J.DRAFT and not visits:
            assert job["status"] == J.DRAFT, self.said
            return
        expected = says("ready" if stands == NEW else stands, [visit["status"] for visit in visits])
        assert (job["status"], job["needs_follow_up"]) == expected, f"{self.said}: {[v['status'] for v in visits]}"
        open_ones = [visit for visit in visits if visit["status"] not in ENDED]
        assert not (open_ones and job["status"] in {*OUTLASTS, J.DONE} - {J.ON_HOLD}), self.said

    def who_goes(self) -> None:
        """Who is on an open visit has no other time then, unless somebody decided so; on one that is over they have."""
        visits = {visit["id"]: visit for visit in self.rows("jobs_visit")}
        going = self.rows("jobs_assignment")
        for one in going:
            visit = visits[one["visit_id"]]
            assert one["live"] == (visit["status"] not in ENDED), f"{self.said}: live is {one['live']}"
            assert one["during"] == during(visit), f"{self.said}: {one['during']}"
        sent = {pk for pk, visit in visits.items() if visit["status"] not in {*ENDED, V.DRAFT}}
        assert sent <= {one["visit_id"] for one in going}, f"{self.said}: sent to nobody"
        plain = [one for one in going if one["live"] and not one["override_reason"]]
        for one, other in combinations(plain, 2):
            first, second = sorted(
                (visits[one["visit_id"]], visits[other["visit_id"]]), key=lambda v: v["planned_start"]
            )
            apart = first["planned_end"] <= second["planned_start"]
            assert one["member_id"] != other["member_id"] or apart, f"{self.said}: in two places at once"

    def job_of(self, table: str, row: Row) -> int | None:
        if table == "jobs_job":
            return int(row["id"])
        if table in ("jobs_assignment", "jobs_checklistrun"):
            return int((self.after | self.before)["jobs_visit", str(row["visit_id"])]["job_id"])
        return row.get("job_id")

    def only_its_own_rows(self) -> None:
        """No row of another job is touched."""
        theirs = self.subject()["id"] if self.name == "add job" else self.scene.job.pk
        for (table, _pk), pair in differences(self.before, self.after).items():
            for row in filter(None, pair):
                assert self.job_of(table, row) in (None, theirs), f"{self.said}: {table} of another job"

    def what_is_locked(self) -> None:
        """Of what is in review or closed nothing changes but the review."""
        for (table, _pk), (was, now) in differences(self.before, self.after).items():
            job = self.job_of(table, now or was or {})
            if job is None or self.before.get(("jobs_job", str(job)), {}).get("status") not in LOCKED:
                continue
            assert table == "jobs_job", f"{self.said}: {table} of a locked job"
            changed = {key for key in (now or {}) if (was or {}).get(key) != (now or {})[key]}
            assert changed <= (OF_REVIEW if self.name in REVIEW else set()), f"{self.said}: {changed} of a locked job"

    def versions(self) -> None:
        """They never go back, and what people look at changes only with them."""
        for (table, _pk), (was, now) in differences(self.before, self.after).items():
            if was and now and "version" in now and table != "jobs_assignment":
                assert now["version"] > was["version"], f"{self.said}: {table} {was['version']} → {now['version']}"
        gone = {table for table, pk in self.before.keys() - self.after.keys()}
        assert gone <= {"jobs_assignment", "jobs_jobskill", "jobs_jobchecklist"}, self.said

    def told(self) -> None:
        """An event says what was done, by whom it was done, and each who listens has it in hand."""
        new = [self.after[key] for key in self.after.keys() - self.before.keys() if key[0] == "core_event"]
        quiet = self.name == "answer" and not new  # the same answer once more
        assert quiet or self.verb.event in {event["name"] for event in new}, f"{self.said}: no event"
        moved = [job for job in self.rows("jobs_job") if self.was("jobs_job", job) not in (NEW, job["status"])]
        tells = {str(event["subject_id"]) for event in new}
        assert {job["public_id"] for job in moved} <= tells, f"{self.said}: a job moved and nobody is told"
        due = sorted((row["event_id"], row["subscriber"]) for row in self.new("core_delivery"))
        assert due == sorted((event["id"], one.name) for event in new for one in listeners(event["name"])), self.said

    def taken_back(self, tap: Tap, visit: Row, reason: str) -> None:
        """The visit and its times are as if it had never been tapped; what was written down on the way stays."""
        assert self.subject() == visit, f"{self.said}: not as it stood before"
        assert times_of(self.scene.visit) == tap.times, f"{self.said}: the times are not those before"
        touched = {table for table, _pk in differences(self.before, self.after) if table.startswith("jobs_")}
        assert touched <= FOLLOWS, f"{self.said}: {touched}"
        told = [event["payload"] for event in self.new("core_event") if event["name"] == self.verb.event]
        assert told == [{"step": VERBS[tap.name][0], "reason": reason.strip()}], self.said

    def new(self, table: str) -> list[Row]:
        return [row for key, row in self.after.items() if key[0] == table and key not in self.before]

    def numbers(self) -> None:
        """Jobs are counted without a gap, and so are the visits of each."""
        jobs = sorted(job["number"] for job in self.rows("jobs_job"))
        assert jobs == list(range(jobs[0], jobs[0] + len(jobs))), self.said
        for job in self.rows("jobs_job"):
            trips = sorted(visit["sequence"] for visit in self.rows("jobs_visit") if visit["job_id"] == job["id"])
            assert trips == list(range(1, len(trips) + 1)), self.said
