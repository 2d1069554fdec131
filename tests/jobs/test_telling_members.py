"""Who is told when a visit changes hands."""

from apps.core.actor import user_audience
from apps.core.models import FeedEntry
from apps.core.relay import fast
from apps.jobs.actions import cancel_visit, reschedule_visit
from apps.jobs.models import Visit
from apps.notifications.models import Notification
from tests.conftest import HOUR, NOW, Cast


def test_who_no_longer_goes_is_told_as_well_as_who_goes_now(cast: Cast, visit: Visit) -> None:
    fast.drain(NOW)
    Notification.objects.all().delete()
    reschedule_visit(
        actor=cast.office(),
        now=NOW,
        visit_id=visit.public_id,
        planned_start=NOW + 3 * HOUR,
        planned_end=NOW + 4 * HOUR,
        member_ids=[cast.ben.member.public_id],
    )
    fast.drain(NOW)
    told = {n.recipient: n for n in Notification.objects.all()}
    assert {person.name: n.kind for person, n in told.items()} == {
        "Ana Silva": "visit.taken_away",
        "Ben Okafor": "visit.rescheduled",
    }
    assert told[cast.ana].url == ""  # the visit is no longer theirs to open


def test_of_a_draft_nobody_hears_who_was_not_sent_on_it(cast: Cast, draft: Visit) -> None:
    reschedule_visit(
        actor=cast.office(),
        now=NOW,
        visit_id=draft.public_id,
        planned_start=NOW + 3 * HOUR,
        planned_end=NOW + 4 * HOUR,
        member_ids=[cast.ben.member.public_id],
        send=True,
    )
    fast.drain(NOW)
    assert [(n.recipient.name, n.kind) for n in Notification.objects.all()] == [("Ben Okafor", "visit.dispatched")]
    assert not FeedEntry.objects.filter(audience=user_audience(cast.ana.pk)).exists()


def test_a_draft_that_is_cancelled_was_nobodys(cast: Cast, draft: Visit) -> None:
    cancel_visit(actor=cast.office(), now=NOW, visit_id=draft.public_id, reason="Not needed")
    fast.drain(NOW)
    assert not Notification.objects.exists()
