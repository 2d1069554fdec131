"""Finishing the OpenAPI document: what ninja cannot know, said once for all operations."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.schema import NinjaGenerateJsonSchema

from apps.core.api.commanding import NOT_OFFERED, REPLAYED, schema_name
from apps.core.api.descriptions import told_of
from apps.core.api.problems import MEDIA_TYPE, Problem
from apps.core.api.versions import VERSION, is_edit
from apps.core.commands import COMMANDS

Document = dict[str, Any]

DESCRIPTION = """\
Everything that the office and the field do in WorkHub, under the same rules.

* **Read** with `GET`: lists in pages (`cursor`, `limit`), rows with an `ETag`.
* **Write** with commands: `POST /commands/visit.complete` and the arguments. A UUID as `Idempotency-Key` makes
  repeating safe; commands that change what people typed want the row's `ETag` as `If-Match`.
* **Follow** with `GET /feed`: what changed for you since a cursor.
* **Errors** are `application/problem+json`; `code` never changes.

What you may not see looks like what does not exist: 404.
"""

HEADINGS = [
    "Visits",
    "Jobs",
    "Incidents",
    "Customers",
    "Sites",
    "Messages",
    "Proposals",
    "Agent runs",
    "Notifications",
    "Following changes",
    "Deliveries",
    "Crews",
    "Attendance",
    "Members",
    "Shifts",
    "Absences",
    "Skills",
    "Certificates",
    "Requests",
    "People",
    "Files",
]
REFUSALS = {
    "BadRequest": (
        400,
        "The request cannot be read: the body is not JSON, or a text has a character that cannot be stored.",
    ),
    "NotSignedIn": (401, "Nobody is signed in."),
    "NotAllowed": (403, "You may see it, but this is not yours to do; or the CSRF token is missing."),
    "NotFound": (404, "It does not exist, or it is not yours to see."),
    "Conflict": (409, "It does not go from where things stand: a state, a double booking, a name that is taken."),
    "Stale": (412, "Somebody changed it in the meantime; `current_version` says where it stands."),
    "TooLarge": (413, "The body is larger than 2.5 MB."),
    "WrongContentType": (415, "The body is not sent as JSON."),
    "BadInput": (422, "A parameter or an argument cannot be right; `fields` says which and why."),
    "VersionMissing": (428, "Say on which version your change rests: If-Match."),
    "TryAgain": (503, "Something was in the way just now. Nothing was done; repeat it, with the same Idempotency-Key."),
}
FROM_BODY = ("BadRequest", "TooLarge", "WrongContentType", "BadInput")
PARAMETERS: Document = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "A new UUID per intention. The same one again answers with the first result and does nothing.",
        "schema": {"type": "string", "format": "uuid"},
        "example": "0d9f3c52-6a1e-4b7c-8f40-5e2d1c9b7a86",
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "description": "The ETag you were given. Without it (and without `version` in the body) nothing is changed.",
        "schema": {"type": "string", "pattern": r'^"[0-9]{1,9}(-[0-9a-f]{1,64})?"$'},
        "example": '"3"',
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "description": "The ETag you have; 304 when nothing moved.",
        "schema": {"type": "string"},
        "example": '"3-1f3a9c0b52de"',
    },
}
HEADERS: Document = {
    "ETag": {"description": "The row's version. Send it back as If-Match.", "schema": {"type": "string"}},
    "Link": {"description": 'The next page, rel="next".', "schema": {"type": "string"}},
    "Location": {"description": "Where the row can be read.", "schema": {"type": "string", "format": "uri-reference"}},
    "Replayed": {"description": "`true` when this was done before.", "schema": {"type": "string", "enum": ["true"]}},
    "Authenticate": {"description": "How to sign in.", "schema": {"type": "string"}},
}


def finished(document: OpenAPISchema) -> OpenAPISchema:
    """The document with commands' arguments, problems, headers, examples, tags and where it is served."""
    components: Document = document["components"]
    for name, command in COMMANDS.items():
        if name not in NOT_OFFERED:
            _add_schema(components, schema_name(name), command.arguments)
            if is_edit(command):
                _say_all(components["schemas"][schema_name(name)])
            _describe(components["schemas"][schema_name(name)], told_of(command).arguments)
    _add_schema(components, "Problem", Problem)
    components["responses"] = {name: _problem(status, text) for name, (status, text) in REFUSALS.items()}
    components["responses"]["NotSignedIn"]["headers"] = {"WWW-Authenticate": _ref("headers", "Authenticate")}
    components["parameters"], components["headers"] = PARAMETERS, HEADERS
    for path, method, operation in _operations(document):
        _finish(path, method, operation, components)
    _drop_unused(document, components)
    document["servers"] = [{"url": "/", "description": "This WorkHub"}]
    document["tags"] = [{"name": tag} for tag in _tags(document)]
    return document


