"""What a row of the matrix can say. The tables are in `rows_work`, `rows_people` and `rows_pages`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.access.people import Person
from tests.access.sight import Whose
from tests.access.world import World

May = Callable[[Person, Whose], bool]


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of a kind: to each exactly what is in their sight. `query`: asks for all of that."""

    kind: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Reads:
    """One of a kind, in the path or, as `{id}`, in the query.

    Args:
        by: the line of the table of sight, where it is not the kind's.
        right: what it asks for besides seeing the row.
    """

    kind: str
    query: str = ""
    by: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Tells:
    """What was done to one of a kind: for the office and its programs."""

    kind: str


@dataclass(frozen=True, slots=True)
class Runs:
    """A command about one of a kind, named by `argument` (the kind's `_id`); about none when there is no kind.

    Args:
        besides: other arguments that name rows, each with its kind.
        given: other arguments that the document's example cannot know.
        hint: a row out of sight is no reason to refuse.
        by: the line of the table of sight, where it is not the kind's.
        may: who may, where the command's name among the rights is not all that is asked.
    """

    kind: str = ""
    argument: str = ""
    besides: dict[str, str] = field(default_factory=dict)
    given: Callable[[World], dict[str, Any]] = lambda _world: {}
    hint: bool = False
    by: str = ""
    may: May | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """What everybody signed in has, or, with a right, some: their own, or what is in their sight."""

    right: str = ""
    query: str = ""


Row = Lists | Reads | Tells | Runs | Own


def may_run(row: Runs, command: str, who: Person, whose: Whose) -> bool:
    """Whether somebody may run a command on a row that they see."""
    return row.may(who, whose) if row.may else who.may(command)
