"""A company that moves to another WorkHub arrives whole."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from apps.agent.actions import install_policies
from apps.agent.models import CommandPolicy
from apps.core.models import StoredFile
from apps.jobs.models import Customer, Job
from tests.conftest import NOW
from workhub.demo.reset import empty_tables
from workhub.moving import pack, unpack
from workhub.moving.tables import STAYS, label, moving


@pytest.mark.django_db(transaction=True)
def test_export_import_export_gives_the_same_bytes(
    tmp_path: Path, settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")  # type: ignore[attr-defined]
    monkeypatch.setattr(pack, "_names", _slowly(pack._names))
    monkeypatch.setattr(unpack, "_tables", _slowly(unpack._tables))
    with connection.cursor() as cursor:  # as a company with many photos takes longer than a session may wait
        cursor.execute("SET idle_in_transaction_session_timeout = '300ms'")
    call_command("demo_data", jobs=12, now="2026-03-02T10:00:00-05:00", verbosity=0)
    paper = StoredFile(name="plan.pdf", content_type="application/pdf", size=4, sha256="0" * 64, created_at=NOW)
    paper.updated_at = NOW
    paper.content.save("plan.pdf", ContentFile(b"plan"), save=True)
    Customer.objects.filter(pk=Customer.objects.first().pk).update(name="Zoë & Søns")  # type: ignore[union-attr]
    install_policies(now=NOW)
    CommandPolicy.objects.filter(command="visit.start").update(mode="never", version=2)
    jobs = Job.objects.count()
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    call_command("export_all", str(first))
    assert first.stat().st_mode & 0o077 == 0, "others could read what the company knows"
    with pytest.raises(CommandError, match="in use"):
        call_command("import_all", str(first))
    empty_tables()
    install_policies(now=NOW)  # as `prepare` leaves it, before anybody comes in
    (tmp_path / "media").rename(tmp_path / "old-media")
    call_command("import_all", str(first))
    call_command("export_all", str(second))
    assert first.read_bytes() == second.read_bytes()
    assert Job.objects.count() == jobs > 0
    assert CommandPolicy.objects.get(command="visit.start").mode == "never"
    assert StoredFile.objects.get(name="plan.pdf").content.read() == b"plan"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM jobs_job WHERE words IS NULL")
        assert cursor.fetchone() == (0,)

    empty_tables()
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(first) as good, zipfile.ZipFile(damaged, "w") as bad:
        for name in good.namelist():
            bad.writestr(
                name, good.read(name).replace(b"plan", b"plot") if name.startswith("files/") else good.read(name)
            )
    with pytest.raises(CommandError, match="damaged"):
        call_command("import_all", str(damaged))
    (tmp_path / "no.zip").write_bytes(b"no zip")
    with pytest.raises(CommandError, match="not a whole file"):
        call_command("import_all", str(tmp_path / "no.zip"))
    assert not Job.objects.exists()


def _slowly(do: Callable[..., Any]) -> Callable[..., Any]:
    def slow(*given: Any) -> Any:
        sleep(0.6)
        return do(*given)

    return slow


def test_every_table_of_the_domain_moves_or_says_why_not() -> None:
    labels = [label(model) for model in moving()]
    assert "jobs.Visit" in labels
    assert "core.StoredFile" in labels
    assert json.dumps(sorted(STAYS)) == json.dumps(sorted(name for name in STAYS if name not in labels))
