"""Whatever is asked for, in whatever order, by whomever: jobs and visits stand where the tables say, nothing else.

Verbs go through the door for data, as sync, API, agent and automations use it. A small pass here, the same each time.
A big one, another each time:

    SEQUENCE_EXAMPLES=2000 make test ARGS="tests/jobs/test_any_sequence.py --timeout=0"
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5
from zlib import crc32

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from apps.core.actor import Actor, Via
from apps.core.commands import COMMANDS, run
from apps.core.errors import DomainError
from apps.core.receipts import Receipt
from apps.crews.actions import add_certificate, add_skill
from apps.jobs.actions import add_checklist, add_job, publish_checklist
from apps.jobs.models import Job, Site
from apps.jobs.states import JobStatus, VisitStatus
from tests.conftest import NOW, Cast
from tests.jobs.judging import Judge, differences, everything, last_audited
from tests.jobs.moves import AS_USUAL, ELSEWHERE, VERBS, How, Scene, fitting, moment
from tests.jobs.taps import TAKES_BACK, TAPS, Rows, Taps, as_before, times_of

J, V = JobStatus, VisitStatus
BIG = "SEQUENCE_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("SEQUENCE_EXAMPLES", "35"))


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
        late=some.booleans(),
    ),
)
# Those who go tap, and take back what they tapped.
FIELD = some.builds(
    Step,
    verb=some.sampled_from([*TAPS[:5], *[TAKES_BACK] * 5]),
    visit=some.integers(-2, -1),
    who=some.sampled_from(["ana", "ana", "ana", "ben"]),
    via=some.sampled_from([Via.PORTAL, Via.SYNC]),
    how=some.builds(
        How,
        draft=some.booleans(),
        behind=some.sampled_from([0, 0, 1]),
        late=some.sampled_from([False, False, False, True]),
    ),
    again=some.sampled_from([False, False, False, True]),
)
STEPS = some.one_of(USUAL, USUAL, USUAL, FIELD, ODD)


# By chance alone few get there.
BEGINNINGS = [
    *("plan, depart by ana, start by ana", "plan, depart by ana, unable by ana", "plan, complete by ana"),
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
    play(company, [*steps_of(begun), *steps])


def steps_of(words: str) -> list[Step]:
    """Steps as they are written down: "plan, depart by ana"; by Ada unless told."""
    told = [word.partition(" by ") for word in words.split(", ") if word]
    return [Step(verb=verb, visit=-1, who=who or "ada") for verb, _by, who in told]


# Every verb once, and every way back.
WALK = (
    *("add job", "change job", "set times", "require", "put checklist"),
    *(
        "plan",
        "hold",
        "release",
        "depart",
        "take back",
        "depart",
        "start",
        "answer",
        "pause",
        "resume",
        "partial",
        "reopen",
        "complete",
    ),
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


@pytest.mark.parametrize("end", ["complete", "partial", "unable"])
def test_who_tapped_takes_every_tap_back_the_last_one_first(company: Company, end: str) -> None:
    taps = ["depart", "start", "pause", "resume", end]
    once = [*taps, *[TAKES_BACK] * len(taps)]
    steps = [*steps_of("plan"), *steps_of(", ".join(f"{verb} by ana" for verb in [*once, TAKES_BACK, *once]))]
    assert play(company, steps) == ["plan", *once, *once], "one too many is refused, and what was undone is done again"


REFUSED = [
    *(("plan, start by ana", "ben"), ("plan, start", "ana"), ("plan", "ana"), ("plan, start by ana", "charlie")),
    *(("plan, complete by ana, submit", "ana"), ("plan, reschedule", "ada"), ("plan, complete by ana, plan", "ana")),
    *(("plan, unable by ana, cancel job", "ana"), ("plan, complete by ana, reopen", "ada")),
]


@pytest.mark.parametrize(("done", "who"), REFUSED, ids=[f"{done}; {who}" for done, who in REFUSED])
def test_what_is_not_taken_back(company: Company, done: str, who: str) -> None:
    meant = Step(verb=TAKES_BACK, visit=0, who=who)
    assert play(company, [*steps_of(done), meant]) == [verb.partition(" by ")[0] for verb in done.split(", ")]


def play(company: Company, steps: Iterable[Step]) -> list[str]:
    """Try one after the other, looking at everything before and after; which of them were done. Nothing is kept."""
    done: list[str] = []
    taps = Taps()
    with transaction.atomic():
        try:
            before = everything()
            for n, step in enumerate(steps, 1):
                before = take(company, step, n, before, done, taps)
        finally:
            transaction.set_rollback(True)
    return done


def take(company: Company, step: Step, n: int, before: Rows, done: list[str], taps: Taps) -> Rows:
    scene = scene_of(company, step)
    names = [step.verb] if step.verb else fitting(scene)
    name = names[step.which % len(names)]
    command, verb = VERBS[name]
    told = verb.told(scene, step.how)
    if told is None:
        return before
    at = moment(n, step.how) if name == TAKES_BACK else moment(n)
    given: dict[str, Any] = {"actor": Actor(getattr(company.cast, step.who), step.via), "strict": True}
    given |= {"now": at, "command_id": uuid5(company.skill, str(n))}
    said = f"{', '.join(done)}; then {name} by {step.who}, {step.how}"
    times, meant = times_of(scene.visit) if name in (*TAPS, TAKES_BACK) else [], taps.last(scene.visit)
    receipt, after = tried(command, told, given), everything()
    if name == TAKES_BACK:
        asked = taps.may_be_taken_back(scene.visit, told, step.who, at, before)
        assert asked == bool(receipt), f"{said}: {'refused' if asked else 'done'}, and should not be"
    assert last_audited() == (command, "done" if receipt else "refused"), said
    if receipt is None:
        assert differences(before, after) == {}, f"{said}: refused, and something changed"
        return before
    done.append(name)
    judge = Judge(said, name, verb, scene, receipt.id, before, after)
    judge.judge()
    if name == TAKES_BACK and meant:
        judge.taken_back(meant, as_before(meant, before, at), told["reason"])
    taps.follow(name, step.who, at, before, after, times)
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
