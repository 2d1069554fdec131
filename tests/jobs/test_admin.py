"""The office's pages for the work: everything a dispatcher does there is a command."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.actions import Suggestion, apply_item, propose
from apps.core.actor import LOOKING_ONLY, Actor, Via
from apps.core.models import AuditEntry, ItemStatus, Policy, ProposalItem, Record
from apps.crews.models import User
from apps.crews.states import Role
from apps.jobs.actions import cancel_visit, change_customer, complete_visit, hold_job
from apps.jobs.models import Customer, Incident, Job, Site, Visit
from apps.jobs.states import IncidentStatus, JobStatus, StopReason, VisitStatus
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited

SignedIn = Callable[[User], Client]
MESSAGE = "finished at Oak St, but I smell gas by the meter"


@pytest.fixture
def office(cast: Cast, signed_in: SignedIn) -> Client:
    """Dana's browser."""
    return signed_in(cast.dana)


def page(row: Record) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def verb(row: Record, command: str) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_command", args=[row.pk, command])


def add(model: str) -> str:
    return reverse(f"admin:jobs_{model}_add")


def said(response: Any) -> list[str]:
    """The messages the next page will show."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def times(start: datetime, hours: float = 1) -> dict[str, str]:
    """What the plan form's fields say for a stretch of time."""
    begin, end = timezone.localtime(start), timezone.localtime(start + timedelta(hours=hours))
    return {"date": f"{begin:%Y-%m-%d}", "start": f"{begin:%H:%M}", "end": f"{end:%H:%M}", "past": "on"}


def via_admin(command: str) -> list[AuditEntry]:
    return [entry for entry in audited(command) if entry.via == Via.ADMIN]


