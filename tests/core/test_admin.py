"""The office as a whole: who gets in, and that no page writes past the commands."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib import admin
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from apps.core.actions import propose
from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, OfficeAdmin, ReadOnlyAdmin, words
from apps.core.admin.why import marked
from apps.core.commands import COMMANDS
from apps.core.models import AuditEntry, ItemStatus, ProposalItem
from apps.crews.models import User
from apps.jobs.actions import complete_visit
from apps.jobs.models import Visit
from apps.jobs.states import VisitStatus
from tests.conftest import NOW, Cast, audited
from tests.core.conftest import suggestion

SignedIn = Callable[[User], Client]
OURS = [model_admin for model, model_admin in admin.site._registry.items() if model.__module__.startswith("apps.")]


@pytest.fixture
def office(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.dana)


@pytest.fixture
def waiting(cast: Cast, visit: Visit) -> ProposalItem:
    """A suggestion to finish Ana's visit that waits for a decision."""
    return propose(
        actor=Actor.agent_for(cast.ana),
        now=NOW,
        title="Finished?",
        source="agent",
        source_id=uuid4(),
        served=cast.ana,
        suggestions=[suggestion("visit.complete", {"visit_id": str(visit.public_id), "outcome": "completed"})],
    ).items.get()


def verb(item: ProposalItem, command: str) -> str:
    return reverse("admin:core_proposalitem_command", args=[item.pk, command])


class TestWhoGetsIn:
    def test_somebody_signed_out_signs_in_first_and_comes_back(self, db: None) -> None:
        first = Client().get("/admin/jobs/job/")
        second = Client().get(first["Location"])
        assert second["Location"] == "/accounts/login/?next=%2Fadmin%2Fjobs%2Fjob%2F"

    @pytest.mark.parametrize("path", ["/admin/", "/admin/jobs/visit/", "/admin/live/needs/", "/admin/core/auditentry/"])
    def test_a_technician_is_sent_away(self, cast: Cast, signed_in: SignedIn, path: str) -> None:
        response = signed_in(cast.ana).get(path)
        assert response.status_code == 302
        assert signed_in(cast.ana).get(response["Location"]).status_code == 403

    def test_a_technician_cannot_run_a_command_there(self, cast: Cast, signed_in: SignedIn, visit: Visit) -> None:
        signed_in(cast.ana).post(reverse("admin:jobs_visit_command", args=[visit.pk, "visit.start"]))
        visit.refresh_from_db()
        assert visit.status == VisitStatus.DISPATCHED

    def test_whoever_lost_their_access_is_out_at_once(self, cast: Cast, office: Client) -> None:
        User.objects.filter(pk=cast.dana.pk).update(is_active=False)
        assert office.get("/admin/").status_code == 302

    def test_a_command_needs_the_token(self, cast: Cast, visit: Visit) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(cast.dana)
        url = reverse("admin:jobs_visit_command", args=[visit.pk, "visit.start"])
        assert strict.post(url).status_code == 403


class TestNothingPassesTheCommands:
    def test_every_page_of_ours_looks_or_commands(self) -> None:
        assert OURS
        assert [a for a in OURS if not isinstance(a, ActionModelAdmin | ReadOnlyAdmin)] == []

    @pytest.mark.parametrize("model_admin", OURS, ids=lambda a: str(a.opts))
    def test_djangos_own_doors_are_shut(self, model_admin: OfficeAdmin, rf: RequestFactory, cast: Cast) -> None:
        request = rf.post("/")
        request.user = cast.ada
        row: Any = model_admin.model()
        for door in (
            lambda: model_admin.changeform_view(request),
            lambda: model_admin.change_view(request, "1"),
            lambda: model_admin.delete_view(request, "1"),
            lambda: model_admin.save_model(request, row, None, change=True),
            lambda: model_admin.delete_model(request, row),
            lambda: model_admin.delete_queryset(request, model_admin.model._default_manager.none()),
        ):
            with pytest.raises(PermissionDenied):
                door()
        assert not model_admin.has_delete_permission(request)
        assert "delete_selected" not in model_admin.get_actions(request)
        assert list(model_admin.list_editable) == []
        assert list(model_admin.inlines) == []

    def test_every_verb_on_a_page_is_a_registered_command(self) -> None:
        for model_admin in OURS:
            if isinstance(model_admin, ActionModelAdmin):
                named = [v.command for v in (*model_admin.all_verbs(), *model_admin.bulk)]
                named += [model_admin.add_command] if model_admin.add_command else []
                assert [name for name in named if name not in COMMANDS] == []

    def test_a_page_without_a_selector_shows_nothing(self, rf: RequestFactory, cast: Cast) -> None:
        request = rf.get("/")
        request.user = cast.ada
        assert not OfficeAdmin(User, admin.site).get_queryset(request).exists()

    def test_what_is_no_verb_of_the_page_is_not_run(self, office: Client, cast: Cast) -> None:
        url = reverse("admin:crews_user_command", args=[cast.ben.pk, "visit.complete"])
        assert office.post(url).status_code == 404

    def test_unneeded_pages_are_gone(self) -> None:
        shown = {model._meta.label for model in admin.site._registry}
        assert shown.isdisjoint({"auth.Group", "account.EmailAddress"})


