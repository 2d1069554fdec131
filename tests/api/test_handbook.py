"""The examples of docs/API.md are run as they stand."""

import re
import shlex
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from apps.jobs.models import Visit
from tests.api.conftest import ROOT, Caller

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "API.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^curl .*$", PAGE, re.MULTILINE)


def run(client: Client, words: list[str]) -> int:
    """One curl line, without the network."""
    url, headers, body = urlsplit(words[1]), {}, None
    for flag, value in zip(words[2::2], words[3::2], strict=True):
        if flag == "-H":
            name, _, text = value.partition(": ")
            headers[name] = text
        else:
            body = value
    assert headers.pop("Authorization")
    if body is None:
        return client.get(url.path, parse_qsl(url.query), headers=headers).status_code
    kind = headers.pop("Content-Type")
    return client.post(url.path, body, content_type=kind, headers=headers).status_code


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
    for name, value in known.items():
        line = line.replace(name, value)
    assert run(dana.client, shlex.split(line)) == 200


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 8


def test_every_code_it_names_exists() -> None:
    code = "\n".join(p.read_text() for p in Path(__file__).resolve().parents[2].glob("apps/**/*.py"))
    code += (Path(__file__).resolve().parents[2] / "workhub" / "api.py").read_text()
    for name in re.findall(r"^\| \d+ \| (.*?) \|", PAGE, re.MULTILINE):
        for one in re.findall(r"`(\w+)`", name):
            assert f'"{one}"' in code, one
