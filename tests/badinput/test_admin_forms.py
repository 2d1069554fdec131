"""Every form of the office, through its real page: what is typed badly comes back with a sentence and as it was typed.

The rows are the pages themselves: every verb, every way to add and every list action of every registered page.
"""

import html
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.messages import ERROR, get_messages
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from apps.core.admin import ActionModelAdmin
from apps.core.file_fields import KeptFileField
from apps.core.models import Record, StoredFile
from apps.crews.admin.week_form import WeekWidget
from apps.crews.states import RIGHTS, Role
from apps.jobs.admin.items_form import ItemsWidget
from apps.jobs.admin.plans.rules_field import FRESH, RulesWidget
from apps.jobs.states import Severity
from tests.badinput.oracle import illegible, state
from tests.badinput.values import TEXTS
from tests.badinput.world import ABOUT, NEEDED_TOO, VERBS, World
from tests.conftest import HOUR, NOW

PAGES = {a.opts.model_name: a for a in admin.site._registry.values() if isinstance(a, ActionModelAdmin)}
VERBS_ON_PAGES = [(word, v.command) for word, a in PAGES.items() for v in a.all_verbs()]
FORMS = [(word, v.command) for word, a in PAGES.items() for v in a.all_verbs() if v.asks]
FORMS += [(word, "") for word, a in PAGES.items() if a.add_command]
BUTTONS = [(word, v.command) for word, a in PAGES.items() for v in a.all_verbs() if not v.asks]
BULK = [(word, v.command) for word, a in PAGES.items() for v in a.bulk]
# Verbs without a page in the office, and where they are done instead.
ELSEWHERE = {
    "message.send": "the portal's message box",
    "checklist.answer": "the portal's page of a visit",
    "message.forward": "the agent",
    "message.correct": "the portal's messages",
    "message.keep_corrections": "the portal's page Me",
    "attendance.check_in": "the portal's page Today",
    "attendance.start_break": "the portal's page Today",
    "attendance.end_break": "the portal's page Today",
    "attendance.check_out": "the portal's page Today",
    "attendance.ask_correction": "the portal's page with one's hours",
}
ROW = {
    "workpattern": "pattern",
    "shiftexception": "exception",
    "crewmembership": "membership",
    "proposalitem": "item",
    "deadletter": "letter",
    "commandpolicy": "policy",
    "staffrequest": "request",
    "servicerequest": "service_request",
    "jobtemplate": "template",
    "maintenanceplan": "plan",
    "user": "ben",
}


def test_every_verb_is_on_a_page_of_the_office() -> None:
    shown = {command for _word, command in VERBS_ON_PAGES} | {a.add_command for a in PAGES.values() if a.add_command}
    assert set(VERBS) - shown == set(ELSEWHERE)


@pytest.fixture
def signed_in_as(world: World) -> Any:
    def client_of(name: str) -> Client:
        client = Client(raise_request_exception=True)
        client.force_login(world.rows[name])  # type: ignore[arg-type]
        return client

    return client_of


def row_for(world: World, word: str, command: str) -> Record:
    row = ROW.get(word, word)
    return world.rows[ABOUT.get(command, {}).get("user_id" if word == "user" else f"{row}_id", row)]


def address(world: World, word: str, command: str) -> str:
    opts = PAGES[word].opts
    page = f"admin:{opts.app_label}_{opts.model_name}"
    if not command:
        return reverse(f"{page}_add")
    return reverse(f"{page}_command", args=[row_for(world, word, command).pk, command])


def filled(form: Any) -> dict[str, Any]:
    """What a browser would send when somebody fills in all that is asked for."""
    sent: dict[str, Any] = {}
    needed = NEEDED_TOO.get(form.command, {})
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        value = needed.get(name) if value in (None, "") else value
        if value in (None, "") and (field.required or name.endswith("reason") or name == "checked_out_at"):
            value = _answer(field, name)
        if name == "severity" and form.command == "incident.change_severity":
            value = Severity.LOW
        if isinstance(field, KeptFileField) and field.required:
            value = StoredFile.objects.get(name="seal.png").public_id  # brought, and put with nothing yet
        if isinstance(field, forms.ModelMultipleChoiceField):
            value = value or [_first(field).pk]
        if isinstance(field.widget, WeekWidget | RulesWidget | ItemsWidget):
            fresh = [FRESH] if isinstance(field.widget, RulesWidget) else []
            sent |= field.widget.as_data(name, value or fresh)
            continue
        if name == "override_reason" or value in (None, "", False):
            continue
        sent[name] = getattr(value, "pk", value)
    return sent


