"""Suggestions that several tests of the kernel begin with."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from apps.core.actions import Suggestion, propose
from apps.core.actor import Actor
from apps.core.models import Policy, Proposal, ProposalItem
from apps.jobs.models import Visit
from tests.conftest import NOW, Cast

Suggest = Callable[..., ProposalItem]


def proposal_of(cast: Cast, *suggestions: Suggestion, **more: Any) -> Proposal:
    """A proposal the agent makes for Ana, unless told otherwise."""
    return propose(
        **{
            "actor": Actor.agent_for(cast.ana),
            "now": NOW,
            "title": "Finished at Oak St",
            "source": "agent",
            "source_id": uuid4(),
            "served": cast.ana,
            "suggestions": list(suggestions),
            **more,
        }
    )


def suggestion(command: str, arguments: dict[str, Any], policy: Policy = Policy.ASK, **more: Any) -> Suggestion:
    return Suggestion(
        **{
            "command": command,
            "arguments": arguments,
            "summary": "Because of what was written",
            "confidence": 0.9,
            "brain": "rules",
            "policy": policy,
            **more,
        }
    )


@pytest.fixture
def suggest(cast: Cast, visit: Visit) -> Suggest:
    """Suggests to complete Ana's visit, unless told otherwise."""

    def suggest_it(policy: Policy = Policy.ASK, **more: Any) -> ProposalItem:
        command = more.pop("command", "visit.complete")
        arguments = more.pop("arguments", {"visit_id": str(visit.public_id)})
        proposed = {key: more.pop(key) for key in ("served", "now", "actor") if key in more}
        return proposal_of(cast, suggestion(command, arguments, policy, **more), **proposed).items.get()

    return suggest_it
