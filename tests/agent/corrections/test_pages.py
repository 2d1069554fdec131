"""Not this visit, from the phone; and the switch that lets corrections be kept."""

from collections.abc import Callable

import pytest
from django.test import Client

from apps.agent.models import Conversation
from apps.crews.models import User
from apps.jobs.models import Visit
from apps.jobs.states import VisitStatus
from tests.agent.corrections.conftest import item_of
from tests.agent.telling import tell
from tests.conftest import Cast

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db(transaction=True)


def test_not_this_visit_but_that_one(cast: Cast, oak: Visit, elm: Visit, signed_in: SignedIn) -> None:
    item = item_of(tell(cast, "finished at Oak St"))
    page, ana = f"/portal/items/{item.public_id}/correct/", signed_in(cast.ana)
    assert f'href="{page}"' in ana.get("/portal/messages/").content.decode()
    shown = ana.get(page).content.decode()
    assert "Elm St (" in shown
    assert "Oak St (" not in shown.split("<select")[1]
    assert ana.post(page, {"visit_id": str(elm.public_id)})["Location"] == f"/portal/messages/#item-{item.public_id}"
    for visit in (oak, elm):
        visit.refresh_from_db()
    assert (oak.status, elm.status) == (VisitStatus.DISPATCHED, VisitStatus.COMPLETED)
    again = ana.post(page, {"visit_id": str(elm.public_id), "reason": "typed before"})
    assert (again.status_code, "nothing to put right" in again.content.decode()) == (422, False)


def test_an_outsider_finds_no_such_page(cast: Cast, oak: Visit, signed_in: SignedIn) -> None:
    item = item_of(tell(cast, "finished at Oak St"))
    for other in (cast.charlie, cast.dana):
        for answer in (signed_in(other).get, signed_in(other).post):
            assert answer(f"/portal/items/{item.public_id}/correct/").status_code == 404
    oak.refresh_from_db()
    assert oak.status == VisitStatus.COMPLETED


def test_corrections_are_kept_only_when_switched_on(cast: Cast, signed_in: SignedIn) -> None:
    ana, page = signed_in(cast.ana), "/portal/messages/corrections/"
    assert "Nothing of your corrections is kept" in ana.get(page).content.decode()
    ana.post(page, {"keep": "true"})
    assert "Your corrections are kept as examples." in ana.get(page).content.decode()
    assert list(Conversation.objects.values_list("user", "keeps_corrections")) == [(cast.ana.pk, True)]
    ana.post(page, {"keep": "false"})
    assert not Conversation.objects.get().keeps_corrections