class TestTheStory:
    def test_a_dispatcher_goes_from_a_customer_to_a_sent_visit(self, cast: Cast, office: Client) -> None:
        office.post(add("customer"), {"name": "Harbor Bakery", "phone": "401-555-0101"})
        customer = Customer.objects.get(name="Harbor Bakery")
        office.post(verb(customer, "site.add"), {"name": "Oak St", "address": "12 Oak St"})
        site = Site.objects.get(customer=customer)
        office.post(verb(site, "job.add"), {"title": "Boiler service", "priority": "high", "duration_minutes": "90"})
        job = Job.objects.get(site=site)
        response = office.post(verb(job, "visit.plan"), {**times(NOW + HOUR), "members": [cast.ana.member.pk]})
        visit = Visit.objects.get(job=job)
        assert (visit.status, visit.planned_start) == (VisitStatus.DISPATCHED, NOW + HOUR)
        assert [a.member for a in visit.assignments.all()] == [cast.ana.member]
        assert response["Location"] == page(job)
        assert visit.code in said(response)[-1]
        assert {e.command for e in AuditEntry.objects.filter(via=Via.ADMIN, user=cast.dana)} == {
            "customer.add",
            "site.add",
            "job.add",
            "visit.plan",
        }

    def test_a_visit_kept_as_a_draft_is_not_sent(self, cast: Cast, office: Client, job: Job) -> None:
        office.post(verb(job, "visit.plan"), {**times(NOW), "members": [cast.ana.member.pk], "draft": "on"})
        assert Visit.objects.get(job=job).status == VisitStatus.DRAFT

    def test_the_form_suggests_the_next_full_hour_for_as_long_as_the_job_takes(self, office: Client, job: Job) -> None:
        form = office.get(verb(job, "visit.plan")).context["form"]
        start = timezone.localtime(timezone.now().replace(minute=0, second=0, microsecond=0) + HOUR)
        assert (form.initial["date"], form.initial["start"]) == (start.date(), start.time())
        assert form.initial["end"] == (start + timedelta(minutes=job.duration_minutes)).time()

    def test_a_visit_over_midnight_ends_the_next_day(self, cast: Cast, office: Client, job: Job) -> None:
        typed = {"date": "2026-03-02", "start": "22:00", "end": "02:00", "past": "on", "members": [cast.ana.member.pk]}
        office.post(verb(job, "visit.plan"), typed)
        visit = Visit.objects.get(job=job)
        assert visit.planned_end - visit.planned_start == 4 * HOUR

    def test_a_start_in_the_past_is_asked_about_once(self, cast: Cast, office: Client, job: Job) -> None:
        typed = {**times(NOW + HOUR), "members": [cast.ana.member.pk], "past": ""}
        response = office.post(verb(job, "visit.plan"), typed)
        assert response.context["form"].errors["date"] == [
            "This begins in the past. Choose another time, or say below that it is meant."
        ]
        assert "Yes, it begins in the past" in text(response)
        assert not Visit.objects.exists()
        office.post(verb(job, "visit.plan"), {**typed, "past": "on"})
        assert Visit.objects.get().planned_start == NOW + HOUR

    def test_other_people_for_a_visit_that_is_late_already_need_no_such_question(
        self, cast: Cast, office: Client, visit: Visit
    ) -> None:
        version = office.get(verb(visit, "visit.reschedule")).context["form"].initial["version"]
        typed = {**times(NOW + HOUR), "past": "", "members": [cast.ben.member.pk], "version": version}
        office.post(verb(visit, "visit.reschedule"), typed)
        assert [a.member for a in visit.assignments.all()] == [cast.ben.member]

    def test_a_visit_of_a_job_on_hold_is_neither_sent_nor_moved(self, cast: Cast, office: Client, draft: Visit) -> None:
        hold_job(actor=cast.office(), now=NOW, job_id=draft.job.public_id, reason="No parts")
        buttons = {b.verb.command: b.why_not for b in office.get(page(draft)).context["buttons"]}
        assert (
            buttons["visit.dispatch"] == buttons["visit.reschedule"] == ("The job is on hold. Take it up again first.")
        )
        told = said(office.post(verb(draft, "visit.dispatch")))
        assert told == [f"{draft.job.code} is on hold. Take it up again first; then its visits can be sent and moved."]
        draft.refresh_from_db()
        assert draft.status == VisitStatus.DRAFT

    def test_an_end_before_the_start_is_said_at_its_field(self, cast: Cast, office: Client, job: Job) -> None:
        typed = {"date": "2026-03-02", "start": "14:00", "end": "13:00", "members": [cast.ana.member.pk]}
        form = office.post(verb(job, "visit.plan"), typed).context["form"]
        assert form.errors["end"] == ["The visit ends before it begins."]


