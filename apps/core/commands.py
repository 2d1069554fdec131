"""The command registry: a verb is one typed function, and everything that speaks in data finds it here by name."""

import functools
import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ParamSpec, TypeVar, get_type_hints
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import to_json

from apps.core.actor import Actor
from apps.core.audit import Execution
from apps.core.complaints import complaints
from apps.core.errors import BadInput, DomainError, NotHere
from apps.core.execution import execute, refusals_outlive_rollback
from apps.core.models import Record
from apps.core.receipts import Receipt, fingerprint, with_receipt
from apps.core.texts import refuse_unstorable, storable

P = ParamSpec("P")
R = TypeVar("R", bound=Record)
Ahead = Callable[[Actor, dict[str, Any]], AbstractContextManager[None]]


class Risk(StrEnum):
    """How much a command can break; policy turns it into auto, ask or forbid."""

    READ = "read"
    REVERSIBLE = "reversible"
    APPROVE = "approve"
    TWO_PERSON = "two_person"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Inverse:
    """The command that undoes another one: its name and the argument that takes the result's public id.

    `at_version`: it takes the result's version as well, because what it would undo is no longer there once the row
    has moved on. `own`: what undoes it for those who may not run this one, such as taking one's own step back.
    """

    command: str
    argument: str
    at_version: bool = False
    own: "Inverse | None" = None


@dataclass(frozen=True, slots=True)
class Command:
    """A registered verb.

    Attributes:
        personal: it is about whoever runs it, so that nobody can run it for somebody else.
        ahead: what takes long and changes no row, done before the transaction begins; refuses nothing.
    """

    name: str
    title: str
    risk: Risk
    run: Callable[..., Record]
    arguments: type[BaseModel]
    inverse: Inverse | None
    personal: bool
    description: str
    ahead: Ahead | None

    @property
    def json_schema(self) -> dict[str, Any]:
        """The arguments as JSON schema, for tools, forms and the API document."""
        return self.arguments.model_json_schema()


COMMANDS: dict[str, Command] = {}
LONGEST_NAME = 80
GIVEN = ("actor", "now")  # what the surface supplies; the rest are arguments
SAID_BY_DEVICES = frozenset({"device_at", "position"})  # arguments that people and models would only make up


def command(
    name: str,
    *,
    title: str,
    risk: Risk,
    inverse: Inverse | None = None,
    personal: bool = False,
    ahead: Ahead | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a keyword-only action under a name such as `visit.complete`.

    The function takes `actor` and `now` (aware, any zone) besides its arguments, and checks permission, locks, checks
    the transition, saves and emits, in that order. The wrapper gives it one transaction, the audit entry with before
    and after, and turns constraint violations into refusals. Callers use the function as it stands; surfaces that
    speak in data use `run`.
    """

    def register(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def verb(*args: P.args, **kwargs: P.kwargs) -> R:
            given: dict[str, Any] = dict(kwargs)
            return execute(
                Execution(
                    command=name,
                    actor=given["actor"],
                    now=given["now"],
                    arguments={k: v for k, v in given.items() if k not in GIVEN},
                ),
                lambda: function(*args, **kwargs),
            )

        if name in COMMANDS:
            raise RuntimeError(f"The command {name} is registered twice.")
        COMMANDS[name] = Command(
            name=name,
            title=title,
            risk=risk,
            run=verb,
            arguments=_arguments_of(name, function),
            inverse=inverse,
            personal=personal,
            description=inspect.getdoc(function) or title,
            ahead=ahead,
        )
        return verb

    return register


def _arguments_of(name: str, function: Callable[..., Any]) -> type[BaseModel]:
    hints = get_type_hints(function, include_extras=True)
    parameters = inspect.signature(function).parameters.values()
    if any(p.kind is not inspect.Parameter.KEYWORD_ONLY for p in parameters):
        raise RuntimeError(f"The command {name} must take keyword arguments only.")
    fields: dict[str, Any] = {
        p.name: (hints[p.name], ... if p.default is inspect.Parameter.empty else p.default)
        for p in parameters
        if p.name not in GIVEN
    }
    return create_model(name.replace(".", "_"), __config__=ConfigDict(extra="forbid"), **fields)


def find(name: str) -> Command:
    """The command of that name.

    Raises:
        NotHere: there is none.
    """
    try:
        return COMMANDS[name]
    except KeyError:
        text = _("There is no command called “%(name)s”.") % {"name": storable(name[:LONGEST_NAME])}
        raise NotHere(text, command=storable(name[:LONGEST_NAME])) from None


def parse(name: str, arguments: dict[str, Any], *, strict: bool = False) -> dict[str, Any]:
    """Check arguments that came as data and give them their types.

    Args:
        strict: they are JSON and each must have the very type of the schema: "60" is no number. Forms and models of
            language are given the benefit of the doubt.

    Raises:
        NotHere: there is no such command.
        BadInput: with `fields`, what is wrong with each argument.
    """
    schema = find(name).arguments
    try:
        model = _strictly(schema, arguments) if strict else schema.model_validate(arguments)
    except ValidationError as error:
        text, fields = complaints(error.errors(include_url=False, include_input=False))
        raise BadInput(text, fields=fields) from None
    typed = {field: getattr(model, field) for field in type(model).model_fields}
    refuse_unstorable(typed)
    return typed


def _strictly(schema: type[BaseModel], arguments: dict[str, Any]) -> BaseModel:
    refuse_unstorable(arguments)  # half a surrogate pair has no JSON to be checked
    return schema.model_validate_json(to_json(arguments), strict=True)


def canonical(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Arguments as JSON data in their one written form: checked, defaults filled in, ids and times normalised."""
    return find(name).arguments.model_validate(parse(name, arguments)).model_dump(mode="json")


def run(
    name: str,
    arguments: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
    command_id: UUID | None = None,
    strict: bool = False,
) -> Receipt:
    """Run a command that came as data: the door for sync, API, agent tools, automations and proposals.

    With a `command_id` the second call with the same id answers with the first result and does nothing. `strict` as
    for `parse`.

    Raises:
        NotHere, BadInput: name or arguments are wrong.
        Reused: the id was used for something else.
        DomainError: whatever the command refuses.
    """
    with refusals_outlive_rollback() as refused:
        try:
            typed = parse(name, arguments, strict=strict)
        except DomainError as error:  # never reached the verb, which audits its own refusals
            refused.append((Execution(command=name[:LONGEST_NAME], actor=actor, now=now, arguments=arguments), error))
            raise
    verb = find(name)
    call = verb.run
    with verb.ahead(actor, typed) if verb.ahead and actor.may(name) else nullcontext():
        if command_id is None:
            return Receipt.of(call(actor=actor, now=now, **typed))
        written = fingerprint(name, canonical(name, arguments))
        return with_receipt(
            command_id=command_id,
            command=name,
            fingerprint=written,
            actor=actor,
            now=now,
            do=lambda: call(actor=actor, now=now, **typed),
        )
