"""Asking as somebody, taking back what it did, and judging what came."""

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import transaction

from apps.core.models import AuditEntry
from tests.access.people import Person
from tests.access.world import Thing, World

SIGN_IN = re.compile(r"^/(admin|accounts)/login/")
HTML, JSON = "text/html", "application/json"


class Expected(StrEnum):
    """What may come of asking."""

    SHOWN = "shown"
    DONE = "not refused"
    REFUSED = "refused: not their right"
    HIDDEN = "hidden, as if it did not exist"
    SENT_AWAY = "sent to sign in"


@dataclass
class Came:
    """What came: the status, where it leads, the text, and what the domain wrote about it."""

    status: int
    leads: str
    text: str
    done: int  # commands that were done
    codes: list[str]  # of those that were refused
    response: Any = None

    def __str__(self) -> str:
        more = "".join([f" → {self.leads}" if self.leads else "", *(f" {code}" for code in self.codes)])
        return f"{self.status}{more}" + (f" ({self.done} done)" if self.done else "")


@dataclass
class Wrong:
    """The cells of one row of the matrix that are not as they shall be."""

    cells: list[str] = field(default_factory=list)

    def note(self, who: Person, whose: object, way: str, expected: object, came: object) -> None:
        """Write one down."""
        role = who.role or ("deactivated" if who.user else "nobody")
        self.cells.append(f"{who.name:7} {role:14} {whose!s:13} {way:34} expected {expected!s:30} came {came}")

    def judge(self) -> None:
        """Fail when there are any, with all of them, one a line."""
        if self.cells:
            pytest.fail("wrong cells:\n" + "\n".join(self.cells), pytrace=False)


def ask(who: Person, method: str, url: str, data: Any = None, **more: Any) -> Came:
    """One request in a savepoint that is taken back."""
    last = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    cookies = deepcopy(who.client.cookies)
    with transaction.atomic():
        call = getattr(who.client, method.lower())
        response = call(url, data, **more) if data is not None else call(url, **more)
        who.client.cookies = cookies
        wrote = list(AuditEntry.objects.filter(id__gt=last).values_list("outcome", "code"))
        came = Came(
            response.status_code,
            response.headers.get("Location", ""),
            text_of(response),
            sum(outcome == "done" for outcome, _code in wrote),
            [code for outcome, code in wrote if outcome == "refused"],
            response,
        )
        transaction.set_rollback(True)
    return came


def text_of(response: Any) -> str:
    """The body; of a file its name, which is all a person can read of it here."""
    if response.streaming:
        response.getvalue()  # to its end, which closes it as the test client wants it
        return unquote(response.headers.get("Content-Disposition", ""))
    return str(response.content.decode(errors="replace")) if response.content else ""


def fits(expected: Expected, came: Came, nonexistent: Came | None = None, ids: Iterable[str] = ()) -> bool:
    """Whether what came is what was expected."""
    if expected is Expected.SENT_AWAY:
        return came.status == 401 or (came.status == 302 and bool(SIGN_IN.match(came.leads)))
    if expected is Expected.SHOWN:
        return came.status in (200, 201, 304)
    if expected is Expected.DONE:
        return came.status not in (401, 403, 404, 500) and not {"not_allowed", "not_found"} & set(came.codes)
    if expected is Expected.REFUSED:
        return came.status in (302, 403, 422) and not came.done
    as_none = nonexistent is None or plain(came.text, ids) == plain(nonexistent.text, ids)
    return came.status == 404 and not came.done and as_none


VARYING = re.compile(r'"request_id": ?"[^"]*"|nonce="[^"]*"|[A-Za-z0-9]{64}')


def plain(text: str, ids: Iterable[str]) -> str:
    """A body without what is always different: the request's number, tokens, and the id that was asked for."""
    for one in ids:
        text = text.replace(one, "…")
    return VARYING.sub("…", text)


def leaks(world: World, who: Person, came: Came) -> list[str]:
    """The words in an answer that tell of what is outside this person's sight."""
    if "tale" not in came.text and "555" not in came.text and ".37" not in came.text:
        return []
    return [f"{what}: {word}" for word, what in world.hidden_words(who).items() if word in came.text]


def within(world: World, who: Person, thing: Thing, inside: Expected, by: str = "") -> Expected:
    """What comes of asking for a thing: what is said for those who see it, else nothing."""
    if not who.role:
        return Expected.SENT_AWAY
    return inside if world.sees(who, thing, by) else Expected.HIDDEN


def check(
    wrong: Wrong,
    world: World,
    who: Person,
    whose: object,
    way: str,
    expected: Expected,
    came: Came,
    none: Came | None = None,
    ids: tuple[str, ...] = (),
) -> bool:
    """Note a cell that is wrong, and every word that should not be there."""
    right = fits(expected, came, none, ids)
    if not right:
        wrong.note(who, whose, way, expected, came)
    for leak in leaks(world, who, came):
        wrong.note(who, whose, way, "nothing foreign", leak)
    return right


def compare(wrong: Wrong, world: World, who: Person, way: str, known: dict[Any, Thing], shown: set[Any]) -> None:
    """Note what a list shows that it should not, and what it should and does not. `known`: things by their ids."""
    expected = {one for one, thing in known.items() if world.sees(who, thing)}
    if shown != expected:
        names = {one: f"{'-'.join(sorted(thing.owners)) or 'nobody'}'s {thing.sight}" for one, thing in known.items()}
        more, less = ([str(names.get(one, one)) for one in ids][:9] for ids in (shown - expected, expected - shown))
        wrong.note(who, "", way, f"{len(expected)} rows", f"{len(shown)}: too many {more}, missing {less}")
