"""Following what changed."""

import pytest
from django.utils import timezone

from apps.core.relay import fast
from apps.jobs.models import Visit
from tests.api.conftest import Caller


def test_the_feed_tells_each_what_is_theirs(ana: Caller, charlie: Caller, visit: Visit) -> None:
    fast.drain(timezone.now())
    mine = ana.get("/feed", cursor="0.0").json()
    others = charlie.get("/feed", cursor="0.0").json()
    # Rows of a running transaction are not settled yet: the feed says that there is more to come.
    assert (mine["more"], others["more"]) == (True, False)


def test_without_a_cursor_it_says_where_the_feed_stands(ana: Caller) -> None:
    told = ana.get("/feed").json()
    assert (told["items"], told["more"]) == ([], False)
    assert ana.get("/feed", cursor=told["cursor"]).status_code == 200


def test_a_cursor_nobody_gave_out_is_refused(ana: Caller) -> None:
    answer = ana.get("/feed", cursor="';--")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_cursor")


@pytest.mark.parametrize("path", ["/feed", "/visits", "/me", "/notifications"])
def test_nobody_on_the_way_keeps_what_one_person_read(dana: Caller, path: str) -> None:
    """A proxy that keeps pages would show them to the next who asks, a shared browser to the next who sits there."""
    assert "private" in dana.get(path)["Cache-Control"]
