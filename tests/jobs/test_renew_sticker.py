"""`asset.renew_sticker`: a sticker that got lost leads nowhere any more."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import add_asset, renew_sticker, retire_asset
from apps.jobs.models import Asset, Site, Visit
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def boiler(cast: Cast, site: Site) -> Asset:
    return add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler")


def led_to(cast: Cast, number: object) -> int:
    """What a scan of a sticker with that number answers."""
    client = Client()
    client.force_login(cast.dana)
    return client.get(reverse("asset_sticker", args=[number])).status_code


def test_the_new_sticker_leads_there_and_those_before_lead_nowhere(cast: Cast, boiler: Asset) -> None:
    assert led_to(cast, boiler.public_id) == 200
    first = renew_sticker(actor=cast.office(), now=NOW, asset_id=boiler.public_id, reason="Lost").sticker_id
    assert (led_to(cast, boiler.public_id), led_to(cast, first)) == (404, 200)
    second = renew_sticker(actor=cast.office(), now=NOW, asset_id=boiler.public_id).sticker_id
    assert (led_to(cast, first), led_to(cast, second)) == (404, 200)
    assert [entry.user for entry in audited("asset.renew_sticker")] == [cast.dana, cast.dana]
    assert len(events("asset.sticker_renewed")) == 2


def test_what_is_retired_gets_no_new_one(cast: Cast, boiler: Asset) -> None:
    retire_asset(actor=cast.office(), now=NOW, asset_id=boiler.public_id, reason="Gone")
    with pytest.raises(IllegalTransition):
        renew_sticker(actor=cast.office(), now=NOW, asset_id=boiler.public_id)


def test_field_staff_may_not_and_outsiders_find_nothing(cast: Cast, visit: Visit, boiler: Asset) -> None:
    for actor, refused in ((cast.field(), NotAllowed), (cast.outsider(), NotHere)):
        with pytest.raises(refused):
            renew_sticker(actor=actor, now=NOW, asset_id=boiler.public_id)
    assert [entry.code for entry in audited("asset.renew_sticker", "refused")] == ["not_allowed", "not_found"]
