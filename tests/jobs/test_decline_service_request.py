"""`service_request.decline`: no, and why."""

from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import decline_service_request
from apps.jobs.states import ServiceRequestStatus
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.requesting import BY_FORM, asked_by_phone


def test_it_is_declined_once_with_a_reason(cast: Cast) -> None:
    one: dict[str, Any] = {"now": NOW, "service_request_id": asked_by_phone(cast).public_id}
    with pytest.raises(BadInput, match="Say in a few words why"):
        decline_service_request(actor=cast.office(), **one, reason="")
    for outsider in (cast.field(), cast.outsider(), BY_FORM):
        with pytest.raises(NotHere):
            decline_service_request(actor=outsider, **one, reason="no")
    declined = decline_service_request(actor=cast.office(), **one, reason="Out of our area")
    assert (declined.status, declined.status_reason) == (ServiceRequestStatus.DECLINED, "Out of our area")
    assert len(events("service_request.declined")) == len(audited("service_request.decline")) == 1
    with pytest.raises(IllegalTransition):
        decline_service_request(actor=cast.office(), **one, reason="Again")
