"""Every registered command as an operation: `POST /commands/visit.complete`, with its own arguments as the body."""

from collections.abc import Callable
from typing import Any, get_type_hints
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import ConfigDict

from apps.core.api.asking import actor_of
from apps.core.api.bodies import JSON, json_object
from apps.core.api.descriptions import told_of
from apps.core.api.nouns import place_of, tag_of
from apps.core.api.versions import refuse_half_an_edit, settled_version, takes_version
from apps.core.commands import COMMANDS, Command, run
from apps.core.errors import BadInput, NotHere
from apps.core.models import Record

# Commands that make no sense from outside, each with the reason. What nobody does from outside (`begin_run`,
# `apply_item`, `notify`) is no command in the first place.
NOT_OFFERED: dict[str, str] = {
    "report.send": "It emails the person who clicks; a program reads what the summary counts.",
    "service_request.receive": "It is for people without an account; a program adds requests in its own name.",
    "service_request.receive_answer": "It is for people without an account, by email.",
}

EXAMPLES: dict[str, dict[str, Any]] = {}
KEY, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"


class ReceiptOut(Schema):
    """What a command came to: the row it made or changed. Read it where `Location` says."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"type": "visit", "id": "6f1c2a34-7b0d-4e19-8c55-2d9e4b7f1a60", "version": 4, "replayed": False}
            ]
        }
    )

    type: str
    id: UUID
    version: int
    replayed: bool


def show_how(examples: dict[str, dict[str, Any]]) -> None:
    """Declare an example body for each of these commands; every command has one, in its app's `api`."""
    EXAMPLES.update(examples)


def commands_router() -> Router:
    """The operations of all commands, and one answer for names that are none."""
    router = Router()
    for command in COMMANDS.values():
        if command.name not in NOT_OFFERED:
            router.post(f"/commands/{command.name}", **_options(command))(_operation(command.name))
    router.post("/commands/{name}", include_in_schema=False, url_name="any_command")(run_any)
    return router


def operation_id(command: str) -> str:
    """`visit_complete` for `visit.complete`."""
    return command.replace(".", "_")


def schema_name(command: str) -> str:
    """`VisitCompleteIn`, the arguments in the document."""
    return "".join(part.capitalize() for part in operation_id(command).split("_")) + "In"


def result_type(command: Command) -> str:
    """The kind of row a command answers with."""
    made: type[Record] = get_type_hints(command.run)["return"]
    return made.type_name()


def run_any(request: HttpRequest, name: str) -> HttpResponse:
    """A command by its name. Those that exist have operations of their own; here the rest is refused."""
    return _run(request, name)


def _operation(name: str) -> Callable[[HttpRequest], HttpResponse]:
    def operation(request: HttpRequest) -> HttpResponse:
        return _run(request, name)

    operation.__name__ = operation_id(name)
    return operation


def _run(request: HttpRequest, name: str) -> HttpResponse:
    """Run it; the same `Idempotency-Key` twice does it once and answers the same."""
    arguments, key = json_object(request), _key(request)
    if name in NOT_OFFERED:
        raise NotHere
    if name in COMMANDS:
        arguments = settled_version(request, COMMANDS[name], arguments)
        refuse_half_an_edit(COMMANDS[name], arguments)
    receipt = run(name, arguments, actor=actor_of(request), now=timezone.now(), command_id=key, strict=True)
    shown = ReceiptOut(type=receipt.type, id=receipt.id, version=receipt.version, replayed=receipt.replayed)
    response = HttpResponse(shown.model_dump_json(), content_type=JSON)
    response["Location"] = place_of(receipt.type, receipt.id)
    response["ETag"] = f'"{receipt.version}"'
    if receipt.replayed:
        response[REPLAYED] = "true"
    return response


def _key(request: HttpRequest) -> UUID | None:
    value = request.headers.get(KEY)
    try:
        return UUID(value) if value is not None else None
    except ValueError:
        raise BadInput(_("Idempotency-Key must be a UUID."), code="bad_idempotency_key") from None


def _options(command: Command) -> dict[str, Any]:
    return {
        "response": ReceiptOut,
        "operation_id": operation_id(command.name),
        "url_name": operation_id(command.name),
        "summary": command.title,
        "description": told_of(command).summary,
        "tags": [tag_of(command.name)],
        "openapi_extra": _extra(command),
    }


def _extra(command: Command) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{schema_name(command.name)}"}
    parameters = [{"$ref": "#/components/parameters/IdempotencyKey"}]
    refused = ["NotAllowed", "NotFound", "Conflict"]
    if takes_version(command):
        parameters.append({"$ref": "#/components/parameters/IfMatch"})
        refused += ["Stale", "VersionMissing"]
    return {
        "parameters": parameters,
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": schema, "example": EXAMPLES.get(command.name, {})}},
        },
        "x-command": command.name,
        "x-refusals": refused,
        "x-risk": str(command.risk),
        "x-result": result_type(command),
        **({"x-undone-by": command.inverse.command} if command.inverse else {}),
    }
