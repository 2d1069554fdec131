"""The rows of an answer as links, for the portal and for the office."""

import pytest
from django.test import Client
from django.utils import timezone

from apps.agent.answers.linking import office_links, portal_links
from apps.agent.models import Message
from apps.core.commands import run
from apps.jobs.models import Site, Visit
from tests.agent.telling import deliver
from tests.conftest import Cast


@pytest.mark.django_db(transaction=True)
def test_an_answer_keeps_its_rows_and_leads_to_them(cast: Cast, oak: Site, visit: Visit, client: Client) -> None:
    for asked in ("when is my next job?", "what's the gate code?"):
        run("message.send", {"text": asked}, actor=cast.field(), now=timezone.now())
    deliver()
    first, second = Message.objects.exclude(answers=None).order_by("id")
    assert portal_links(first) == [(visit.code, f"/portal/visits/{visit.public_id}/")]
    assert second.text.startswith("To get in at Oak St: “Gate code 4711")
    assert portal_links(second) == [("Oak St", "")]
    assert f"/admin/jobs/site/{oak.pk}/change/" in office_links(second)
    assert not Message.objects.filter(for_office=True).exists(), "nobody else is asked"
    client.force_login(cast.ana)
    assert (
        f'href="/portal/visits/{visit.public_id}/">{visit.code}</a>' in client.get("/portal/messages/").content.decode()
    )
