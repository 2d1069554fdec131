"""What lists and rows show, and that they do not ask the database more for more rows."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.api.commanding import EXAMPLES
from apps.core.models import AuditEntry, ProposalItem
from apps.crews.actions import add_crew, join_crew, set_exception
from apps.jobs.actions import add_customer, add_job, add_site, change_site, report_incident
from apps.jobs.models import Job, Site, Visit
from apps.jobs.states import Severity
from apps.notifications.models import Notification
from tests.agent.telling import tell
from tests.api.conftest import Caller
from tests.conftest import HOUR, NOW, Cast, PlanVisit
from tests.core.conftest import proposal_of, suggestion
from tests.crews.shifting import away, week


def test_a_visit_shows_its_job_its_site_and_who_is_on_it(ana: Caller, cast: Cast, visit: Visit) -> None:
    shown = ana.get(f"/visits/{visit.public_id}").json()
    assert (shown["code"], shown["status"], shown["site"]["name"]) == (visit.job.code, "dispatched", "Oak St")
    assert shown["job"]["id"] == str(visit.job.public_id)
    assert shown["planned_start"] == "2026-03-02T15:00:00Z"
    assert [on["member"] for on in shown["assignments"]] == [
        {"id": str(cast.ana.member.public_id), "name": "Ana Silva"}
    ]


def test_visits_are_found_by_what_people_ask(cast: Cast, dana: Caller, plan: PlanVisit) -> None:
    today = plan()
    draft = plan(cast.ben.member, start=NOW + timedelta(days=1), draft=True)

    def found(**query: Any) -> set[str]:
        return {row["id"] for row in dana.items("/visits", **query)}

    one, other = {str(today.public_id)}, {str(draft.public_id)}
    assert found() == one | other
    assert found(status="draft") == other
    assert found(status=["draft", "dispatched"]) == one | other
    assert found(day="2026-03-02") == one
    assert found(day="9999-12-31") == set()
    assert found(member=cast.ben.member.public_id) == other
    assert found(job=today.job.public_id) == found(site=today.job.site.public_id) == one | other
    assert found(customer=today.job.site.customer.public_id) == one | other
    assert found(planned_from=(NOW + 5 * HOUR).isoformat()) == other
    assert found(planned_before=(NOW + 5 * HOUR).isoformat()) == one
    assert found(q="oak silva") == one
    assert found(q=draft.code) == one | other  # its job's number
    assert found(show="overdue") == one
    assert found(show="unassigned") == set()
    assert found(updated_since=(NOW - HOUR).isoformat()) == one | other
    assert found(updated_since=(NOW + HOUR).isoformat()) == set()


def test_jobs_customers_and_sites_are_found(cast: Cast, dana: Caller, job: Job) -> None:
    other = add_customer(actor=cast.office(), now=NOW, name="Mill Lane Dental", phone="555 0101")
    away = add_site(actor=cast.office(), now=NOW, customer_id=other.public_id, name="Depot", address="3 Mill Lane")
    second = add_job(actor=cast.office(), now=NOW, site_id=away.public_id, title="Pump", draft=True)
    assert [row["code"] for row in dana.items("/jobs")] == [second.code, job.code]
    assert [row["code"] for row in dana.items("/jobs", q=job.code)] == [job.code]
    assert [row["code"] for row in dana.items("/jobs", status="draft")] == [second.code]
    assert [row["code"] for row in dana.items("/jobs", customer=other.public_id)] == [second.code]
    assert [row["name"] for row in dana.items("/sites", customer=other.public_id)] == ["Depot"]
    assert [row["name"] for row in dana.items("/customers", q="0101")] == ["Mill Lane Dental"]
    assert [row["name"] for row in dana.items("/customers", q="mill depot")] == ["Mill Lane Dental"]


def test_incidents_are_found_and_say_who_reported_them(cast: Cast, dana: Caller, visit: Visit) -> None:
    report: dict[str, Any] = {"actor": cast.field(), "now": NOW, "visit_id": visit.public_id}
    report_incident(**report, severity=Severity.CRITICAL, title="Gas by the meter")
    report_incident(**report, severity=Severity.LOW, title="A wet floor")
    shown = dana.items("/incidents", severity="critical")
    assert [(row["title"], row["reported_by"]["name"]) for row in shown] == [("Gas by the meter", "Ana Silva")]
    assert len(dana.items("/incidents", visit=visit.public_id, status="open")) == 2
    assert [row["title"] for row in dana.items("/incidents", q="WH-I-2")] == ["A wet floor"]


def test_crews_show_their_members_and_members_their_crew(cast: Cast, dana: Caller, ana: Caller) -> None:
    crew = add_crew(actor=cast.admin(), now=NOW, name="North crew")
    for member in (cast.ana.member, cast.ben.member):
        join_crew(actor=cast.admin(), now=NOW, crew_id=crew.public_id, member_id=member.public_id, since=NOW.date())
    assert [on["member"]["name"] for on in dana.items("/crews")[0]["members"]] == ["Ana Silva", "Ben Okafor"]
    assert [row["name"] for row in dana.items("/members", crew=crew.public_id)] == ["Ana Silva", "Ben Okafor"]
    assert {row["name"] for row in ana.items("/members")} == {"Ana Silva", "Ben Okafor"}
    assert ana.get("/me").json()["crew"]["name"] == "North crew"
    assert len(dana.items("/memberships", current=True)) == 2
    assert dana.items("/memberships", current=False) == []


def test_people_say_who_they_are_and_what_they_may(cast: Cast, dana: Caller, ana: Caller) -> None:
    me = ana.get("/me").json()
    assert (me["name"], me["role"], me["member_id"]) == ("Ana Silva", "technician", str(cast.ana.member.public_id))
    assert me["time_zone"] == settings.TIME_ZONE
    assert "visit.depart" in me["rights"]
    assert "visit.plan" not in me["rights"]
    assert [row["name"] for row in dana.items("/people", role="technician", q="si")] == ["Ana Silva"]
    assert [row["name"] for row in ana.items("/people")] == ["Ana Silva"]


def test_a_message_shows_its_run_and_its_answer(cast: Cast, ana: Caller, dana: Caller, visit: Visit) -> None:
    run = tell(cast, "finished at Oak St, but I smell gas by the meter", visit=visit)
    answer, message = ana.items("/messages")
    assert (message["author"], message["run"]["status"]) == ("person", "done")
    assert (answer["author"], answer["answers_id"]) == ("agent", message["id"])
    assert message["answer"]["id"] == answer["id"]
    proposal = ana.get(f"/proposals/{message['run']['proposal_id']}").json()
    assert {item["command"] for item in proposal["items"]} == {"visit.complete", "incident.report"}
    assert all(item["result"] for item in proposal["items"])
    run_shown = ana.get(f"/agent-runs/{run.public_id}").json()
    assert run_shown["calls"]
    assert run_shown["warning"] == message["run"]["warning"] != ""
    assert dana.items("/messages") == []
    assert len(dana.items("/messages", person=cast.ana.public_id)) == 2


def test_what_waits_can_be_decided_by_whom_it_waits_for(cast: Cast, ana: Caller, waiting: ProposalItem) -> None:
    item = ana.items("/proposal-items", status="pending")[0]
    assert (item["id"], item["may_decide"], item["may_undo"]) == (str(waiting.public_id), True, False)
    answer = ana.run("proposal.approve", item_id=item["id"])
    shown = ana.client.get(answer["Location"]).json()
    assert (shown["status"], shown["result"]["type"], shown["may_decide"]) == ("applied", "incident", False)
    assert ana.items("/proposal-items", status="pending") == []


def test_notifications_are_read_and_marked(cast: Cast, ana: Caller) -> None:
    told = Notification.objects.create(
        recipient=cast.ana, event_id=cast.ana.public_id, kind="probe", title="For Ana", created_at=NOW, updated_at=NOW
    )
    assert [row["title"] for row in ana.items("/notifications", unread=True)] == ["For Ana"]
    ana.run("notification.read", notification_id=str(told.public_id))
    assert ana.items("/notifications", unread=True) == []


def test_history_tells_who_did_what_with_public_ids(cast: Cast, dana: Caller, ana: Caller, visit: Visit) -> None:
    ana.run("visit.depart", visit_id=str(visit.public_id))
    ana.run("visit.depart", visit_id=str(visit.public_id))
    refused, departed, planned = dana.items(f"/visits/{visit.public_id}/history")
    assert (refused["outcome"], refused["code"]) == ("refused", "illegal_transition")
    assert (departed["by"]["name"], departed["via"], departed["command"]) == ("Ana Silva", "api", "visit.depart")
    assert departed["changes"][0]["after"]["status"] == "en_route"
    made = next(change for change in planned["changes"] if change["type"] == "visit")
    assert (made["before"], made["after"]["job_id"]) == (None, str(visit.job.public_id))
    assert AuditEntry.objects.filter(subject_id=visit.public_id).count() == 3


# --- ETags -------------------------------------------------------------------------------------------------


def test_what_did_not_move_is_not_sent_again(dana: Caller, site: Site) -> None:
    path = f"/sites/{site.public_id}"
    first = dana.get(path)
    again = dana.get(path, {"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert dana.get(path, {"If-None-Match": f"W/{first['ETag']}"}).status_code == 304
    assert dana.get(path, {"If-None-Match": '"1"'}).status_code == 200


def test_what_is_shown_of_another_row_counts_as_moved(cast: Cast, dana: Caller, visit: Visit) -> None:
    path, site = f"/visits/{visit.public_id}", visit.job.site
    first = dana.get(path)
    change_site(actor=cast.office(), now=NOW, site_id=site.public_id, name="Elm St", address=site.address)
    again = dana.get(path, {"If-None-Match": first["ETag"]})
    assert (again.status_code, again.json()["site"]["name"]) == (200, "Elm St")
    assert first["ETag"].split("-")[0] == again["ETag"].split("-")[0]  # If-Match would still fit


def test_an_etag_begins_with_the_version(dana: Caller, visit: Visit) -> None:
    answer = dana.get(f"/visits/{visit.public_id}")
    assert answer["ETag"].startswith(f'"{answer.json()["version"]}-')


# --- as many queries for many rows as for one ---------------------------------------------------------------


@pytest.fixture
def grow(cast: Cast, plan: PlanVisit) -> Callable[[int], None]:
    """Adds one row of every kind, the n-th."""

    def more(n: int) -> None:
        office, day = cast.office(), timezone.now() + timedelta(days=n)
        customer = add_customer(actor=office, now=NOW, name=f"Customer {n}")
        site = add_site(actor=office, now=NOW, customer_id=customer.public_id, name=f"Site {n}", address="1 Elm St")
        other = add_job(actor=office, now=NOW, site_id=site.public_id, title=f"Job {n}")
        crew = add_crew(actor=cast.admin(), now=NOW, name=f"Crew {n}")
        member = [cast.ana, cast.ben, cast.charlie][n].member
        join_crew(actor=cast.admin(), now=NOW, crew_id=crew.public_id, member_id=member.public_id, since=NOW.date())
        visit = plan(member, job=other, start=day)
        report_incident(actor=office, now=NOW, severity=Severity.LOW, title="Wet", visit_id=visit.public_id)
        tell(cast, f"All done at Site {n}")
        week(cast, since=date(2027, 1, 1 + n))
        away(cast, "2027-03-02T00:00", "2027-03-03T00:00")
        set_exception(actor=office, now=NOW, member_id=cast.ana.member.public_id, day=date(2027, 3, 1 + n))
        proposal_of(cast, suggestion("incident.report", {"severity": "low", "title": f"Handrail {n}"}))

    return more


PATHS = ["/customers", "/sites", "/jobs", "/visits", "/incidents", "/crews", "/memberships", "/members", "/people"]
PATHS += ["/work-patterns", "/shift-exceptions", "/absences"]
PATHS += ["/proposals", "/proposal-items", "/agent-runs", "/messages?everybody=true", "/notifications"]


def counted(dana: Caller) -> Iterator[tuple[str, int, int]]:
    for path in PATHS:
        with CaptureQueriesContext(connection) as queries:
            rows = dana.items(path)
        yield path, len(rows), len(queries)


def test_a_list_asks_no_more_for_more_rows(dana: Caller, grow: Callable[[int], None]) -> None:
    grow(0)
    before = {path: (rows, queries) for path, rows, queries in counted(dana)}
    for n in (1, 2):
        grow(n)
    after = {path: (rows, queries) for path, rows, queries in counted(dana)}
    for path in set(PATHS) - {"/people", "/members", "/notifications"}:
        assert after[path][0] > before[path][0], f"{path} should have grown"
    assert {path: q for path, (_rows, q) in after.items()} == {path: q for path, (_rows, q) in before.items()}
    assert max(queries for _rows, queries in after.values()) <= 6


def test_history_asks_no_more_for_more_entries(dana: Caller, site: Site) -> None:
    path = f"/sites/{site.public_id}/history"
    counts = []
    for n in (1, 2, 3):
        body: dict[str, Any] = {
            **EXAMPLES["site.change"],
            "site_id": str(site.public_id),
            "name": f"Site {n}",
            "version": n,
        }
        assert dana.run("site.change", **body).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            dana.items(path)
        counts.append(len(queries))
    assert len(set(counts)) == 1