def _tags(document: OpenAPISchema) -> list[str]:
    """The headings, the daily ones first."""
    used = {tag: None for _path, _method, operation in _operations(document) for tag in operation.get("tags", ())}
    return sorted(used, key=lambda tag: HEADINGS.index(tag) if tag in HEADINGS else len(HEADINGS))


def _ref(kind: str, name: str) -> Document:
    return {"$ref": f"#/components/{kind}/{name}"}


def _add_schema(components: Document, name: str, model: Any) -> None:
    schema = model.model_json_schema(ref_template=REF_TEMPLATE, schema_generator=NinjaGenerateJsonSchema)
    components["schemas"].update(schema.pop("$defs", {}))
    components["schemas"][name] = {**schema, "title": name}


def _say_all(schema: Document) -> None:
    """An edit is sent whole (refuse_half_an_edit)."""
    schema["required"] = [field for field in schema["properties"] if field != VERSION]
    for field in schema["required"]:
        schema["properties"][field].pop("default", None)


def _describe(schema: Document, told: dict[str, str]) -> None:
    for name, text in told.items():
        schema["properties"][name]["description"] = text


def _drop_unused(document: OpenAPISchema, components: Document) -> None:
    """Filters are query parameters; ninja leaves the schemas behind that it made these from."""
    named, wanted = components["schemas"], _named_in(document["paths"]) | _named_in(components["responses"])
    while more := {inner for name in wanted for inner in _named_in(named[name])} - wanted:
        wanted |= more
    components["schemas"] = {name: named[name] for name in sorted(wanted)}


def _named_in(part: Any) -> set[str]:
    return set(re.findall(r"#/components/schemas/(\w+)", json.dumps(part, default=str)))


def _problem(status: int, text: str) -> Document:
    return {"description": text, "content": {MEDIA_TYPE: {"schema": _ref("schemas", "Problem")}}}


def _operations(document: OpenAPISchema) -> Iterator[tuple[str, str, Document]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _finish(path: str, method: str, operation: Document, components: Document) -> None:
    for parameter in operation["parameters"]:
        _simplify(parameter)
    responses = {str(status): told for status, told in operation["responses"].items()}
    for name in _refusals(path, operation):
        responses.setdefault(str(REFUSALS[name][0]), _ref("responses", name))
    operation["responses"] = dict(sorted(responses.items()))
    if "200" in responses:
        responses["200"].setdefault("headers", {}).update(_headers(operation))
    for status in responses:
        if status.startswith("2"):
            _show_example(responses[status], components)
    if "304" in responses:
        operation["parameters"].append(_ref("parameters", "IfNoneMatch"))
        responses["304"] = {"description": "Nothing moved.", "headers": {"ETag": _ref("headers", "ETag")}}


def _simplify(parameter: Document) -> None:
    """A query has no null: what is not asked for is left out."""
    schema = parameter.get("schema", {})
    kinds = [kind for kind in schema.pop("anyOf", ()) if kind != {"type": "null"}]
    if kinds:
        schema.update(*kinds)
    if schema.get("default") in ([], ""):
        del schema["default"]
    schema.pop("description", None)


def _refusals(path: str, operation: Document) -> Iterator[str]:
    """Which refusals an operation can answer with: its own, and those that follow from its form."""
    yield from operation.pop("x-refusals", ())
    if operation.get("security"):
        yield "NotSignedIn"
    if "{" in path:
        yield "NotFound"
    if any(p.get("in") == "query" for p in operation["parameters"]):
        yield from ("BadRequest", "BadInput")
    if "requestBody" in operation:
        yield from FROM_BODY
    yield "TryAgain"


def _headers(operation: Document) -> Document:
    if "x-command" in operation:
        return {
            "ETag": _ref("headers", "ETag"),
            "Location": _ref("headers", "Location"),
            REPLAYED: _ref("headers", "Replayed"),
        }
    if "304" in map(str, operation["responses"]):
        return {"ETag": _ref("headers", "ETag")}
    if any(p.get("name") == "limit" for p in operation["parameters"]):
        return {"Link": _ref("headers", "Link")}
    return {}


def _show_example(response: Document, components: Document) -> None:
    """The example of the answer's schema, or a page with one of its items."""
    for media in response.get("content", {}).values():
        name = media["schema"].get("$ref", "").rsplit("/", 1)[-1]
        found = _example(name, components["schemas"])
        if found is not None:
            media["example"] = found


def _example(name: str, schemas: Document) -> Any:
    schema = schemas.get(name, {})
    if "examples" in schema:
        return schema["examples"][0]
    item = schema.get("properties", {}).get("items", {}).get("items", {}).get("$ref", "").rsplit("/", 1)[-1]
    if item not in schemas:
        return None
    return {"items": [_example(item, schemas)], "next_cursor": None}
