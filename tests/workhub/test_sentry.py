"""Error reports: nothing without an address, no refusals, people or secrets. (Arriving: e2e/test_production.py.)"""

import os
import subprocess
import sys
from typing import Any

import pytest
from django_guid.context import guid

from apps.core.errors import NotAllowed
from workhub.embedded.environment import ROOT
from workhub.redaction import HIDDEN, Redaction
from workhub.sentry import Outgoing

KEY = "canary-9f8e7d6c5b4a"
START = "import django, sys; django.setup(); print('sentry_sdk' in sys.modules)"


@pytest.mark.parametrize(("dsn", "loaded"), [("", "False"), ("http://key@127.0.0.1:9/1", "True")])
def test_without_an_address_the_library_is_not_even_loaded(dsn: str, loaded: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "workhub.settings", "SENTRY_DSN": dsn},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.split() == [loaded], done.stderr


@pytest.fixture
def outgoing() -> Outgoing:
    return Outgoing(Redaction([KEY]))


def event() -> Any:
    return {
        "message": f"about {KEY}",
        "user": {"email": "ana@example.com"},
        "request": {
            "method": "POST",
            "url": "https://hub.example.com/accounts/password/reset/key/canary-link/",
            "query_string": "ticket=canary-ticket",
            "headers": {"Cookie": "canary"},
            "data": {"password": "canary"},
        },
        "breadcrumbs": {"values": [{"message": "Authorization: Bearer canary-token"}]},
        "exception": {"values": [{"type": "ValueError", "value": KEY}]},
    }


def test_a_report_says_where_it_broke_and_nothing_of_people_or_secrets(outgoing: Outgoing) -> None:
    mark = guid.set("request-1")
    sent: Any = outgoing.event(event(), {})
    guid.reset(mark)
    assert sent["exception"]["values"][0] == {"type": "ValueError", "value": HIDDEN}
    assert set(sent["request"]) == {"method", "url"}
    assert sent["tags"]["request_id"] == "request-1"
    assert "user" not in sent
    assert "canary" not in str(sent)


def test_refusals_that_the_product_foresees_are_no_errors(outgoing: Outgoing) -> None:
    refusal, surprise = NotAllowed(), ValueError()
    assert outgoing.event(event(), {"exc_info": (NotAllowed, refusal, None)}) is None
    assert outgoing.event(event(), {"exc_info": (ValueError, surprise, None)})
