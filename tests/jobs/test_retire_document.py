"""`document.retire`: nothing is answered from it any more."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import add_document, retire_document
from apps.jobs.documents.reading import passage_about
from apps.jobs.models import Manual, Site, Visit
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def manual(cast: Cast, site: Site) -> Manual:
    return add_document(
        actor=cast.admin(), now=NOW, title="Boiler 2", text="Bleed the pump first.", site_id=site.public_id
    )


def test_it_is_not_found_any_more(cast: Cast, visit: Visit, manual: Manual) -> None:
    assert passage_about(cast.field(), ["bleed", "pump"]) is not None
    retired = retire_document(actor=cast.admin(), now=NOW, manual_id=manual.public_id, reason="A newer edition")
    assert (retired.retired_at, retired.retired_because) == (NOW, "A newer edition")
    assert passage_about(cast.field(), ["bleed", "pump"]) is None
    assert [e.subject_id for e in events("document.retired")] == [manual.public_id]
    assert len(audited("document.retire")) == 1


def test_once_and_with_a_reason(cast: Cast, manual: Manual) -> None:
    with pytest.raises(BadInput):
        retire_document(actor=cast.admin(), now=NOW, manual_id=manual.public_id, reason=" ")
    retire_document(actor=cast.admin(), now=NOW, manual_id=manual.public_id, reason="Old")
    with pytest.raises(IllegalTransition):
        retire_document(actor=cast.admin(), now=NOW, manual_id=manual.public_id, reason="Old")


def test_outsiders_and_field_staff_may_not(cast: Cast, visit: Visit, manual: Manual) -> None:
    with pytest.raises(NotHere):
        retire_document(actor=cast.outsider(), now=NOW, manual_id=manual.public_id, reason="Mine")
    with pytest.raises(NotAllowed):
        retire_document(actor=cast.field(), now=NOW, manual_id=manual.public_id, reason="Mine")
    assert [e.code for e in audited("document.retire", "refused")] == ["not_found", "not_allowed"]
