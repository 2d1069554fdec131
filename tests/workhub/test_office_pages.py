"""The admin's pages are loaded with the urls only; Django's own checks of them are asked for here."""

import subprocess
import sys

from django.contrib import admin
from django.urls import reverse

from tests.e2e.processes import ROOT


def test_every_office_page_passes_djangos_checks() -> None:
    assert reverse("admin:index")  # loads the urls, and with them the pages
    assert len(admin.site._registry) > 10
    assert admin.site.check(None) == []


def test_a_process_without_pages_does_not_load_them() -> None:
    """A killed relay is waited for: half of what it would load is for pages it does not have."""
    code = "import django, sys; django.setup(); print('apps.jobs.admin' in sys.modules, 'unfold.admin' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "workhub.settings", "WORKHUB_DEBUG": "1"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().split() == ["False", "False"]
