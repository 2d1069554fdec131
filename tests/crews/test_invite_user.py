"""`user.invite`: a link by email, good once and for some days; and joining by it."""

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from apps.core.actor import Actor, Via
from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.core.events import Envelope
from apps.core.models import AuditEntry, Event
from apps.crews.actions import add_user, deactivate_user, invite_user, join, reactivate_user
from apps.crews.invitations import link_of, secret_for
from apps.crews.models import Invitation, User
from apps.crews.selectors import invitation_by
from apps.crews.states import Role
from apps.crews.subscribers import send_invitation
from tests.conftest import NOW, Cast, audited, events

WEEK = timedelta(days=7)


def invite(cast: Cast, user: User, **more: Any) -> Invitation:
    invite_user(**{"actor": cast.admin(), "now": NOW, "user_id": user.public_id, **more})
    return Invitation.objects.filter(user=user).latest("id")


def send(told: Sequence[Event]) -> str:
    """Post the latest invitation, as the slow lane does; the link in the email."""
    with time_machine.travel(NOW, tick=False):
        send_invitation(Envelope.of(told[-1]))
    found = re.search(r"http://\S+/accounts/invitation/\S+", str(mail.outbox[-1].body))
    assert found
    return found[0]


def test_it_emails_a_link_that_leads_to_the_invitation(cast: Cast) -> None:
    invitation = invite(cast, cast.ben)
    link = send(events("user.invited"))
    secret = link.rstrip("/").rsplit("/", 1)[1]
    assert mail.outbox[-1].to == ["ben@example.com"]
    assert invitation_by(secret, NOW) == invitation
    assert invitation.invited_by == cast.ada


def test_the_link_ends_after_a_week(cast: Cast) -> None:
    secret = secret_for(invite(cast, cast.ben).public_id)
    assert invitation_by(secret, NOW + WEEK - timedelta(minutes=1)) is not None
    assert invitation_by(secret, NOW + WEEK) is None


def test_a_new_invitation_ends_the_one_before(cast: Cast) -> None:
    first, second = invite(cast, cast.ben), invite(cast, cast.ben, now=NOW + timedelta(hours=1))
    assert invitation_by(secret_for(first.public_id), NOW + timedelta(hours=2)) is None
    assert invitation_by(secret_for(second.public_id), NOW + timedelta(hours=2)) == second


def test_whoever_is_added_is_invited_unless_asked_otherwise(cast: Cast) -> None:
    given: Any = {"actor": cast.admin(), "now": NOW, "role": Role.TECHNICIAN}
    eve = add_user(email="eve@example.com", name="Eve Lind", **given)
    fay = add_user(email="fay@example.com", name="Fay Moor", invite=False, **given)
    assert list(Invitation.objects.values_list("user", flat=True)) == [eve.pk]
    assert not Invitation.objects.filter(user=fay).exists()


def test_the_secret_is_written_down_nowhere(cast: Cast) -> None:
    invitation = invite(cast, cast.ben)
    link = link_of(invitation)
    assert link is not None
    secret = link.rstrip("/").rsplit("/", 1)[1]
    kept = [
        *Invitation.objects.values_list("secret_hash", flat=True),
        *(json.dumps(e.payload) for e in Event.objects.all()),
        *(json.dumps([a.arguments, a.changes, a.message]) for a in AuditEntry.objects.all()),
    ]
    assert not [text for text in kept if secret in text]
    assert not [text for text in kept[1:] if invitation.secret_hash in text]


def test_a_new_secret_key_keeps_links_that_were_sent(cast: Cast, settings: Any) -> None:
    invitation = invite(cast, cast.ben)
    link, old = link_of(invitation), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [old]
    assert link_of(invitation) == link
    settings.SECRET_KEY_FALLBACKS = []
    assert link_of(invitation) is None


def test_nothing_is_sent_for_an_invitation_that_is_over(cast: Cast) -> None:
    invite(cast, cast.ben)
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Left")
    with time_machine.travel(NOW, tick=False):
        send_invitation(Envelope.of(events("user.invited")[-1]))
    assert mail.outbox == []


def test_coming_back_does_not_revive_a_link(cast: Cast) -> None:
    secret = secret_for(invite(cast, cast.ben).public_id)
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Left")
    reactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id)
    assert invitation_by(secret, NOW) is None


def test_somebody_without_access_is_not_invited(cast: Cast) -> None:
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Left")
    with pytest.raises(IllegalTransition):
        invite(cast, cast.ben)


def test_an_outsider_is_told_there_is_no_such_person(cast: Cast) -> None:
    with pytest.raises(NotHere):
        invite(cast, cast.ben, actor=cast.outsider())
    assert [e.code for e in audited("user.invite", "refused")] == ["not_found"]


def test_a_dispatcher_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        invite(cast, cast.ben, actor=cast.office())
    assert not Invitation.objects.exists()


# --- joining ---


def test_a_link_lets_its_own_person_in_once(cast: Cast) -> None:
    invitation = invite(cast, cast.ben)
    ben = Actor(cast.ben, Via.EMAIL)
    with pytest.raises(NotHere):
        join(actor=cast.outsider(), now=NOW, invitation_id=invitation.public_id)
    join(actor=ben, now=NOW, invitation_id=invitation.public_id)
    with pytest.raises(IllegalTransition):
        join(actor=ben, now=NOW, invitation_id=invitation.public_id)
    assert [e.user for e in audited("user.join")] == [cast.ben]
    assert len(events("user.joined")) == 1
