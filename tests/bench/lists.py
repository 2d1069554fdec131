"""The office's lists when a company has been at it for decades: a million jobs."""

import os
from collections.abc import Callable
from functools import partial

from tests.bench.goals import LONG_LISTS
from tests.bench.pages import COUNT, get_often
from tests.bench.registry import Measured, Topic, measure
from tests.bench.stage import Stage, sign_in
from tests.bench.timing import summary
from tests.e2e.processes import Product

JOBS = int(os.environ.get("BENCH_LIST_JOBS", "1000000"))
PER_PAGE = 30
FILL = (
    """INSERT INTO jobs_customer (public_id, version, created_at, updated_at, name, phone, email, notes)
    SELECT gen_random_uuid(), 1, now(), now(),
      (ARRAY['Harbor','Mill','Oak','Castle','River','Garden','Station','Müller'])[1 + n % 8] || ' ' ||
      (ARRAY['Bakery','Dental','Hotel','School','Housing','Clinic','Foods'])[1 + n % 7] || ' ' || n,
      '+44 20 ' || (70000000 + n), 'office' || n || '@example.org', '' FROM generate_series(1, {jobs} / 50) n""",
    """INSERT INTO jobs_site (public_id, version, created_at, updated_at, customer_id, name, address, access_notes,
      hazards, timezone, opening_hours) SELECT gen_random_uuid(), 1, now(), now(), (SELECT min(id) FROM jobs_customer
      WHERE email LIKE 'office%') + n % ({jobs} / 50), 'Building ' || n, (n % 300) || ' ' ||
      (ARRAY['Oak','Elm','High','Church','Park','Bridge'])[1 + n % 6] || ' Street, District ' || n % 977, '', '', '', ''
      FROM generate_series(1, {jobs} / 20) n""",
    """INSERT INTO jobs_job (public_id, version, created_at, updated_at, number, site_id, title, description, priority,
      duration_minutes, status, status_reason, needs_follow_up) SELECT gen_random_uuid(), 1, now(), now(), 100000 + n,
      (SELECT min(id) FROM jobs_site WHERE name = 'Building 1') + n % ({jobs} / 20),
      (ARRAY['Boiler service','Install a valve','Lift inspection','Leak in the cellar','Replace a pump'])[1 + n % 5]
      || ' ' || (n % 4001), '', (ARRAY['low','normal','high'])[1 + n % 3], 60,
      CASE WHEN n % 97 = 0 THEN 'ready' WHEN n % 89 = 0 THEN 'in_review' ELSE 'closed' END, '', n % 101 = 0
      FROM generate_series(1, {jobs}) n""",
    """INSERT INTO jobs_visit (public_id, version, created_at, updated_at, job_id, sequence, planned_start, planned_end,
      status, status_reason, outcome_note, ended_at) SELECT gen_random_uuid(), 1, now(), now(), j.id, 1,
      now() - ({jobs} - (j.number - 100000)) * interval '9 minutes' + interval '7 days',
      now() - ({jobs} - (j.number - 100000)) * interval '9 minutes' + interval '7 days 1 hour', 'completed', '', '',
      now() FROM jobs_job j WHERE j.number > 100000""",
    """INSERT INTO jobs_assignment (public_id, version, created_at, updated_at, visit_id, member_id, during, live,
      override_reason) SELECT gen_random_uuid(), 1, now(), now(), v.id,
      (SELECT min(id) FROM crews_member), tstzrange(planned_start, planned_end), false, '' FROM jobs_visit v
      WHERE v.status = 'completed' AND NOT EXISTS (SELECT 1 FROM jobs_assignment a WHERE a.visit_id = v.id)""",
    "VACUUM ANALYZE jobs_customer, jobs_site, jobs_job, jobs_visit, jobs_assignment",
    "CHECKPOINT",  # what is still to be written of all this is no part of a page
)
JOB, VISIT = "/admin/jobs/job/", "/admin/jobs/visit/"
LISTS = {
    "jobs": JOB,
    "jobs, one priority": f"{JOB}?priority__exact=high",
    "jobs needing follow-up": f"{JOB}?show=follow-up",
    "visits": VISIT,
    "visits today": f"{VISIT}?show=today",
    "visits unassigned": f"{VISIT}?show=unassigned",
}
DEEP = {"jobs, page in the middle": f"{JOB}?p={{middle}}", "jobs, last page": f"{JOB}?p={{last}}"}
SEARCHES = {
    "number": f"{JOB}?q=WH-{{number}}",
    "common word": f"{JOB}?q=boiler",
    "name and word": f"{JOB}?q=muller+leak",
    "phone": f"{JOB}?q=020+70000123",
    "address": f"{JOB}?q=12+elm+street",
    "visits by common word": f"{VISIT}?q=boiler",
    "visits by name": f"{VISIT}?q=bakery+1007",
}


def _filled(stage: Stage, then: Callable[[Product], Measured]) -> Measured:
    with stage.fresh("long lists", "--demo") as running:
        with running.database() as connection:
            for statement in FILL:
                connection.execute(statement.format(jobs=JOBS))
        return then(running)


def _measured(running: Product) -> Measured:
    session = sign_in(running, "dana@example.com")[0]
    told = {"middle": JOBS // 2 // PER_PAGE, "last": JOBS // PER_PAGE, "number": 100000 + JOBS // 3}
    parts: dict[str, dict[str, float]] = {"p50 ms": {}, "p95 ms": {}, "queries": {}}
    worst = []
    for paths in (LISTS, DEEP, SEARCHES):
        worst.append(max(_one(running, session, name, path.format(**told), parts) for name, path in paths.items()))
    return Measured({"jobs": JOBS, "list_p95_ms": worst[0], "deep_p95_ms": worst[1], "search_p95_ms": worst[2]}, parts)


def _one(running: Product, session: str, name: str, path: str, parts: dict[str, dict[str, float]]) -> float:
    times = summary(get_often(running, session, path)[0])
    parts["p50 ms"][name], parts["p95 ms"][name] = times["median_ms"], times["p95_ms"]
    code = COUNT.format(email="dana@example.com", path=path)
    parts["queries"][name] = int(running.run("shell", "-v0", code=code))
    return times["p95_ms"]


measure(
    "Admin lists at a million jobs",
    topic=Topic.PAGES,
    how=(
        f"{JOBS:,} jobs with a visit each, {JOBS // 20:,} sites, {JOBS // 50:,} customers. Each page is opened "
        "40 times over one connection, after five that do not count. The figures are "
        "the worst list's, deep page's and search's."
    ),
    units={"jobs": "", "list_p95_ms": "ms", "deep_p95_ms": "ms", "search_p95_ms": "ms"},
    goals=(LONG_LISTS,),
    by_default=False,
)(partial(_filled, then=_measured))