class TestRefusals:
    def test_a_clash_names_who_and_which_visit_and_keeps_what_was_typed(
        self, cast: Cast, office: Client, job: Job, visit: Visit
    ) -> None:
        typed = {**times(NOW + HOUR, 2), "members": [cast.ana.member.pk, cast.ben.member.pk]}
        response = office.post(verb(job, "visit.plan"), typed)
        shown = text(response)
        assert "Ana Silva has another visit" in shown
        assert visit.code in shown
        form = response.context["form"]
        assert form["start"].value() == typed["start"]
        assert {int(pk) for pk in form["members"].value()} == {cast.ana.member.pk, cast.ben.member.pk}
        assert Visit.objects.count() == 1

    def test_whoever_may_can_book_anyway_with_a_reason(
        self, cast: Cast, office: Client, job: Job, visit: Visit
    ) -> None:
        typed = {**times(NOW + HOUR), "members": [cast.ana.member.pk], "override_reason": "She works next door"}
        office.post(verb(job, "visit.plan"), typed)
        assert Visit.objects.exclude(pk=visit.pk).get().assignments.get().override_reason == "She works next door"

    def test_a_stale_form_is_refused_and_shows_what_was_written_meanwhile(
        self, cast: Cast, office: Client, customer: Customer
    ) -> None:
        form = office.get(verb(customer, "customer.change")).context["form"]
        change_customer(
            actor=cast.admin(), now=NOW, customer_id=customer.public_id, name="Mill Lane Clinic", phone="555 0102"
        )
        typed = {"name": "Mill Lane Dentists", "phone": "555 0101", "version": form.initial["version"]}
        response = office.post(verb(customer, "customer.change"), typed)
        shown = text(response)
        assert "Somebody changed this in the meantime" in shown
        assert "Mill Lane Clinic" in shown
        assert response.context["form"]["name"].value() == "Mill Lane Dentists"
        customer.refresh_from_db()
        assert customer.name == "Mill Lane Clinic"

    def test_whoever_has_seen_the_other_change_can_save_then(self, office: Client, customer: Customer) -> None:
        typed = {"name": "Mill Lane Dentists", "version": customer.version - 1}
        again = office.post(verb(customer, "customer.change"), typed).context["form"]
        office.post(verb(customer, "customer.change"), {**typed, "version": again["version"].value()})
        customer.refresh_from_db()
        assert customer.name == "Mill Lane Dentists"

    def test_what_does_not_fit_is_said_at_its_field(self, office: Client) -> None:
        form = office.post(add("customer"), {"name": "", "email": "no address"}).context["form"]
        assert set(form.errors) == {"name", "email"}
        assert form["email"].value() == "no address"

    def test_a_missing_reason_is_said_at_its_field(self, office: Client, visit: Visit) -> None:
        form = office.post(verb(visit, "visit.cancel"), {"reason": "  "}).context["form"]
        assert list(form.errors) == ["reason"]

    def test_the_same_form_sent_twice_does_it_once(self, office: Client) -> None:
        typed = {"name": "Harbor Bakery", "command_id": str(uuid4())}
        pages = {office.post(add("customer"), typed)["Location"] for _ in range(2)}
        assert (Customer.objects.count(), len(pages)) == (1, 1)

    @pytest.mark.parametrize("name", ["Mill Lane Dentists", ""])
    def test_whose_role_changed_while_they_typed_is_told_so_and_loses_nothing(
        self, cast: Cast, office: Client, customer: Customer, name: str
    ) -> None:
        User.objects.filter(pk=cast.dana.pk).update(role=Role.READ_ONLY)
        typed = {"name": name, "phone": "555 0101", "version": customer.version}
        response = office.post(verb(customer, "customer.change"), typed)
        assert response.status_code == 403
        assert LOOKING_ONLY in response.content.decode()
        assert response.context["form"]["phone"].value() == "555 0101"
        customer.refresh_from_db()
        assert customer.name == "Mill Lane Dental"

    def test_a_click_too_late_is_a_message(self, cast: Cast, office: Client, visit: Visit) -> None:
        complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
        response = office.post(verb(visit, "visit.start"))
        assert said(response) == ["This visit has ended. Reopen it first."]
        visit.refresh_from_db()
        assert visit.status == VisitStatus.COMPLETED


