"""What a machine can see of the house rules."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.apps import apps

from apps.core.models import Record

ROOT = Path(__file__).resolve().parents[1]
BANNED = {"utils", "helpers", "common", "misc", "manager"}
# Rows nobody names, edits or links to: logs, outbox, counters, receipts.
PLAIN = {"AuditEntry", "CommandReceipt", "Counter", "Delivery", "Event", "FeedEntry"}
PLAIN |= {"AgentCall", "TokenDay", "CachedReading", "AgentStep", "CorrectionExample", "AgentEvaluation", "ManualPage"}


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (p for p in (ROOT / folder).rglob("*.py") if "migrations" not in p.parts)


def test_imports_go_down_only() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_no_file_is_too_long() -> None:
    long = {str(p.relative_to(ROOT)): n for p in modules("apps", "workhub") if (n := len(_lines(p))) > 400}
    long |= {str(p.relative_to(ROOT)): n for p in modules("tests") if (n := len(_lines(p))) > 500 and _is_code(p)}
    assert long == {}


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


def _is_code(path: Path) -> bool:
    """Tables of messages are data."""
    return not path.name.endswith("_messages.py")


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [p for p in modules("apps", "workhub", "tests") if p.stem in BANNED] == []


@pytest.mark.parametrize("folder", ["apps", "workhub"])
def test_every_module_says_what_it_is(folder: str) -> None:
    silent = [
        str(p.relative_to(ROOT))
        for p in modules(folder)
        if (text := p.read_text()).strip() and ast.get_docstring(ast.parse(text)) is None
    ]
    assert silent == []


def test_an_index_that_was_left_half_made_is_made_again() -> None:
    once = ROOT / "apps/jobs/migrations/0005_jobs_times_checked.py"  # none of its steps can be repeated
    for path in set((ROOT / "apps").glob("*/migrations/*.py")) - {once}:
        text = path.read_text(encoding="utf-8")
        made = set(re.findall(r"AddIndexConcurrently\(.*?\bname='(\w+)'", text, re.DOTALL))
        assert made == set(re.findall(r"DROP INDEX CONCURRENTLY IF EXISTS (\w+)'", text)) - {"{table}_words"}, path


def test_every_row_that_people_name_has_a_public_id_and_a_version() -> None:
    ours = [m for m in apps.get_models() if m.__module__.startswith("apps.")]
    assert {m.__name__ for m in ours if not issubclass(m, Record)} - {"Visit_members"} == PLAIN


def test_what_the_product_imports_is_in_its_own_requirements() -> None:
    """The development tools bring more along; on a machine that only runs WorkHub that would be missing.

    What trains the weights is such a tool: only its command imports it, once scikit-learn is known to be there.
    """
    locked = {line.split("==")[0] for line in (ROOT / "requirements.txt").read_text().splitlines() if "==" in line}
    homes = packages_distributions()
    missing = {
        name
        for path in modules("apps", "workhub")
        if path.parent != ROOT / "apps/agent/training"
        for name in _imported(path)
        if (found := homes.get(name)) and not {_canonical(d) for d in found} & locked
    }
    assert missing == set()


def _imported(path: Path) -> set[str]:
    """The top-level names a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def _canonical(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()
