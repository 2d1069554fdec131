"""The contract: complete, stable, seen in review when it changes."""

import json
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from django.core.management import call_command
from django.test import Client
from ninja import Schema
from pydantic import BaseModel

from apps.core.api.commanding import EXAMPLES, NOT_OFFERED, operation_id, result_type
from apps.core.api.nouns import NOUNS
from apps.core.commands import COMMANDS, parse
from tests.api.conftest import Caller
from workhub.api import api

SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
DOCUMENT: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), default=str))
OPERATIONS = {(method, path): o for path, ways in DOCUMENT["paths"].items() for method, o in ways.items()}

BYTES = {("get", "/api/v1/files/{id}/content"), ("get", "/api/v1/jobs/{id}/report.pdf")}
FORMS = {("post", "/api/v1/files")}

OFFERED = sorted(COMMANDS.keys() - NOT_OFFERED.keys())


def test_the_committed_document_is_the_present_one(tmp_path: Path) -> None:
    """When the change is meant: `make openapi`, and look at the difference."""
    made = tmp_path / "openapi.json"
    call_command("export_openapi_schema", api="workhub.api.api", indent=1, output=str(made))
    assert json.loads(SNAPSHOT.read_text()) == json.loads(made.read_text()), "run `make openapi`"


def test_it_is_served_at_the_contracts_address(db: None) -> None:
    assert Client().get("/api/v1/openapi.json").json()["info"]["title"] == "WorkHub"


def test_every_command_has_an_operation_and_every_operation_a_command() -> None:
    offered = {o["x-command"]: (method, path, o) for (method, path), o in OPERATIONS.items() if "x-command" in o}
    assert set(offered) == set(COMMANDS) - set(NOT_OFFERED)
    assert set(NOT_OFFERED) <= set(COMMANDS)
    for name, (method, path, operation) in offered.items():
        assert (method, path) == ("post", f"/api/v1/commands/{name}")
        assert operation["operationId"] == operation_id(name)
        assert operation["summary"] == COMMANDS[name].title


@pytest.mark.parametrize("name", OFFERED)
def test_every_command_has_an_example_that_could_be_sent(name: str) -> None:
    assert parse(name, EXAMPLES[name], strict=True)


def test_what_is_not_offered_cannot_be_called_by_its_name_either(dana: Caller) -> None:
    for name in NOT_OFFERED:
        assert dana.run(name).status_code == 404


@pytest.mark.parametrize("name", OFFERED)
def test_what_a_command_answers_with_can_be_read(name: str) -> None:
    assert f"/api/v1/{NOUNS[result_type(COMMANDS[name])].path}/{{id}}" in DOCUMENT["paths"]


def test_operation_ids_are_unique_and_plain() -> None:
    ids = [o["operationId"] for o in OPERATIONS.values()]
    assert len(ids) == len(set(ids))
    assert all(one.replace("_", "").isalnum() and one.islower() for one in ids)


def test_every_operation_is_summed_up_tagged_and_guarded() -> None:
    known = {tag["name"] for tag in DOCUMENT["tags"]}
    for place, operation in OPERATIONS.items():
        assert operation["summary"], place
        assert set(operation["tags"]) <= known, place
        assert operation["security"], place
        assert "401" in operation["responses"], place


def test_every_answer_and_every_body_has_an_example() -> None:
    for place, operation in OPERATIONS.items():
        for status, answer in operation["responses"].items():
            if status.startswith("2") and "content" in answer and place not in BYTES:
                assert all(content.get("example") for content in answer["content"].values()), place
        if "requestBody" in operation:
            kind = "multipart/form-data" if place in FORMS else "application/json"
            assert operation["requestBody"]["content"][kind]["example"], place


def shapes() -> list[type[Schema]]:
    def below(kind: type[Any]) -> list[type[Any]]:
        return [kind, *(deeper for sub in kind.__subclasses__() for deeper in below(sub))]

    return sorted({s for s in below(Schema) if s.__module__.startswith("apps.")}, key=lambda s: s.__name__)


@pytest.mark.parametrize(
    "shape", [s for s in shapes() if s.model_config.get("json_schema_extra")], ids=lambda s: s.__name__
)
def test_examples_have_the_shape_they_are_examples_of(shape: type[Schema]) -> None:
    extra: Any = shape.model_config["json_schema_extra"]
    for example in extra["examples"]:
        assert set(example) <= set(shape.model_fields) or shape.model_config.get("extra") == "allow"
        shape.model_validate_json(json.dumps(example))


def test_no_two_schemas_share_a_name() -> None:
    """Ninja would let one of them overwrite the other in the document."""
    named: dict[str, set[Any]] = {}
    models: list[type[BaseModel]] = [*shapes(), *(c.arguments for c in COMMANDS.values())]
    for model in models:
        for kind in [model, *(k for hint in get_type_hints(model).values() for k in parts(hint))]:
            if isinstance(kind, type) and kind.__name__ in DOCUMENT["components"]["schemas"]:
                named.setdefault(kind.__name__, set()).add(kind)
    assert {name: kinds for name, kinds in named.items() if len(kinds) > 1} == {}


def parts(hint: Any) -> list[Any]:
    return [hint, *(deeper for inner in get_args(hint) for deeper in parts(inner))]


def test_security_schemes_are_complete() -> None:
    for scheme in DOCUMENT["components"]["securitySchemes"].values():
        needed = {"apiKey": {"in", "name"}, "http": {"scheme"}, "oauth2": {"flows"}}[scheme["type"]]
        assert needed <= set(scheme)


def test_every_reference_leads_somewhere() -> None:
    text = json.dumps(DOCUMENT)
    for part in {piece.split('"')[0] for piece in text.split('"$ref": "#/')[1:]}:
        found: Any = DOCUMENT
        for name in part.split("/"):
            found = found[name]