class TestVerbs:
    @pytest.mark.parametrize(
        ("command", "typed", "status"),
        [
            ("visit.depart", {}, VisitStatus.EN_ROUTE),
            ("visit.start", {}, VisitStatus.ON_SITE),
            ("visit.complete", {"outcome": "completed", "note": "New valve"}, VisitStatus.COMPLETED),
            ("visit.complete", {"outcome": "partial", "reason": "No part"}, VisitStatus.PARTIAL),
            ("visit.cancel", {"reason": "Customer away"}, VisitStatus.CANCELLED),
        ],
    )
    def test_a_button_on_a_visit_runs_its_command(
        self, office: Client, visit: Visit, command: str, typed: dict[str, str], status: VisitStatus
    ) -> None:
        response = office.post(verb(visit, command), typed)
        assert response["Location"] == page(visit)
        visit.refresh_from_db()
        assert visit.status == status
        assert len(via_admin(command)) == 1

    def test_pausing_going_on_and_reopening(self, cast: Cast, office: Client, visit: Visit) -> None:
        for command, typed, status in (
            ("visit.start", {}, VisitStatus.ON_SITE),
            ("visit.pause", {}, VisitStatus.PAUSED),
            ("visit.resume", {}, VisitStatus.ON_SITE),
            ("visit.complete", {"outcome": "completed"}, VisitStatus.COMPLETED),
            ("visit.reopen", {"reason": "Wrong visit"}, VisitStatus.ON_SITE),
        ):
            office.post(verb(visit, command), typed)
            visit.refresh_from_db()
            assert visit.status == status
            assert len(via_admin(command)) == 1

    def test_a_draft_is_sent(self, office: Client, draft: Visit) -> None:
        office.post(verb(draft, "visit.dispatch"))
        draft.refresh_from_db()
        assert draft.status == VisitStatus.DISPATCHED

    def test_a_visit_is_moved_to_another_time_and_person(self, cast: Cast, office: Client, visit: Visit) -> None:
        form = office.get(verb(visit, "visit.reschedule")).context["form"]
        assert form.initial["members"] == [cast.ana.member.pk]
        typed = {**times(NOW + 3 * HOUR), "members": [cast.ben.member.pk], "version": form.initial["version"]}
        office.post(verb(visit, "visit.reschedule"), typed)
        visit.refresh_from_db()
        assert visit.planned_start == NOW + 3 * HOUR
        assert [a.member for a in visit.assignments.all()] == [cast.ben.member]

    @pytest.mark.parametrize(
        ("command", "status"), [("job.hold", JobStatus.ON_HOLD), ("job.cancel", JobStatus.CANCELLED)]
    )
    def test_a_job_is_stopped_for_a_reason(self, office: Client, job: Job, command: str, status: JobStatus) -> None:
        office.post(verb(job, command), {"reason": "Waiting for parts"})
        job.refresh_from_db()
        assert (job.status, job.status_reason) == (status, "Waiting for parts")

    def test_an_incident_is_acknowledged_resolved_and_closed(self, office: Client, incident: Incident) -> None:
        office.post(verb(incident, "incident.acknowledge"))
        office.post(verb(incident, "incident.resolve"), {"resolution": "Valve closed"})
        office.post(verb(incident, "incident.close"))
        incident.refresh_from_db()
        assert incident.status == IncidentStatus.CLOSED
        assert all(via_admin(f"incident.{name}") for name in ("acknowledge", "resolve", "close"))

    def test_an_incident_is_reported_from_its_visit(self, cast: Cast, office: Client, visit: Visit) -> None:
        typed = {"severity": "high", "title": "Loose rail", "description": "On the stairs"}
        response = office.post(verb(visit, "incident.report"), typed)
        incident = Incident.objects.get()
        assert (incident.visit, incident.site, incident.reported_by) == (visit, visit.job.site, cast.dana)
        assert response["Location"] == page(incident)

    def test_what_cannot_be_done_now_says_why(self, office: Client, visit: Visit) -> None:
        buttons = {b.verb.command: b for b in office.get(page(visit)).context["buttons"]}
        assert buttons["visit.reopen"].why_not == "This visit has not ended."
        assert buttons["visit.depart"].primary
        shown = text(office.get(page(visit)))
        assert 'aria-disabled="true" data-why="This visit has not ended."' in shown

    def test_of_many_buttons_the_rare_ones_and_those_that_cannot_be_pressed_stand_behind_more(
        self, office: Client, job: Job
    ) -> None:
        shown = text(office.get(page(job)))
        at_once, more = shown.split('id="more"')
        assert [re.findall(r'id="verb-([a-z_.]+)"', part) for part in (at_once, more)] == [
            ["visit.plan", "job.hold", "job.change"],
            [
                *("job.require", "checklist.put_on_job", "job.set_times", "job.cancel"),
                *("job.approve", "job.submit_for_review", "job.send_back", "job.email_report"),
                *("job.reopen_review", "job.release"),
            ],
        ]

    def test_many_rows_at_once_report_each_refusal(
        self, office: Client, plan: PlanVisit, cast: Cast, visit: Visit
    ) -> None:
        draft = plan(cast.ben.member, draft=True)
        chosen = {"action": "visit_dispatch", "_selected_action": [visit.pk, draft.pk]}
        response = office.post(reverse("admin:jobs_visit_changelist"), chosen)
        told = said(response)
        assert "Send: 1 done." in told
        assert any(visit.code in message and "cannot become" in message for message in told)


