"""Certificates on the office's pages and on the portal: state, dates, the paper, and the form that keeps it."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.core.actions.files import keep_file
from apps.core.models import StoredFile
from apps.crews.actions import add_certificate, withdraw_certificate
from apps.crews.models import Certificate, Skill, User
from tests.conftest import NOW, Cast

SignedIn = Callable[[User], Client]
LIST = "admin:crews_certificate_changelist"


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dana(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.dana)


def shown(client: Client, **query: str) -> str:
    return client.get(reverse(LIST), query).content.decode()


def certify(cast: Cast, gas: Skill, until: date | None, number: str) -> Certificate:
    return add_certificate(
        actor=cast.office(),
        now=NOW,
        member_id=cast.ben.member.public_id,
        skill_id=gas.public_id,
        number=number,
        valid_from=date(2024, 1, 1),
        valid_until=until,
    )


def test_the_list_answers_what_people_ask(cast: Cast, dana: Client, gas: Skill, licence: Certificate) -> None:
    certify(cast, gas, NOW.date() - timedelta(days=1), "OVER-1")
    gone = certify(cast, gas, None, "GONE-1")
    withdraw_certificate(actor=cast.office(), now=NOW, certificate_id=gone.public_id, reason="Taken back")
    questions = {show: {n for n in ("RI-G-1", "OVER-1", "GONE-1") if n in shown(dana, show=show)} for show in SHOWS}
    assert questions == {"expiring": {"RI-G-1"}, "expired": {"OVER-1"}, "valid": {"RI-G-1"}, "withdrawn": {"GONE-1"}}
    everything = shown(dana)
    for words in ("Expires in 29 days", "Expired", "Withdrawn"):
        assert words in everything


SHOWS = ("expiring", "expired", "valid", "withdrawn")


def test_a_members_page_has_them_with_a_way_to_add_one(cast: Cast, dana: Client, licence: Certificate) -> None:
    member = cast.ana.member
    page = dana.get(reverse("admin:crews_member_change", args=[member.pk])).content.decode()
    assert "Gas fitting" in page
    assert "Expires in 29 days" in page
    add = f"{reverse('admin:crews_certificate_add')}?member_id={member.public_id}"
    assert add in page
    assert dana.get(add).context["form"].initial["member_id"] == member


def test_the_name_of_a_chosen_file_has_a_place_of_its_own(dana: Client) -> None:
    """Unfold's script writes it into the first text input within three levels: that was the certificate's number."""
    page = dana.get(reverse("admin:crews_certificate_add")).content.decode()
    around = re.search(r"<div><div><div><input[^>]*document_id_new[^>]*></div></div>(<input[^>]*>)</div>", page)
    assert around is not None
    assert 'type="text" hidden disabled' in around[1]


def test_the_form_that_comes_back_still_has_the_paper(cast: Cast, dana: Client, gas: Skill) -> None:
    url = reverse("admin:crews_certificate_add")
    sent = {
        "member_id": cast.ana.member.pk,
        "skill_id": gas.pk,
        "valid_from": "2026-03-02",
        "valid_until": "2026-03-01",
        "level": "2",
        "command_id": str(uuid4()),
    }
    back = dana.post(url, {**sent, "document_id_new": SimpleUploadedFile("gas.pdf", b"%PDF-1.4 gas")})
    assert back.status_code == 200
    page, kept = back.content.decode(), StoredFile.objects.get()
    assert "The last day is before the first." in page
    assert 'enctype="multipart/form-data"' in page
    assert f'value="{kept.public_id}" checked' in page
    done = dana.post(url, {**sent, "valid_until": "2027-03-01", "document_id": str(kept.public_id)})
    assert done.status_code == 302
    assert Certificate.objects.get().document == kept


def test_changing_something_else_leaves_the_paper_there(cast: Cast, dana: Client, licence: Certificate) -> None:
    paper = keep_file(actor=cast.admin(), now=NOW, name="gas.pdf", content=ContentFile(b"%PDF-1.4 gas"))
    Certificate.objects.update(document=paper)
    url = reverse("admin:crews_certificate_command", args=[licence.pk, "certificate.change"])
    page = dana.get(url).content.decode()
    assert f'value="{paper.public_id}" checked' in page
    sent = {"valid_from": "2025-04-01", "valid_until": "2027-03-31", "level": "2", "version": licence.version}
    dana.post(url, {**sent, "document_id": str(paper.public_id), "command_id": str(uuid4())})
    licence.refresh_from_db()
    assert (licence.valid_until, licence.document) == (date(2027, 3, 31), paper)


def test_the_paper_is_handed_out_to_who_may_see_it(
    cast: Cast, signed_in: SignedIn, dana: Client, licence: Certificate
) -> None:
    paper = keep_file(actor=cast.admin(), now=NOW, name="gas.pdf", content=ContentFile(b"%PDF-1.4 gas"))
    Certificate.objects.update(document=paper)
    url = reverse("file", args=[paper.public_id])
    page = dana.get(reverse("admin:crews_certificate_change", args=[licence.pk])).content.decode()
    assert url in page
    answers: list[Any] = [signed_in(u).get(url) for u in (cast.dana, cast.ana, cast.ben, cast.charlie)]
    assert [a.status_code for a in answers] == [200, 200, 404, 404]
    assert Client().get(url).status_code == 302


def test_on_the_portal_one_sees_ones_own_and_nobody_elses(
    cast: Cast, signed_in: SignedIn, licence: Certificate
) -> None:
    paper = keep_file(actor=cast.admin(), now=NOW, name="gas.pdf", content=ContentFile(b"%PDF-1.4 gas"))
    Certificate.objects.update(document=paper)
    own = signed_in(cast.ana).get(reverse("portal:me")).content.decode()
    for words in ("My certificates", "Gas fitting", "RI-G-1", "until 31 Mar 2026", "Expires in 29 days"):
        assert words in own
    assert reverse("file", args=[paper.public_id]) in own
    others = signed_in(cast.charlie).get(reverse("portal:me")).content.decode()
    assert "RI-G-1" not in others
    assert "The office has written none down yet." in others


def test_a_technician_has_no_way_into_the_offices_pages(cast: Cast, signed_in: SignedIn, licence: Certificate) -> None:
    client = signed_in(cast.ana)
    for url in (reverse(LIST), reverse("admin:crews_certificate_change", args=[licence.pk])):
        assert client.get(url).status_code in (302, 403)


def test_skills_say_how_many_hold_them_today(cast: Cast, dana: Client, gas: Skill, licence: Certificate) -> None:
    certify(cast, gas, NOW.date() - timedelta(days=1), "OVER-1")
    page = dana.get(reverse("admin:crews_skill_changelist"))
    assert [(s.name, s.held) for s in page.context["cl"].result_list] == [("Gas fitting", 1)]
    assert dana.get(reverse("admin:crews_skill_change", args=[gas.pk])).status_code == 200
