"""Whatever is asked for, in whatever order, by whomever: jobs and visits stand where the tables say, nothing else.

Verbs go through the door for data, as sync, API, agent and automations use it. A small pass here, the same each time.
A big one, another each time:

    SEQUENCE_EXAMPLES=2000 make test ARGS="tests/jobs/test_any_sequence.py --timeout=0"
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from uuid import UUID, uuid5
from zlib import crc32

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from apps.core.actor import Actor, Via
from apps.core.commands import COMMANDS, run
from apps.core.errors import DomainError
from apps.core.events import listeners
from apps.core.models import AuditEntry
from apps.core.receipts import Receipt
from apps.crews.actions import add_certificate, add_skill
from apps.jobs.actions import add_checklist, add_job, publish_checklist
from apps.jobs.models import Job, Site
from apps.jobs.states import JOB, VISIT, JobStatus, VisitStatus
from tests.conftest import NOW, Cast
from tests.jobs.moves import ELSEWHERE, NEW, VERBS, How, Scene, Verb, fitting, moment
from tests.jobs.oracle import OUTLASTS, says

J, V = JobStatus, VisitStatus
BIG = "SEQUENCE_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("SEQUENCE_EXAMPLES", "35"))
ENDED = {V.COMPLETED, V.PARTIAL, V.UNABLE, V.CANCELLED}
LOCKED = {J.IN_REVIEW, J.CLOSED}
REVIEW = {"send back", "approve", "reopen review"}
OF_REVIEW = {"status", "review_question", "closed_at", "version", "updated_at"}

Row = dict[str, Any]
Key = tuple[str, str]
Rows = dict[Key, Row]
TABLES = [
    model._meta
    for app in ("jobs", "core", "notifications")
    for model in apps.get_app_config(app).get_models()
    if model is not AuditEntry  # the only one that a refusal adds to
]
EVERYTHING = " UNION ALL ".join(
    f"SELECT '{of.db_table}', t.{of.pk.column}::text, to_jsonb(t)::text FROM {of.db_table} t" for of in TABLES
)


AS_USUAL = How()


@dataclass(frozen=True)
class Step:
    """What is tried next. Without a verb: one of those that lead on from where things stand."""

    verb: str = ""
    which: int = 0
    job: int = 0
    visit: int = 0
    who: str = "ada"
    via: Via = Via.API
    how: How = AS_USUAL
    again: bool = False


# Spread evenly: hypothesis likes small numbers and edges, and would choose the same few verbs.
WHICH = some.integers(0, 2**32).map(lambda n: crc32(str(n).encode()))
PEOPLE: list[tuple[str, ...]] = [("ana",), ("ben",), ("ana", "ben")]
USUAL = some.builds(
    Step,
    verb=some.just(""),
    which=WHICH,
    job=some.sampled_from([0, 0, 0, 0, 1]),
    visit=some.integers(-2, 2),
    who=some.sampled_from(["ada", "ada", "ada", "dana"]),
    via=some.sampled_from([Via.ADMIN, Via.API, Via.SYNC]),
    how=some.builds(
        How,
        hour=some.integers(0, 9),
        hours=some.integers(1, 2),
        people=some.sampled_from(PEOPLE),
        draft=some.booleans(),
        past_it_all=some.sampled_from([False, False, True]),
    ),
    again=some.sampled_from([False, False, False, True]),
)
ODD = some.builds(
    Step,
    verb=some.sampled_from(list(VERBS)),
    which=WHICH,
    job=some.integers(0, 2),
    visit=some.integers(-2, 2),
    who=some.sampled_from(["ada", "dana", "ana", "ben", "charlie"]),
    via=some.just(Via.PORTAL),
    how=some.builds(
        How,
        hour=some.integers(0, 4),
        hours=some.sampled_from([1, 3, 0]),
        people=some.sampled_from([*PEOPLE, ("ana", "charlie"), ()]),
        draft=some.booleans(),
        reason=some.sampled_from(["Because", " So \n", " "]),
        past_it_all=some.booleans(),
        behind=some.integers(0, 1),
    ),
)
STEPS = some.one_of(USUAL, USUAL, USUAL, ODD)


# By chance alone few get there.
BEGINNINGS = [
    *("", "plan, start, pause", "plan, depart", "plan, unable", "plan, hold, partial", "put checklist, plan, complete"),
    *("plan, complete, submit", "plan, complete, approve", "plan, complete, submit, send back", "plan, cancel"),
]


@dataclass(frozen=True)
class Company:
    """What every sequence begins with: two jobs, one of them a draft, and what they may ask for."""

    cast: Cast
    skill: UUID
    checklist: UUID


@pytest.fixture
def company(cast: Cast, site: Site) -> Company:
    with connection.cursor() as cursor:  # while a sequence is made short nobody talks to the database
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    skill = add_skill(actor=cast.admin(), now=NOW, name="Gas")
    paper: dict[str, Any] = {"member_id": cast.ana.member.public_id, "skill_id": skill.public_id, "level": 1}
    add_certificate(actor=cast.admin(), now=NOW, valid_from=NOW.date(), **paper)
    remarks: Any = [{"text": "Remarks", "kind": "text", "required": False}]
    checklist = add_checklist(actor=cast.admin(), now=NOW, name="Handover", items=remarks)
    publish_checklist(actor=cast.admin(), now=NOW, checklist_id=checklist.public_id)
    for title, draft in [("Boiler", False), ("Lift", True)]:
        add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title=title, draft=draft)
    return Company(cast, skill.public_id, checklist.public_id)


def test_every_verb_about_jobs_and_visits_is_tried() -> None:
    ours = {name for name in COMMANDS if name.split(".")[0] in ("job", "visit")}
    assert ours == {command for command, _verb in VERBS.values() if command in ours} | ELSEWHERE


@settings(
    max_examples=EXAMPLES,
    phases=[Phase.generate, Phase.shrink] if BIG else [Phase.generate],  # making a sequence short takes minutes
    derandomize=not BIG,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(begun=some.sampled_from(BEGINNINGS), steps=some.lists(STEPS, min_size=12, max_size=30))
def test_no_sequence_leaves_the_tables(company: Company, begun: str, steps: list[Step]) -> None:
    play(company, [*(Step(verb=verb) for verb in begun.split(", ") if verb), *steps])


# Every verb once, and every way back.
WALK = (
    *("add job", "change job", "set times", "require", "put checklist"),
    *("plan", "hold", "release", "depart", "start", "answer", "pause", "resume", "partial", "reopen", "complete"),
    *("submit", "send back", "reopen", "unable", "hold", "reopen", "complete", "release", "send back"),
    *("submit", "approve", "reopen review", "send back", "approve", "reopen review", "send back"),
    *("plan", "reschedule", "dispatch", "cancel", "reopen", "unable", "plan", "hold", "cancel job"),
)


def test_every_verb_is_done_where_the_tables_lead(company: Company) -> None:
    assert set(WALK) == set(VERBS)
    steps = [
        Step(verb=verb, visit=-1, how=How(hour=n, draft="reschedule" in WALK[n : n + 2]))  # what is moved, then sent
        for n, verb in enumerate(WALK)
    ]
    assert play(company, steps) == list(WALK)


def play(company: Company, steps: Iterable[Step]) -> list[str]:
    """Try one after the other, looking at everything before and after; which of them were done. Nothing is kept."""
    done: list[str] = []
    with transaction.atomic():
        try:
            before = everything()
            for n, step in enumerate(steps, 1):
                before = take(company, step, n, before, done)
        finally:
            transaction.set_rollback(True)
    return done


def take(company: Company, step: Step, n: int, before: Rows, done: list[str]) -> Rows:
    scene = scene_of(company, step)
    names = [step.verb] if step.verb else fitting(scene)
    name = names[step.which % len(names)]
    command, verb = VERBS[name]
    told = verb.told(scene, step.how)
    if told is None:
        return before
    given: dict[str, Any] = {"actor": Actor(getattr(company.cast, step.who), step.via), "strict": True}
    given |= {"now": moment(n), "command_id": uuid5(company.skill, str(n))}
    said = f"{', '.join(done)}; then {name} by {step.who}, {step.how}"
    receipt, after = tried(command, told, given), everything()
    assert last_audited() == (command, "done" if receipt else "refused"), said
    if receipt is None:
        assert differences(before, after) == {}, f"{said}: refused, and something changed"
        return before
    done.append(name)
    Judge(said, name, verb, scene, receipt.id, before, after).judge()
    if step.again:
        assert run(command, told, **given).id == receipt.id
        assert differences(after, everything()) == {}, f"{said}: the same id again changed something"
    return after


def tried(command: str, told: dict[str, Any], given: dict[str, Any]) -> Receipt | None:
    """What came of it; None when it was refused."""
    try:
        return run(command, told, **given)
    except DomainError:
        return None


def scene_of(company: Company, step: Step) -> Scene:
    every = list(Job.objects.select_related("site").order_by("pk"))
    jobs = every if step.verb else [job for job in every if job.status != J.CANCELLED] or every
    job = jobs[step.job % len(jobs)]
    visits = list(job.visits.order_by("sequence"))
    visit = visits[step.visit % len(visits)] if visits else None
    return Scene(company.cast, job, visit, str(company.skill), str(company.checklist))


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
        for table, life, back in (("jobs_visit", VISIT, "reopen"), ("jobs_job", JOB, "reopen review")):
            for row in self.rows(table):
                was = self.was(table, row)
                allowed = was in (row["status"], NEW) or life.allows(was, row["status"]) or self.name == back
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

    def new(self, table: str) -> list[Row]:
        return [row for key, row in self.after.items() if key[0] == table and key not in self.before]

    def numbers(self) -> None:
        """Jobs are counted without a gap, and so are the visits of each."""
        jobs = sorted(job["number"] for job in self.rows("jobs_job"))
        assert jobs == list(range(jobs[0], jobs[0] + len(jobs))), self.said
        for job in self.rows("jobs_job"):
            trips = sorted(visit["sequence"] for visit in self.rows("jobs_visit") if visit["job_id"] == job["id"])
            assert trips == list(range(1, len(trips) + 1)), self.said
