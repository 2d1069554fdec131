"""Verbs as buttons: which there are on a page, whether this person may now, and if not, why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from apps.core.actor import Actor
from apps.core.admin.forms import CommandForm
from apps.core.errors import DomainError
from apps.core.lifecycle import Lifecycle

WhyNot = Callable[[Any, Actor], str]  # the row, who asks: what is in the way


def always(_row: Any, _actor: Actor) -> str:
    """Nothing about the row is in the way."""
    return ""


def moves(lifecycle: Lifecycle, to: str) -> WhyNot:
    """In the way is whatever the lifecycle says about going to that status."""

    def why_not(row: Any, _actor: Actor) -> str:
        try:
            lifecycle.check(row.status, to)
        except DomainError as error:
            return error.message
        return ""

    return why_not


def only_when(holds: Callable[[Any], bool], otherwise: str | Promise) -> WhyNot:
    """In the way is the sentence, unless the condition holds."""
    return lambda row, _actor: "" if holds(row) else str(otherwise)


def both(*reasons: WhyNot) -> WhyNot:
    """In the way is the first thing that is."""
    return lambda row, actor: next((why for reason in reasons if (why := reason(row, actor))), "")


@dataclass(frozen=True, slots=True)
class Verb:
    """A command offered on a row's page.

    Args:
        label: what the button says: a verb, and what will happen.
        icon: a Material Symbol.
        why_not: what in the row's state is in the way; empty when nothing is.
        argument: which argument takes the row's public id; `<type>_id` unless told.
        form: the form that asks for the other arguments; made from the command's schema unless told.
        asks: whether there is anything to ask; without, one click does it.
        dangerous: it stops or takes back something.
        stays: afterwards one is on this row's page again, not on the new row's.
        rare: seldom wanted: behind “More” where a page has many buttons.
    """

    command: str
    label: str | Promise
    icon: str
    why_not: WhyNot = always
    argument: str = ""
    form: type[CommandForm] | None = None
    asks: bool = True
    dangerous: bool = False
    stays: bool = True
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """A verb on one page for one person."""

    verb: Verb
    url: str
    why_not: str
    primary: bool


def refusal(verb: Verb, actor: Actor, row: Any) -> str:
    """Why this person cannot do that with this row now; empty when they can."""
    if not actor.may(verb.command):
        return actor.why_not(verb.command)
    return verb.why_not(row, actor)


def buttons(verbs: tuple[Verb, ...], actor: Actor, row: Any, url_of: Callable[[Verb], str]) -> list[Button]:
    """The page's buttons. The first that can be pressed, stops nothing and is not rare is the next step: it stands out.

    Whoever only looks is not shown what they can never press.
    """
    told, primary = [], False
    looks = actor.user is not None and actor.user.only_looks
    for verb in verbs:
        if looks and not actor.may(verb.command):
            continue
        why_not = refusal(verb, actor, row)
        stands_out = not (why_not or verb.dangerous or verb.rare or primary)
        primary = primary or stands_out
        told.append(Button(verb, url_of(verb), why_not, stands_out))
    return told
