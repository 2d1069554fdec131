"""schemathesis calls every operation of the document with what fits and what does not, and finds nothing.

A small pass here, as a dispatcher. A big one, with the corners of every schema, as somebody else, or as nobody:

    FUZZ_EXAMPLES=50 FUZZ_AS=ana make test ARGS="tests/api/test_no_surprises.py --timeout=0"
    FUZZ_EXAMPLES=50 FUZZ_AS=nobody make test ARGS="tests/api/test_no_surprises.py --timeout=0"
"""

import os
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig

from apps.core.api.nouns import NOUNS
from apps.crews.models import User
from tests.conftest import Cast
from workhub.wsgi import application

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "3"))
BIG = EXAMPLES > 3
KNOWN: dict[str, str] = {}  # ids of rows that are there
WHO = os.environ.get("FUZZ_AS", "dana")
# What fits the document can still be refused: rules of the work (412, 422, 428) are no JSON schema.
POSITIVE = ["2xx", "3xx", "401", "403", "404", "409", "412", "422", "428", "503"]


def configuration() -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "checks": {"positive_data_acceptance": {"expected-statuses": POSITIVE}},
            "phases": {"coverage": {"enabled": BIG}, "stateful": {"enabled": False}},
        }
    )


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=configuration())


@pytest.fixture(autouse=True)
def _connection_kept() -> Iterator[None]:
    """As Django's own test client does: the end of a request does not end the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _known(rows: dict[str, UUID]) -> Iterator[None]:
    KNOWN.update({noun.one.replace(" ", "_"): str(rows[noun.path]) for noun in NOUNS.values()})
    KNOWN.update({"user": KNOWN["person"], "item": KNOWN["proposal_item"]})
    yield
    KNOWN.clear()


def point_at_what_is_there(case: schemathesis.Case[Any]) -> None:
    """Every other id that could be somebody's is: else all that is ever tried is what happens when nothing is there."""
    noun = case.operation.label.split("/api/v1/")[1].split("/")[0].replace("-", "_")
    kind = next((one for one in KNOWN if one == noun.removesuffix("s") or (one, noun) == ("person", "people")), "")
    if kind and case.path_parameters:
        case.path_parameters["id"] = _real(kind, case.path_parameters.get("id"))
    if isinstance(case.body, dict):
        for name, value in case.body.items():
            if name.endswith("_id"):
                case.body[name] = _real(name.removesuffix("_id"), value)
            elif name.endswith("_ids") and isinstance(value, list):
                case.body[name] = [_real(name.removesuffix("_ids"), one) for one in value]


def _real(kind: str, value: Any) -> Any:
    try:
        even = UUID(value).int % 2 == 0
    except (ValueError, AttributeError, TypeError):
        return value
    return KNOWN.get(kind, value) if even else value


def session_of(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    token = "c" * 32
    cookies = {"sessionid": client.cookies["sessionid"].value, "csrftoken": token}
    return {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items()), "X-CSRFToken": token}


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_there_are_no_surprises(case: schemathesis.Case[Any], cast: Cast) -> None:
    point_at_what_is_there(case)
    signed_in = {} if WHO == "nobody" else session_of(getattr(cast, WHO))
    # Plain: the WSGI transport does not unpack what is compressed, and whether a short answer is depends on chance.
    case.call_and_validate(headers={"Accept-Encoding": "identity", **signed_in})
