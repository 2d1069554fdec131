"""Whom a suggested command touches and what it costs, told before somebody decides.

The apps above register what their rows mean; core itself knows no visit and no member.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from uuid import UUID

from apps.core.actor import Actor
from apps.core.models import ProposalItem

People = Callable[[Iterable[UUID]], dict[UUID, list[str]]]
Cost = Callable[[Actor, ProposalItem], str]
_people: dict[str, People] = {}
_costs: dict[str, Cost] = {}


def people_of(*arguments: str) -> Callable[[People], People]:
    """Register, for arguments of these names: public ids of rows → the names of the people each is about."""

    def register(find: People) -> People:
        _people.update(dict.fromkeys(arguments, find))
        return find

    return register


def cost_of(command: str) -> Callable[[Cost], Cost]:
    """Register what a command costs as a text, for those who may know it; empty where nobody can say."""

    def register(cost: Cost) -> Cost:
        _costs[command] = cost
        return cost

    return register


def affected(items: Iterable[ProposalItem]) -> dict[int, list[str]]:
    """The names of the people each item is about, by its key. One query for each kind of argument."""
    asked: dict[People, dict[UUID, set[int]]] = defaultdict(lambda: defaultdict(set))
    for item in items:
        for name in _people.keys() & item.arguments.keys():
            for public_id in _ids(item.arguments[name]):
                asked[_people[name]][public_id].add(item.pk)
    found: dict[int, list[str]] = defaultdict(list)
    for find, wanted in asked.items():
        for public_id, names in find(wanted).items():
            for key in wanted[public_id]:
                found[key] += [name for name in names if name not in found[key]]
    return found


def people_now(argument: str, public_id: UUID) -> list[str]:
    """The names of the people whom the row of that argument is about."""
    return _people[argument]([public_id]).get(public_id, []) if argument in _people else []


def _ids(value: object) -> list[UUID]:
    told = value if isinstance(value, list) else [value]
    return [UUID(str(one)) for one in told if one]


def cost(actor: Actor, item: ProposalItem) -> str:
    """What it costs, where somebody can say and this person may know."""
    return _costs[item.command](actor, item) if item.command in _costs else ""