class TestPages:
    def test_every_page_opens(self, cast: Cast, office: Client, incident: Incident, visit: Visit) -> None:
        for row in (visit, visit.job, visit.job.site, visit.job.site.customer, incident):
            assert str(row) in text(office.get(page(row)))
        for model in ("customer", "site", "job", "visit", "incident"):
            assert office.get(reverse(f"admin:jobs_{model}_changelist")).status_code == 200
        for model in ("customer", "site", "job", "incident"):
            assert "</form>" in text(office.get(add(model)))

    def test_a_jobs_history_tells_of_its_visits_and_incidents(self, office: Client, incident: Incident) -> None:
        assert incident.visit is not None
        told = office.get(page(incident.visit.job)).context["timeline"]
        assert [entry.text.split("<")[0] for entry in told] == ["", "", ""]  # each begins with a link to who did it
        assert "reported incident" in told[0].text
        assert "planned visit" in told[1].text
        assert "added job" in told[2].text

    def test_texts_of_people_are_escaped(self, cast: Cast, office: Client, visit: Visit) -> None:
        complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, note="<script>alert(1)</script>")
        shown = text(office.get(page(visit)))
        assert "<script>alert(1)" not in shown
        assert "&lt;script&gt;alert(1)" in shown

    def test_a_sites_own_zone_is_said_when_it_differs(self, office: Client, visit: Visit) -> None:
        Site.objects.filter(pk=visit.job.site_id).update(timezone="America/Denver")
        assert "America/Denver; here" in text(office.get(page(visit)))

    @pytest.mark.parametrize("show", ["", "today", "overdue", "unassigned", "follow-up", "done-week", "first-week"])
    def test_the_questions_about_visits_have_answers(self, office: Client, visit: Visit, show: str) -> None:
        response = office.get(reverse("admin:jobs_visit_changelist"), {"show": show})
        expected = {"": [visit], "overdue": [visit]}.get(show, [])
        assert list(response.context["cl"].queryset) == expected

    def test_the_questions_about_jobs_have_answers_that_name_each_once(
        self, cast: Cast, office: Client, plan: PlanVisit, job: Job
    ) -> None:
        def answer(model: str, show: str) -> list[Any]:
            response = office.get(reverse(f"admin:jobs_{model}_changelist"), {"show": show})
            return list(response.context["cl"].queryset)

        today = timezone.now()
        sent, nobodys = plan(cast.ana.member, start=today), plan(start=today + HOUR, draft=True)
        nobodys.assignments.all().delete()
        assert answer("job", "today") == answer("job", "unassigned") == [job]
        cancel_visit(actor=cast.office(), now=NOW, visit_id=nobodys.public_id, reason="Rain", why=StopReason.WEATHER)
        assert answer("job", "unassigned") == answer("visit", "review") == answer("job", "review") == []
        complete_visit(actor=cast.field(), now=NOW, visit_id=sent.public_id)
        assert (answer("visit", "review"), answer("job", "review")) == ([sent], [job])
        cancelled = office.get(reverse("admin:jobs_visit_changelist"), {"stop_reason__exact": "weather"})
        assert list(cancelled.context["cl"].queryset) == [nobodys]
        assert "Weather: Rain" in text(office.get(page(nobodys)))

    @pytest.mark.parametrize(("model", "code"), [("job", "WH-1001"), ("visit", "wh-1001/2"), ("incident", "WH-I-1")])
    def test_a_number_is_found_as_people_say_it(
        self, office: Client, incident: Incident, model: str, code: str
    ) -> None:
        response = office.get(reverse(f"admin:jobs_{model}_changelist"), {"q": code})
        assert response.context["cl"].result_count == 1

    def test_open_incidents_come_worst_first(self, cast: Cast, office: Client, incident: Incident) -> None:
        office.post(add("incident"), {"severity": "low", "title": "Later and less"})
        response = office.get(reverse("admin:jobs_incident_changelist"), {"show": "open"})
        assert [i.severity for i in response.context["cl"].queryset] == ["critical", "low"]


