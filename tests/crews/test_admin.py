"""The office's pages for people: added, changed and let go by commands."""

from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from apps.crews.actions import add_crew
from apps.crews.models import Crew, CrewMembership, Member, User
from apps.crews.states import Role
from tests.conftest import NOW, Cast, audited

SignedIn = Callable[[User], Client]


@pytest.fixture
def administrator(cast: Cast, signed_in: SignedIn) -> Client:
    """Ada's browser."""
    return signed_in(cast.ada)


@pytest.fixture
def crew(cast: Cast) -> Crew:
    return add_crew(actor=cast.admin(), now=NOW, name="Heating")


def verb(model: str, pk: int, command: str) -> str:
    return reverse(f"admin:crews_{model}_command", args=[pk, command])


def test_a_person_is_added_and_a_technician_is_a_member(administrator: Client) -> None:
    typed = {"email": "gus@example.com", "name": "Gus Webb", "role": Role.TECHNICIAN, "phone": "555 0103"}
    response = administrator.post(reverse("admin:crews_user_add"), typed)
    gus = User.objects.get(email="gus@example.com")
    assert response["Location"] == reverse("admin:crews_user_change", args=[gus.pk])
    assert Member.objects.get(user=gus).phone == "555 0103"
    assert [e.via for e in audited("user.add") if e.user_id] == ["admin"]


def test_a_taken_email_is_a_sentence_and_nothing_typed_is_lost(administrator: Client, cast: Cast) -> None:
    typed = {"email": cast.ana.email, "name": "Another Ana", "role": Role.TECHNICIAN}
    form = administrator.post(reverse("admin:crews_user_add"), typed).context["form"]
    assert form.non_field_errors() == ["Somebody with this email is already here."]
    assert form["name"].value() == "Another Ana"


def test_a_role_is_changed(administrator: Client, cast: Cast) -> None:
    typed = {"name": cast.ben.name, "role": Role.DISPATCHER, "version": cast.ben.version}
    administrator.post(verb("user", cast.ben.pk, "user.change"), typed)
    cast.ben.refresh_from_db()
    assert (cast.ben.role, cast.ben.is_staff) == (Role.DISPATCHER, True)


def test_access_is_taken_and_given_back(administrator: Client, cast: Cast) -> None:
    administrator.post(verb("user", cast.ben.pk, "user.deactivate"), {"reason": "Left the company"})
    cast.ben.refresh_from_db()
    assert not cast.ben.is_active
    administrator.post(verb("user", cast.ben.pk, "user.reactivate"), {"reason": ""})
    cast.ben.refresh_from_db()
    assert cast.ben.is_active


def test_nobody_takes_their_own_access(administrator: Client, cast: Cast) -> None:
    form = administrator.post(verb("user", cast.ada.pk, "user.deactivate"), {"reason": "Tired"}).context["form"]
    assert form.non_field_errors() == ["Ask another administrator to change your own access."]


def test_a_dispatcher_looks_at_people_but_changes_nobody(cast: Cast, signed_in: SignedIn) -> None:
    office = signed_in(cast.dana)
    response = office.get(reverse("admin:crews_user_change", args=[cast.ben.pk]))
    ask = "Your role does not include this. Ask an administrator."
    assert {b.why_not for b in response.context["buttons"]} == {ask}
    refused = office.post(verb("user", cast.ben.pk, "user.deactivate"), {"reason": "Because"})
    assert ask in refused.content.decode()
    cast.ben.refresh_from_db()
    assert cast.ben.is_active
    assert office.get(reverse("admin:crews_user_add")).status_code == 302


def test_a_crew_is_started_changed_and_filled(administrator: Client, cast: Cast) -> None:
    administrator.post(reverse("admin:crews_crew_add"), {"name": "Electrical", "color": "#ff0000"})
    crew = Crew.objects.get(name="Electrical")
    typed = {"name": "Electrical East", "color": "#ff0000", "base": "Depot", "version": crew.version}
    administrator.post(verb("crew", crew.pk, "crew.change"), typed)
    joined = {"member_id": cast.ana.member.pk, "since": "2026-03-02", "is_lead": "on"}
    response = administrator.post(verb("crew", crew.pk, "crew.join"), joined)
    membership = CrewMembership.objects.get(crew=crew)
    assert (membership.member, membership.is_lead) == (cast.ana.member, True)
    assert response["Location"] == reverse("admin:crews_crew_change", args=[crew.pk])


def test_a_member_leaves_a_crew_and_one_is_back_where_one_was(administrator: Client, cast: Cast, crew: Crew) -> None:
    joined = {"member_id": cast.ana.member.pk, "since": "2026-03-02"}
    administrator.post(verb("crew", crew.pk, "crew.join"), joined)
    membership = CrewMembership.objects.get(crew=crew)
    back = reverse("admin:crews_crew_change", args=[crew.pk])
    url = f"{verb('crewmembership', membership.pk, 'crew.leave')}?next={back}"
    response = administrator.post(url, {"until": "2026-03-31"})
    membership.refresh_from_db()
    assert (str(membership.until), response["Location"]) == ("2026-03-31", back)


def test_a_way_back_that_leads_elsewhere_is_not_taken(administrator: Client, cast: Cast) -> None:
    url = f"{verb('user', cast.ben.pk, 'user.deactivate')}?next=https://example.net/"
    response = administrator.post(url, {"reason": "Left"})
    assert response["Location"] == reverse("admin:crews_user_change", args=[cast.ben.pk])


def test_only_members_without_a_crew_are_offered(administrator: Client, cast: Cast, crew: Crew) -> None:
    administrator.post(verb("crew", crew.pk, "crew.join"), {"member_id": cast.ana.member.pk, "since": "2026-03-02"})
    form = administrator.get(verb("crew", crew.pk, "crew.join")).context["form"]
    assert cast.ana.member not in form.fields["member_id"].queryset
    assert cast.ben.member in form.fields["member_id"].queryset


def test_a_name_taken_is_a_message_on_the_form(administrator: Client, crew: Crew) -> None:
    response = administrator.post(reverse("admin:crews_crew_add"), {"name": crew.name, "color": "#ff0000"})
    assert "There is a crew of that name already." in response.content.decode()
    assert not list(get_messages(response.wsgi_request))


def test_every_page_opens(administrator: Client, cast: Cast, crew: Crew) -> None:
    for url in (
        reverse("admin:crews_user_changelist"),
        reverse("admin:crews_member_changelist"),
        reverse("admin:crews_crew_changelist"),
        reverse("admin:crews_crewmembership_changelist"),
        reverse("admin:crews_user_change", args=[cast.ana.pk]),
        reverse("admin:crews_member_change", args=[cast.ana.member.pk]),
        reverse("admin:crews_crew_change", args=[crew.pk]),
        reverse("admin:crews_user_add"),
        reverse("admin:crews_crew_add"),
    ):
        assert administrator.get(url).status_code == 200, url