def _answer(field: forms.Field, name: str) -> Any:
    if isinstance(field, forms.ModelChoiceField):
        return _first(field)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return next(value for value, _label in choices if value)
    if isinstance(field, forms.DateTimeField):
        before = 2 * HOUR if name == "started_at" else HOUR
        return f"{timezone.localtime(NOW - before):%Y-%m-%d %H:%M}"
    if isinstance(field, forms.IntegerField):
        return 60
    return "ana.new@example.com" if isinstance(field, forms.EmailField) else "Words"


def _first(field: forms.ModelChoiceField[Any]) -> Any:
    assert field.queryset is not None
    return field.queryset.first()


def texts_of(form: Any) -> list[str]:
    fields = {n: f for n, f in form.fields.items() if n not in ("command_id", "version")}
    return [n for n, f in fields.items() if isinstance(f, forms.CharField) and n != "override_reason"]


def ids(case: tuple[str, str]) -> str:
    return "-".join(filter(None, case))


def judge(response: Any, before: str, typed: dict[str, Any]) -> Iterator[str]:
    """What is wrong with an answer: a crash, words nobody understands, half a change, something typed that is gone."""
    if response.status_code >= 500:
        yield f"answers {response.status_code}"
        return
    told = [str(m) for m in get_messages(response.wsgi_request) if m.level >= ERROR]
    form = response.context["form"] if response.status_code == 200 else None
    if form is not None:
        told += [str(e) for errors in form.errors.values() for e in errors]
        if not form.errors:
            yield "the form comes back without a word"
        if state() != before:
            yield "something is half-done"
        shown = html.unescape(response.content.decode()).replace("\r\n", "\n")
        yield from (f"{n} is not as it was typed" for n, v in typed.items() if _kept(v) not in shown)
    yield from filter(None, map(illegible, (html.unescape(_plain(t)) for t in told)))


def _kept(value: Any) -> str:
    return str(value).replace("\r\n", "\n")


def _plain(message: str) -> str:
    return strip_tags(message) if "<a " in message else message


every_form = pytest.mark.parametrize("case", FORMS, ids=ids)


def tried(client: Client, url: str, sent: dict[str, Any], before: str, **typed: Any) -> list[str]:
    """Send the form and take back what came of it."""
    with transaction.atomic():
        trouble = list(judge(client.post(url, sent), before, typed))
        transaction.set_rollback(True)
    return trouble


@every_form
def test_filled_in_as_asked_it_is_done(world: World, signed_in_as: Any, case: tuple[str, str]) -> None:
    client, url = signed_in_as("ada"), address(world, *case)
    response = client.post(url, filled(client.get(url).context["form"]))
    assert response.status_code == 302, response.context["form"].errors
    assert state() != world.state


@every_form
def test_nothing_filled_in(world: World, signed_in_as: Any, case: tuple[str, str]) -> None:
    assert tried(signed_in_as("ada"), address(world, *case), {}, world.state) == []


@every_form
def test_texts_that_are_empty_endless_or_odd(world: World, signed_in_as: Any, case: tuple[str, str]) -> None:
    client, url = signed_in_as("ada"), address(world, *case)
    form = client.get(url).context["form"]
    sent, trouble = filled(form), []
    # What may be kept all at once; what is refused in turn, so that each field meets it over the forms.
    for turn, whats in enumerate((("markup", "right to left"), REFUSED, REFUSED[::-1])):
        chosen = {name: whats[(place + turn) % len(whats)] for place, name in enumerate(texts_of(form))}
        given = {name: TEXTS[what] for name, what in chosen.items()}
        kept = {name: text for name, text in given.items() if chosen[name] not in ("NUL", "blank")}
        trouble += [f"{chosen}: {t}" for t in tried(client, url, {**sent, **given}, world.state, **kept)]
    assert trouble == []