@pytest.fixture
def understood(cast: Cast, visit: Visit) -> Incident:
    """What the agent makes of Ana's message: the visit finished, a critical incident open."""
    proposal = propose(
        actor=Actor.agent_for(cast.ana),
        now=NOW,
        title=MESSAGE,
        source="agent",
        source_id=uuid4(),
        served=cast.ana,
        suggestions=[
            _suggest("incident.report", {"severity": "critical", "title": "Gas", "description": MESSAGE}, "smell gas"),
            _suggest("visit.complete", {"visit_id": str(visit.public_id)}, "finished", brain="rules", confidence=0.94),
        ],
    )
    for item in proposal.items.all():
        apply_item(actor=Actor.agent_for(cast.ana), now=NOW, item_id=item.public_id)
    return Incident.objects.get()


def _suggest(command: str, arguments: dict[str, Any], words: str, **more: Any) -> Suggestion:
    start = MESSAGE.index(words)
    evidence = [{"start": start, "end": start + len(words), "text": words}]
    return Suggestion(
        **{
            "command": command,
            "arguments": arguments,
            "summary": "",
            "confidence": 1.0,
            "brain": "safety_net",
            "policy": Policy.AUTO,
            "evidence": evidence,
            **more,
        }
    )


class TestWhyAndUndo:
    def test_the_incident_page_shows_words_brain_and_confidence(self, office: Client, understood: Incident) -> None:
        shown = text(office.get(page(understood)))
        assert 'but I <mark class="wh-evidence">smell gas</mark> by the meter' in shown
        assert "By safety rules" in shown
        assert "100 %" in shown

    def test_it_shows_what_else_the_message_did(self, office: Client, understood: Incident, visit: Visit) -> None:
        (why,) = office.get(page(understood)).context["explanations"]
        assert [told.title for told in why.items] == ["Report an incident", "Finish a visit"]
        assert visit.code in why.items[1].result
        assert "94 %" in why.items[1].confidence

    @pytest.mark.parametrize(
        ("command", "inverse"), [("incident.report", "incident.withdraw"), ("visit.complete", "visit.reopen")]
    )
    def test_each_is_undone_from_the_incident_page(
        self, office: Client, understood: Incident, visit: Visit, command: str, inverse: str
    ) -> None:
        (why,) = office.get(page(understood)).context["explanations"]
        told = next(one for one in why.items if one.item.command == command)
        response = office.post(told.undo_url, {"reason": "Read it wrongly"})
        assert response["Location"] == page(understood)
        told.item.refresh_from_db()
        assert told.item.status == ItemStatus.UNDONE
        assert len(via_admin(inverse)) == 1

    def test_undoing_wants_a_reason(self, office: Client, understood: Incident) -> None:
        (why,) = office.get(page(understood)).context["explanations"]
        assert "reason" in office.post(why.items[0].undo_url, {"reason": ""}).context["form"].errors
        assert not ProposalItem.objects.filter(status=ItemStatus.UNDONE).exists()

    def test_nothing_is_undone_twice(self, office: Client, understood: Incident) -> None:
        (why,) = office.get(page(understood)).context["explanations"]
        office.post(why.items[0].undo_url, {"reason": "Read it wrongly"})
        (after,) = office.get(page(understood)).context["explanations"]
        assert after.items[0].undo_url == ""

    def test_the_visit_page_says_why_it_is_finished(self, office: Client, understood: Incident, visit: Visit) -> None:
        shown = text(office.get(page(visit)))
        assert '<mark class="wh-evidence">finished</mark>' in shown
        assert "By rules" in shown


@pytest.mark.parametrize(("model", "field"), [("job", "site_id"), ("site", "customer_id"), ("incident", "visit_id")])
@pytest.mark.parametrize("rubbish", ["abc", "9" * 30, "\x00"])
def test_a_choice_nobody_was_given_is_a_sentence_and_what_was_typed_stays(
    office: Client, model: str, field: str, rubbish: str
) -> None:
    answer = office.post(add(model), {field: rubbish, "title": "Typed before", "name": "Typed before"})
    assert answer.status_code == 200
    assert "Typed before" in text(answer)
