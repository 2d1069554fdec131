"""What leaves the process holds no secrets: known ones wherever they stand, others where secrets stand."""

import json
import logging
import sys
from uuid import uuid4

import pytest

from workhub.env import Env
from workhub.logs import Json, Text, process_name
from workhub.redaction import HIDDEN, Redaction, plain_path, secrets_of

KEY = 'a-secret key\'s "value" with all of it: 9f8e7d6c5b4a'


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer canary-12345",
        "headers={'Authorization': 'Basic canary-12345'}",
        '{"authorization": "canary-12345"}',
        r"{\"password\": \"canary-12345\"}",
        "POST login=ana&password=canary-12345&next=/",
        "Cookie: __Host-sessionid=canary-12345; other=1",
        "GET /ws/?ticket=canary-12345 [accepted]",
        "connecting to rediss://default:canary-12345@host:6379/0",
        "Not Found: /accounts/password/reset/key/canary-12345/",
        "X-Session-Token: canary-12345",
        "the token bearer canary-12345 was sent",
    ],
)
def test_what_stands_where_secrets_stand_is_hidden(text: str) -> None:
    cleaned = Redaction()(text)
    assert "canary" not in cleaned
    assert HIDDEN in cleaned


@pytest.mark.parametrize(
    "text",
    ["finished at Oak St, but I smell gas by the meter", "GET /portal/visits/ 200", "the key: under the mat"],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert Redaction([KEY])(text) == text


@pytest.mark.parametrize("shape", [str, repr, lambda key: f"[{key}]", lambda key: f"{key.replace(' ', '%20')}"])
def test_a_known_secret_is_hidden_wherever_it_stands(shape: object) -> None:
    assert callable(shape)
    assert "9f8e7d6c5b4a" not in Redaction([KEY, KEY.replace(" ", "%20")])(f"it is {shape(KEY)} there")


def test_secrets_are_the_variables_that_sound_so_and_passwords_in_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary-key")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:canary%2Fdatabase@host/name")
    monkeypatch.setenv("SENTRY_DSN", "https://canary-public@sentry.example.com/1")
    found = secrets_of(Env())
    assert {"canary-key", "canary%2Fdatabase", "canary/database", "canary-public"} <= set(found)
    assert "me" not in found


def test_a_path_keeps_its_ids_and_loses_what_may_let_somebody_in() -> None:
    public_id = str(uuid4())
    assert plain_path(f"/portal/visits/{public_id}/") == f"/portal/visits/{public_id}/"
    assert plain_path("/calendar/4Jx0tT3qPzQ9a8b7c6d5e4f3/day.ics") == f"/calendar/{HIDDEN}/day.ics"


def test_a_path_stays_on_its_line() -> None:
    """Whoever asks for /a%0AERROR … must not write lines of their own into a log of texts."""
    assert plain_path("/a\nERROR all lost/\r\x1b[2J\u2028/é") == "/a\\nERROR all lost/\\r\\x1b[2J\\u2028/é"


def record(message: str, **extra: object) -> logging.LogRecord:
    try:
        raise ValueError(f"about {KEY}")
    except ValueError:
        return logging.getLogger("apps.somewhere").makeRecord(
            "apps.somewhere", logging.ERROR, __file__, 1, message, (), sys.exc_info(), extra=extra
        )


def test_a_json_line_has_the_agreed_fields_and_no_secret() -> None:
    made = record(f"no {KEY}", correlation_id="abc", path="/x", token="canary", deep={"password": "canary", "n": 1})
    line = Json(redaction=Redaction([KEY]), process="web").format(made)
    assert "\n" not in line
    facts = json.loads(line)
    assert facts["level"] == "ERROR"
    assert facts["logger"] == "apps.somewhere"
    assert facts["message"] == f"no {HIDDEN}"
    assert facts["process"] == "web"
    assert facts["request_id"] == "abc"
    assert facts["time"].endswith("+00:00")
    assert facts["path"] == "/x"
    assert facts["deep"]["n"] == 1
    assert "ValueError" in facts["error"]
    assert "9f8e7d6c5b4a" not in line
    assert "canary" not in line


def test_a_text_line_has_no_secret_either_and_both_do_without_a_request() -> None:
    line = Text(redaction=Redaction([KEY])).format(record(f"no {KEY}"))
    assert "9f8e7d6c5b4a" not in line
    assert "ValueError" in line
    assert "request_id" not in json.loads(Json(redaction=Redaction(), process="web").format(record("x")))


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("/venv/bin/gunicorn -c x workhub.asgi", "web"),
        ("celery -q -A workhub worker --pool threads", "worker"),
        ("/venv/bin/celery -q -A workhub beat", "beat"),
        ("manage.py relay", "relay"),
        ("pytest -q", "pytest"),
    ],
)
def test_a_process_knows_its_name(command: str, name: str) -> None:
    assert process_name(command.split()) == name