REFUSED = ("blank", "NUL", "control characters", "one too many")
_met: set[tuple[str, str]] = set()  # fields that stand alike on several forms get rubbish of their own on the first


RUBBISH = ["\x00\U0001f9ef", "9" * 30, "9999-12-31"]


@every_form
def test_rubbish_in_every_field(world: World, signed_in_as: Any, case: tuple[str, str]) -> None:
    client, url = signed_in_as("ada"), address(world, *case)
    form = client.get(url).context["form"]
    sent, trouble = filled(form), []
    names = {*form.fields, "nobody_asked"} - set(texts_of(form))
    looks = {name: (name, type(getattr(form.fields.get(name), "widget", None)).__name__) for name in names}
    alone = sorted(name for name in names if looks[name] not in _met)
    _met.update(looks.values())
    changes = [{name: RUBBISH[0]} for name in alone] + [dict.fromkeys(names, rubbish) for rubbish in RUBBISH]
    changes += [{name: "9999-12-31"} for name in names if isinstance(form.fields.get(name), forms.DateField)]
    for change in changes:
        trouble += [f"{change}: {t}" for t in tried(client, url, {**sent, **change}, world.state)]
    assert trouble == []


@every_form
def test_who_may_not_is_told_and_nothing_happens(world: World, signed_in_as: Any, case: tuple[str, str]) -> None:
    command = case[1] or PAGES[case[0]].add_command
    url = address(world, *case)
    sent = filled(signed_in_as("ada").get(url).context["form"])
    for name, role in (("dana", Role.DISPATCHER), ("ana", Role.TECHNICIAN)):
        if name == "dana" and command in RIGHTS[role]:
            continue
        client = signed_in_as(name)
        for response in (client.get(url), client.post(url, sent)):
            assert response.status_code in (200, 302, 403), response.status_code
            assert state() == world.state


@pytest.mark.parametrize("case", BUTTONS, ids=ids)
def test_a_button_pressed_twice_says_why_not(world: World, signed_in_as: Any, case: tuple[str, str]) -> None:
    client, url = signed_in_as("ada"), address(world, *case)
    client.post(url)
    assert state() != world.state
    if case[1] == "user.invite":  # again sends another link, which is what people want
        return
    done = state()
    told = [str(m) for m in get_messages(client.post(url).wsgi_request)]
    if case[1] not in ("notification.read", "breaker.close"):  # again changes nothing, and that is no mistake
        assert [illegible(_plain(text)) for text in told[-1:]] == [""]
    assert state() == done
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("case", FORMS, ids=ids)
def test_a_command_without_the_version_one_looked_at(world: World, signed_in_as: Any, case: tuple[str, str]) -> None:
    client, url = signed_in_as("ada"), address(world, *case)
    sent = filled(client.get(url).context["form"])
    if sent.pop("version", None) is None:
        return
    for version in ({}, {"version": ""}, {"version": "abc"}, {"version": "0"}):
        answer = client.post(url, {**sent, **version})
        assert list(judge(answer, world.state, {})) == []
        assert answer.status_code == 200  # never written over what nobody looked at


@pytest.mark.parametrize("case", BULK, ids=ids)
@pytest.mark.parametrize("chosen", [["\x00"], ["abc"], ["9" * 30], ["-1"], [], ["0", "x"]], ids=str)
def test_many_rows_at_once_that_are_none(
    world: World, signed_in_as: Any, case: tuple[str, str], chosen: list[str]
) -> None:
    opts = PAGES[case[0]].opts
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    for action in (case[1].replace(".", "_"), "delete_selected", "\x00", "x" * 20_000):
        response = signed_in_as("ada").post(url, {"action": action, "_selected_action": chosen, "index": "0"})
        assert response.status_code < 500
        assert state() == world.state