class TestDecisions:
    @pytest.fixture(autouse=True)
    def _in_time(self) -> Iterator[None]:
        with time_machine.travel(NOW, tick=False):
            yield

    def test_one_click_approves_and_applies(self, office: Client, waiting: ProposalItem, visit: Visit) -> None:
        office.post(verb(waiting, "proposal.approve"))
        visit.refresh_from_db()
        assert visit.status == VisitStatus.COMPLETED
        assert [e.via for e in audited("visit.complete")] == ["admin"]

    def test_what_has_expired_is_said_not_to_be_done(
        self, office: Client, cast: Cast, waiting: ProposalItem, visit: Visit
    ) -> None:
        with time_machine.travel(NOW + timedelta(days=4)):
            office.force_login(cast.dana)  # nobody stays signed in for so long without a request
            response = office.post(verb(waiting, "proposal.approve"))
        assert [m.level_tag for m in get_messages(response.wsgi_request)] == ["warning"]
        visit.refresh_from_db()
        assert visit.status == VisitStatus.DISPATCHED

    def test_rejecting_keeps_the_note(self, office: Client, waiting: ProposalItem) -> None:
        office.post(verb(waiting, "proposal.reject"), {"note": "Not yet"})
        waiting.refresh_from_db()
        assert (waiting.status, waiting.decision_note) == (ItemStatus.REJECTED, "Not yet")

    def test_what_was_decided_cannot_be_decided_again(self, office: Client, waiting: ProposalItem) -> None:
        office.post(verb(waiting, "proposal.reject"), {"note": ""})
        page = office.get(reverse("admin:core_proposalitem_change", args=[waiting.pk]))
        assert all(b.why_not for b in page.context["buttons"])

    def test_the_list_offers_both(self, office: Client, waiting: ProposalItem) -> None:
        shown = office.get(reverse("admin:core_proposalitem_changelist"), {"show": "waiting"}).content.decode()
        assert verb(waiting, "proposal.approve") in shown
        assert verb(waiting, "proposal.reject") in shown

    def test_many_are_approved_at_once(self, office: Client, waiting: ProposalItem) -> None:
        chosen = {"action": "proposal_approve", "_selected_action": [waiting.pk]}
        office.post(reverse("admin:core_proposalitem_changelist"), chosen)
        waiting.refresh_from_db()
        assert waiting.status == ItemStatus.APPLIED


class TestInWords:
    def test_an_entry_of_the_audit_log_names_things(self, cast: Cast, office: Client, visit: Visit) -> None:
        complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id, note="New valve")
        entry = AuditEntry.objects.get(command="visit.complete")
        shown = office.get(reverse("admin:core_auditentry_change", args=[entry.pk])).content.decode()
        assert "finished visit" in shown
        assert "on the portal" in shown
        assert visit.code in shown
        assert "New valve" in shown
        assert str(visit.public_id) not in shown.replace(f"visit:{visit.public_id}", "")
        assert "{" not in shown.split('id="wh-page"')[1].split("</table>")[0].replace("{{", "")

    def test_changes_are_before_and_after(self, cast: Cast, office: Client, visit: Visit) -> None:
        complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
        entry = AuditEntry.objects.get(command="visit.complete")
        told = office.get(reverse("admin:core_auditentry_change", args=[entry.pk])).context["told"]
        status = {word: (before, after) for word, before, after in told.changes[0].columns}["Status"]
        assert status == ("Sent", "Done")

    def test_the_list_takes_as_many_queries_for_many_rows(
        self, cast: Cast, office: Client, visit: Visit, django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(25):
            assert office.get(reverse("admin:core_auditentry_changelist")).status_code == 200

    def test_every_command_has_a_sentence(self) -> None:
        assert set(COMMANDS) - set(words.told_names()) == set()

    def test_every_kernel_page_opens(self, office: Client, waiting: ProposalItem) -> None:
        for name in ("auditentry", "delivery", "proposalitem"):
            response = office.get(reverse(f"admin:core_{name}_changelist"))
            first = response.context["cl"].result_list[0]
            assert office.get(reverse(f"admin:core_{name}_change", args=[first.pk])).status_code == 200

    @pytest.mark.parametrize(
        ("spans", "expected"),
        [
            ([(2, 5)], "I <m>sme</m>ll <b>gas"),
            ([(2, 5), (4, 7)], "I <m>smell</m> <b>gas"),
            ([(2, 500)], "I smell <b>gas"),
            ([], "I smell <b>gas"),
        ],
    )
    def test_evidence_is_marked_in_escaped_text(self, spans: list[tuple[int, int]], expected: str) -> None:
        text = "I smell <b>gas"
        evidence = [{"start": s, "end": e, "text": text[s:e] if e < 100 else "longer"} for s, e in spans]
        shown = marked(text, evidence).replace('<mark class="wh-evidence">', "<m>").replace("</mark>", "</m>")
        assert shown == expected.replace("<b>", "&lt;b&gt;")


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_text_like_a_moment_no_zone_has_is_shown_as_it_was_written(text: str) -> None:
    assert words.plain(text) == text
