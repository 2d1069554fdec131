"""`policy.set`: an administrator makes what the agent may do stricter, and takes that back."""

import pytest

from apps.agent.actions import install_policies, set_policy
from apps.agent.models import CommandPolicy
from apps.agent.selectors import policies_visible_to
from apps.agent.states import PolicyMode
from apps.agent.tools import PROPOSABLE
from apps.core.actor import Actor
from apps.core.errors import BadInput, NotAllowed, NotHere, StaleVersion
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def row(cast: Cast) -> CommandPolicy:
    install_policies(now=NOW)
    return CommandPolicy.objects.get(command="visit.complete")


def put(row: CommandPolicy, actor: Actor, **more: object) -> CommandPolicy:
    given: dict[str, object] = {"mode": PolicyMode.SHADOW, "threshold": 0.9, "reason": "We try it", **more}
    return set_policy(actor=actor, now=NOW, policy_id=row.public_id, **given)  # type: ignore[arg-type]


def test_it_says_what_the_agent_may_do_and_why(cast: Cast, row: CommandPolicy) -> None:
    put(row, cast.admin(), version=row.version)
    row.refresh_from_db()
    assert (row.mode, row.threshold, row.reason, row.version) == (PolicyMode.SHADOW, 0.9, "We try it", 2)
    entry = audited("policy.set")[0]
    assert (entry.user, entry.subject_id) == (cast.ada, row.public_id)
    assert entry.changes[0]["after"]["mode"] == "shadow"
    assert [e.subject_id for e in events("policy.changed")] == [row.public_id]


@pytest.mark.parametrize("threshold", [0.0, 0.79, 1.01, float("nan")])
def test_it_is_never_looser_than_the_code(cast: Cast, row: CommandPolicy, threshold: float) -> None:
    with pytest.raises(BadInput, match=r"Give a number from 0\.8 to 1\."):
        put(row, cast.admin(), threshold=threshold)
    assert [e.code for e in audited("policy.set", "refused")] == ["threshold_out_of_range"]


def test_it_wants_a_reason(cast: Cast, row: CommandPolicy) -> None:
    with pytest.raises(BadInput, match="Say in a few words why"):
        put(row, cast.admin(), reason=" ")


def test_a_dispatcher_sees_it_and_changes_nothing(cast: Cast, row: CommandPolicy) -> None:
    with pytest.raises(NotAllowed):
        put(row, cast.office())
    assert policies_visible_to(cast.office()).count() == len(PROPOSABLE)


def test_an_outsider_is_told_there_is_no_such_rule(cast: Cast, row: CommandPolicy) -> None:
    with pytest.raises(NotHere):
        put(row, cast.outsider())
    assert not policies_visible_to(cast.outsider()).exists()


def test_a_rule_that_moved_on_is_not_written_over(cast: Cast, row: CommandPolicy) -> None:
    put(row, cast.admin(), version=1)
    with pytest.raises(StaleVersion):
        put(row, cast.admin(), version=1, mode=PolicyMode.AUTO)


def test_every_command_on_the_list_gets_its_row_and_what_was_said_stays(cast: Cast, row: CommandPolicy) -> None:
    put(row, cast.admin())
    CommandPolicy.objects.filter(command="visit.start").delete()
    install_policies(now=NOW)
    assert set(CommandPolicy.objects.values_list("command", flat=True)) == set(PROPOSABLE)
    assert CommandPolicy.objects.get(command="visit.complete").mode == PolicyMode.SHADOW
