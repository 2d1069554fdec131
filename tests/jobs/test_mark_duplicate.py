"""`service_request.duplicate`: another request asks for the same."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.errors import BadInput, NotHere
from apps.jobs.actions import mark_duplicate
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.requesting import asked_by_phone


def test_it_leads_to_the_one_that_was_there_first(cast: Cast) -> None:
    first, again = asked_by_phone(cast), asked_by_phone(cast)
    who: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    with pytest.raises(BadInput, match="there first"):
        mark_duplicate(**who, service_request_id=first.public_id, duplicate_of_id=first.public_id)
    with pytest.raises(NotHere):
        mark_duplicate(actor=cast.field(), now=NOW, service_request_id=again.public_id, duplicate_of_id=first.public_id)
    with CaptureQueriesContext(connection) as ran:
        marked = mark_duplicate(**who, service_request_id=again.public_id, duplicate_of_id=first.public_id)
    locking = next(query["sql"] for query in ran if "FOR NO KEY UPDATE" in query["sql"])
    assert {one for one in (first, again) if one.public_id.hex in locking} == {first, again}, "else two could cross"
    assert marked.duplicate_of == first
    assert len(events("service_request.duplicate")) == len(audited("service_request.duplicate")) == 1
    with pytest.raises(BadInput, match="not itself asked before"):
        mark_duplicate(**who, service_request_id=first.public_id, duplicate_of_id=again.public_id)
