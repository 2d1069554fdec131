"""Whoever suggests may say that a suggestion no longer holds: asked when somebody decides, and again when it is done.

The apps above register with the word they propose under; core itself knows no policy.
"""

from collections.abc import Callable

from apps.core.models import ProposalItem

Gate = Callable[[ProposalItem], str]
_gates: dict[str, Gate] = {}


def gate_of(source: str) -> Callable[[Gate], Gate]:
    """Register what bars suggestions of a source: an item → the sentence why, empty when nothing does."""

    def register(gate: Gate) -> Gate:
        _gates[source] = gate
        return gate

    return register


def bar(item: ProposalItem) -> str:
    """Why a suggestion may not be done any more; empty when it may."""
    gate = _gates.get(item.proposal.source)
    return gate(item) if gate else ""
