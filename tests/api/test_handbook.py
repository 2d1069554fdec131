"""The examples of docs/API.md are run as they stand."""

import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from apps.jobs.models import Visit
from tests.api.conftest import ROOT, Caller
from tests.api.programs import password_of
from tests.conftest import Cast

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "API.md").read_text(encoding="utf-8")
LINES = re.findall(r"^curl .*$", PAGE, re.MULTILINE)
SIGNING_IN = ("/_allauth/", "/ws-tickets")  # each needs what the one before was told
EXAMPLES = [line for line in LINES if not any(words in line for words in SIGNING_IN)]


def run(client: Client, line: str, known: dict[str, str]) -> Any:
    """One curl line, without the network."""
    for name, value in known.items():
        line = line.replace(name, value)
    words = shlex.split(line)
    url, headers, body, method = urlsplit(words[1]), {}, None, ""
    for flag, value in zip(words[2::2], words[3::2], strict=True):
        if flag == "-H":
            name, _, text = value.partition(": ")
            headers[name] = text
        elif flag == "-X":
            method = value
        else:
            body, method = value, method or "POST"
    kind = headers.pop("Content-Type", "application/octet-stream")
    if method in ("", "GET"):
        return client.get(url.path, parse_qsl(url.query), headers=headers)
    return client.generic(method, url.path, body or "", content_type=kind, headers=headers)


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_of_the_handbook_works(dana: Caller, visit: Visit, line: str) -> None:
    visit.job.refresh_from_db()
    known = {
        "$API": ROOT,
        "$VISIT": str(visit.public_id),
        "$JOB_VERSION": str(visit.job.version),
        "$JOB": str(visit.job.public_id),
        "$CURSOR": "0.0",
    }
    assert "$TOKEN" in line
    assert run(dana.client, line, known | {"Bearer $TOKEN": "none: the session is there"}).status_code == 200


def test_the_examples_of_signing_in_work_one_after_another(cast: Cast) -> None:
    sign_in, renew, sign_out, ticket = [line for line in LINES if line not in EXAMPLES]
    program, known = Client(enforce_csrf_checks=True), {"$HUB": "", "$API": ROOT}
    known |= {"$EMAIL": cast.ana.email, "$PASSWORD": password_of(cast.ana)}
    meta = run(program, sign_in, known).json()["meta"]
    data = run(program, renew, known | {"$REFRESH": meta["refresh_token"]}).json()["data"]
    known["$TOKEN"] = data["access_token"]
    assert "?ticket=" in run(program, ticket, known).json()["url"]
    assert run(program, sign_out, known).status_code == 401
    assert run(program, ticket, known).status_code == 401


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 8


def test_every_code_it_names_exists() -> None:
    code = "\n".join(p.read_text() for p in Path(__file__).resolve().parents[2].glob("apps/**/*.py"))
    for name in ("api.py", "edges/problems.py"):
        code += (Path(__file__).resolve().parents[2] / "workhub" / name).read_text()
    for name in re.findall(r"^\| \d+ \| (.*?) \|", PAGE, re.MULTILINE):
        for one in re.findall(r"`(\w+)`", name):
            assert f'"{one}"' in code, one
