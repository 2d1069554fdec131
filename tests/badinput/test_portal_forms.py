"""Every form of the portal, filled in badly: a sentence, what was typed is kept, and nothing is half-done.

The rows are the portal's own lists of verbs; a new one is in here without being told.
"""

import html
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from apps.agent.portal.views import VERBS as DECISIONS
from apps.jobs.portal.steps import VERBS as STEPS
from tests.badinput.oracle import illegible, state
from tests.badinput.values import TEXTS
from tests.badinput.world import World

HTMX = {"HX-Request": "true"}
SENTENCE = re.compile(r'class="form-error"[^>]*role="alert"[^>]*>([^<]+)<')
BEGIN = {
    "depart": "visit",
    "start": "other_visit",
    "pause": "working",
    "resume": "paused",
    "complete": "working",
    "reopen": "ended",
}
FORMS = [("step", verb) for verb in sorted(STEPS)] + [("decide", verb) for verb in sorted(DECISIONS)]
FORMS += [("message", "send"), ("notification", "read"), ("answer", "remarks")]
FORMS += [("evidence", verb) for verb in ("note", "part-change", "time")]  # texts, numbers, moments: one door for all


@pytest.fixture
def ana(world: World) -> Client:
    client = Client()
    client.force_login(world.cast.ana)
    return client


def address(world: World, form: tuple[str, str]) -> str:
    kind, verb = form
    if kind == "step":
        return f"/portal/visits/{world.rows[BEGIN[verb]].public_id}/{verb}/"
    if kind == "evidence":
        return f"/portal/visits/{world.visit.public_id}/evidence/{verb}/"
    if kind == "answer":
        return f"/portal/visits/{world.visit.public_id}/answer/"
    if kind == "decide":
        return f"/portal/items/{(world.applied if verb == 'undo' else world.item).public_id}/{verb}/"
    return (
        "/portal/messages/send/" if kind == "message" else f"/portal/notifications/{world.notification.public_id}/read/"
    )


def told(answer: Any) -> list[str]:
    return [html.unescape(text).strip() for text in SENTENCE.findall(answer.content.decode())]


def judge(answer: Any, before: str, *typed: str) -> Iterator[str]:
    if answer.status_code >= 500:
        yield f"answers {answer.status_code}"
    elif answer.status_code == 422:
        shown = html.unescape(answer.content.decode())
        if state() != before:
            yield "something is half-done"
        if not told(answer):
            yield "refused without a word"
        yield from filter(None, map(illegible, told(answer)))
        yield from ("what was typed is gone" for text in typed if text not in shown)


@pytest.mark.parametrize("form", FORMS, ids="-".join)
@pytest.mark.parametrize("headers", [HTMX, {}], ids=["in the page", "as a page"])
def test_odd_texts_in_every_field(world: World, ana: Client, form: tuple[str, str], headers: dict[str, str]) -> None:
    trouble = []
    for what, text in TEXTS.items():
        if what == "half a pair":  # a browser sends none
            continue
        for outcome in ("completed", "unable", "exploded", "\x00"):
            if outcome != "completed" and form != ("step", "complete"):
                continue
            sent = {
                "text": text,
                "note": text,
                "reason": text,
                "words": text,
                "outcome": outcome,
                "checklist": str(world.checklist.public_id),
                "item": "remarks",
                "answer": text,
                "client_id": str(uuid4()),
                **_about(world, form, text),
            }
            typed = [text] if what not in ("NUL", "empty", "blank", "lines") and _has_box(form) else []
            with transaction.atomic():
                answer = ana.post(address(world, form), sent, headers=headers)
                trouble += [f"{what}, {outcome}: {problem}" for problem in judge(answer, world.state, *typed)]
                transaction.set_rollback(True)
    assert trouble == []


def _about(world: World, form: tuple[str, str], text: str) -> dict[str, str]:
    """What the forms of the evidence take besides, every field filled in badly."""
    if form[0] != "evidence":
        return {}
    row = world.rows["timeentry" if form[1] == "time-change" else "part"]
    fields = ("name", "number", "unit", "serial", "quantity", "caption", "kind", "role", "for_customer")
    moments = ("started_at", "ended_at", "member_id", "photo_id", "version")
    return {**dict.fromkeys((*fields, *moments), text), "row": str(row.public_id)}


def _has_box(form: tuple[str, str]) -> bool:
    """Deciding takes no words on the portal, and Ana may not undo what she is served here: no box comes back."""
    return form in (("step", "complete"), ("message", "send"), ("answer", "remarks")) or form[0] == "evidence"


@pytest.mark.parametrize("form", FORMS, ids="-".join)
def test_a_client_id_that_is_none_is_said_in_words(world: World, ana: Client, form: tuple[str, str]) -> None:
    if form[0] == "notification":
        return  # Ada's: not Ana's to see
    answer = ana.post(address(world, form), {"client_id": "abc", "text": "Hello", "words": "Why"}, headers=HTMX)
    assert (answer.status_code, state()) == (422, world.state)
    assert "This form is out of date. Load the page again." in told(answer)


@pytest.mark.parametrize("form", FORMS, ids="-".join)
def test_somebody_elses_is_not_there_for_an_outsider(world: World, form: tuple[str, str]) -> None:
    charlie = Client()
    charlie.force_login(world.cast.charlie)
    before = state()
    answer = charlie.post(address(world, form), {"words": "Why", "client_id": str(uuid4())}, headers=HTMX)
    assert answer.status_code == (422 if form[0] == "message" else 404)
    assert state() == before
