"""`service_request.change`: what is known of a request that is not decided."""

from typing import Any

import pytest

from apps.core.errors import IllegalTransition, NotHere, StaleVersion
from apps.jobs.actions import change_service_request, decline_service_request
from apps.jobs.models import Site
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.requesting import asked_by_phone


def test_it_is_changed_until_it_is_decided(cast: Cast, site: Site) -> None:
    asked = asked_by_phone(cast)
    one: dict[str, Any] = {"actor": cast.office(), "now": NOW, "service_request_id": asked.public_id}
    changed = change_service_request(**one, title="Leak", site_id=site.public_id, version=1)
    assert (changed.title, changed.customer, changed.version) == ("Leak", site.customer, 2)
    assert len(events("service_request.changed")) == len(audited("service_request.change")) == 1
    with pytest.raises(StaleVersion):
        change_service_request(**one, title="Leak", version=1)
    with pytest.raises(NotHere):
        change_service_request(**{**one, "actor": cast.field()}, title="Leak")
    decline_service_request(**one, reason="Out of our area")
    with pytest.raises(IllegalTransition, match="decided"):
        change_service_request(**one, title="X")
