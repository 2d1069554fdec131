"""What deploys WorkHub says the same everywhere: Procfile, render.yaml, CI, .env.example, nginx.conf, env.py."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from workhub import env_example
from workhub.env import NEEDED, ROOT, Env, ProcessEnv, load
from workhub.supervisor import UpError, procfile

COMMANDS = procfile.read(ROOT / "Procfile")
VARIABLES = {*Env.model_fields, *ProcessEnv.model_fields}
THEIRS = {"PYTHON_VERSION"}  # Render's own


@pytest.fixture(scope="module")
def render() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "render.yaml").read_text())
    return found


@pytest.fixture(scope="module")
def workflow() -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text())
    return found


def service(render: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(found for found in render["services"] if found["type"] == kind)


def variables(render: dict[str, Any], kind: str) -> set[str]:
    """What a service is given, with its groups' variables."""
    groups = {group["name"]: group["envVars"] for group in render["envVarGroups"]}
    given = service(render, kind)["envVars"]
    return {
        variable["key"]
        for entry in given
        for variable in (groups[entry["fromGroup"]] if "fromGroup" in entry else [entry])
    }


# --- .env.example ---


def test_the_example_is_what_the_environment_says() -> None:
    """Wrong? `python -m workhub.env_example` writes it anew."""
    assert (ROOT / ".env.example").read_text() == env_example.text()


def test_whatever_the_processes_read_is_in_the_environment() -> None:
    read = set(re.findall(r"\$\{?([A-Z][A-Z_]+)", (ROOT / "Procfile").read_text()))
    for file in [*(ROOT / "workhub" / "embedded").glob("*.py"), *(ROOT / "workhub" / "supervisor").glob("*.py")]:
        read |= set(re.findall(r"\bsetting\(\"([A-Z_]+)\"", file.read_text()))
    assert read - VARIABLES == set()
    assert {"PORT", "WORKHUB_EMBEDDED_FSYNC", "WORKER_CONCURRENCY"} <= read


# --- Render ---


def test_render_starts_what_the_procfile_says(render: dict[str, Any]) -> None:
    assert service(render, "web")["startCommand"] == COMMANDS["web"]
    only = re.search(r"up --only (\S+)", service(render, "worker")["startCommand"])
    assert only
    chosen = procfile.chosen(COMMANDS, only[1])
    assert {"web", *chosen} == set(COMMANDS)


def test_render_gives_both_boxes_all_that_production_needs_and_nothing_unknown(render: dict[str, Any]) -> None:
    web, worker = variables(render, "web"), variables(render, "worker")
    assert set(NEEDED) <= web & worker
    assert (web | worker) - VARIABLES == THEIRS
    assert web - worker == {"HOST"}


def test_what_the_worker_takes_from_the_web_service_is_there(render: dict[str, Any]) -> None:
    asked = [entry for entry in service(render, "web")["envVars"] if entry.get("sync") is False]
    for entry in service(render, "worker")["envVars"]:
        source = entry.get("fromService", {})
        if source.get("type") == "web":
            assert source["envVarKey"] == entry["key"]
            assert entry["key"] in {variable["key"] for variable in asked}


def test_render_builds_as_the_documentation_says_and_deploys_only_what_passed(render: dict[str, Any]) -> None:
    web, worker = service(render, "web"), service(render, "worker")
    assert web["buildCommand"].endswith("python manage.py collectstatic --noinput")
    assert web["preDeployCommand"] == "python manage.py prepare"
    assert web["healthCheckPath"] == "/healthz"
    assert {one["autoDeployTrigger"] for one in (web, worker)} == {"checksPass"}
    assert {one["region"] for one in [*render["services"], *render["databases"]]} == {web["region"]}
    assert service(render, "keyvalue")["ipAllowList"] == []


# --- nginx ---


def test_nginx_lets_through_what_workhub_takes() -> None:
    """Below that, nginx would refuse with a page of its own, without our form and our headers."""
    found = re.search(r"client_max_body_size (\d+)m;", (ROOT / "deploy" / "nginx.conf").read_text())
    assert found
    assert int(found[1]) * 1024 * 1024 >= settings.REQUEST_WITH_FILES_MAX_SIZE


# --- CI ---


def test_ci_runs_the_same_command_on_both_pythons(workflow: dict[Any, Any]) -> None:
    job = workflow["jobs"]["test"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12"]
    assert [step["run"] for step in job["steps"] if "run" in step] == ["bash .ci/run"]
    script = (ROOT / ".ci" / "run").read_text()
    assert "make check" in script
    assert "make test" in script


def test_ci_may_only_read_and_runs_actions_that_cannot_change(workflow: dict[Any, Any]) -> None:
    assert workflow["permissions"] == {"contents": "read"}
    for step in workflow["jobs"]["test"]["steps"]:
        assert "uses" not in step or re.search(r"@[0-9a-f]{40}$", step["uses"]), step


# --- up --only ---


def test_some_of_the_processes_can_be_chosen() -> None:
    assert list(procfile.chosen(COMMANDS, "relay, worker")) == ["worker", "relay"]
    assert procfile.chosen(COMMANDS, "") == COMMANDS
    with pytest.raises(UpError, match="There is no process wroker"):
        procfile.chosen(COMMANDS, "wroker")


# --- the environment in production ---

PRODUCTION = {
    "WORKHUB_ENV": "production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG",
    "ALLOWED_HOSTS": "hub.example.com",
    "ALLAUTH_TRUSTED_PROXY_COUNT": "1",
    "DATABASE_URL": "postgresql://a@b/c",
    "REDIS_URL": "redis://b",
    "WORKHUB_DEBUG": "false",
}


@pytest.mark.parametrize(
    "host",
    ["ep-cool-name-123-pooler.eu-central-1.aws.neon.tech", "aws-0-eu.pooler.example.com", "pgbouncer", "db.co:6543"],
)
def test_a_pooler_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    for name, value in (PRODUCTION | {"DATABASE_URL": f"postgresql://a:canary@{host}/c"}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match="direct address") as refused:
        load()
    assert "canary" not in str(refused.value)


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SECRET_KEY")
    (tmp_path / "key").write_text("from-a-file-0123456789abcdefghijklmnopqrstuvwxyz\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    assert load().SECRET_KEY == "from-a-file-0123456789abcdefghijklmnopqrstuvwxyz"
    monkeypatch.setenv("SECRET_KEY", PRODUCTION["SECRET_KEY"])
    assert PRODUCTION["SECRET_KEY"] == load().SECRET_KEY
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "gone"))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        load()


def test_building_needs_no_secrets_but_serving_does(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PRODUCTION:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WORKHUB_ENV", "production")
    monkeypatch.setenv("WORKHUB_HOME", "/nowhere")
    monkeypatch.setattr("sys.argv", ["manage.py", "collectstatic"])
    assert load().WORKHUB_ENV == "production"
    for arguments in (["manage.py", "migrate"], ["gunicorn", "collectstatic"]):
        monkeypatch.setattr("sys.argv", arguments)
        with pytest.raises(ImproperlyConfigured, match="production needs SECRET_KEY"):
            load()
