"""`document.add`: a manual is kept, read page by page, and found by who may see what it is about."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import typst
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.files.base import ContentFile
from django.forms import TextInput
from django.test import Client
from django.urls import reverse

from apps.core.actions.files import keep_file
from apps.core.errors import BadInput, NotAllowed, NotHere
from apps.core.files import files_visible_to
from apps.core.models import Lane, StoredFile
from apps.core.relay import fast, slow
from apps.crews.models import User
from apps.jobs.actions import add_asset, add_document, read_document
from apps.jobs.documents.extracting import PART, Unreadable, pages_of_pdf, parts_of_text
from apps.jobs.documents.reading import documents_visible_to, passage_about, whole_sentences
from apps.jobs.models import Site, Visit
from apps.jobs.states import Reading
from tests.conftest import NOW, Cast, audited, events

PUMP = "Bleed the pump before the first start. The filter is a G4, 290 by 595 mm."
BOMBA = "Purgue las bombas antes del primer arranque."


def pdf(*pages: str) -> bytes:
    source = "#pagebreak()".join(page.replace("#", "") for page in pages)
    made: bytes = typst.compile(source.encode(), format="pdf")
    return made


def brought(cast: Cast, content: bytes, name: str = "manual.pdf") -> StoredFile:
    return keep_file(actor=cast.admin(), now=NOW, name=name, content=ContentFile(content))


def test_a_pdf_is_read_a_moment_later_and_found_with_its_page(cast: Cast, visit: Visit) -> None:
    file = brought(cast, pdf("First page", PUMP))
    added = add_document(
        actor=cast.admin(), now=NOW, title="Boiler 2", file_id=file.public_id, site_id=visit.job.site.public_id
    )
    assert added.reading == Reading.WAITING
    read_document(added.public_id, now=NOW)
    read_document(added.public_id, now=NOW)
    added.refresh_from_db()
    assert (added.reading, added.pages.count()) == (Reading.READ, 2)
    found = passage_about(cast.field(), ["filter", "pump"])
    assert found is not None
    assert (found.manual, found.page) == (added, 2)
    assert "G4" in found.text
    assert [e.subject_id for e in events("document.added")] == [added.public_id]
    assert len(events("document.read")) == 1
    assert [e.user_id for e in audited("document.add")] == [cast.ada.pk]


def test_both_languages_and_other_forms_of_a_word_are_found(cast: Cast, visit: Visit) -> None:
    add_document(actor=cast.admin(), now=NOW, title="Pumps", text=f"{PUMP}\n{BOMBA}")
    for asked in (["pumps", "bleeding"], ["bomba", "purgar"]):
        assert passage_about(cast.field(), asked) is not None, asked
    assert passage_about(cast.field(), ["lift", "rope", "brake"]) is None


def test_who_may_not_see_what_it_is_about_finds_nothing(cast: Cast, visit: Visit, site: Site) -> None:
    asset = add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler 2")
    file = brought(cast, pdf(PUMP))
    about_asset = add_document(actor=cast.admin(), now=NOW, title="A", file_id=file.public_id, asset_id=asset.public_id)
    read_document(about_asset.public_id, now=NOW)
    assert passage_about(cast.outsider(), ["filter", "pump"]) is None
    assert not documents_visible_to(cast.outsider()).exists()
    assert not files_visible_to(cast.outsider()).exists()
    assert list(documents_visible_to(cast.field())) == [about_asset]
    assert file in files_visible_to(cast.field())


@pytest.mark.parametrize("content", [b"%PDF-1.4 broken", b"%PDF-", b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>"])
def test_what_cannot_be_read_is_said(cast: Cast, content: bytes) -> None:
    added = add_document(actor=cast.admin(), now=NOW, title="Scan", file_id=brought(cast, content).public_id)
    read_document(added.public_id, now=NOW)
    added.refresh_from_db()
    assert (added.reading, added.trouble != "") == (Reading.UNREADABLE, True)


def test_pictures_without_words_are_unreadable() -> None:
    blank: bytes = typst.compile(b"#v(1cm)", format="pdf")
    with pytest.raises(Unreadable, match="no text"):
        pages_of_pdf(BytesIO(blank))


def test_a_text_is_cut_between_words() -> None:
    parts = parts_of_text("word " * 2_000)
    assert len(parts) == -(-len("word " * 2_000) // PART)
    assert all(part.endswith("word") for part in parts)


def test_what_does_not_fit_is_refused(cast: Cast, site: Site) -> None:
    asset = add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler 2")
    picture = brought(cast, b"\x89PNG\r\n\x1a\n", "a.png")
    given: dict[str, Any] = {"actor": cast.admin(), "now": NOW, "title": "Manual"}
    for more in (
        {},
        {"file_id": picture.public_id},
        {"text": "x" * 200_001},
        {"text": "x", "site_id": site.public_id, "asset_id": asset.public_id},
    ):
        with pytest.raises(BadInput):
            add_document(**given, **more)


def test_only_who_may_and_only_an_own_file(cast: Cast) -> None:
    for actor in (cast.outsider(), cast.office()):
        with pytest.raises(NotAllowed):
            add_document(actor=actor, now=NOW, title="Mine", text="x")
    file = keep_file(actor=cast.office(), now=NOW, name="a.pdf", content=ContentFile(b"%PDF-1.4"))
    with pytest.raises(NotHere):
        add_document(actor=cast.admin(), now=NOW, title="Hers", file_id=file.public_id)
    assert [e.code for e in audited("document.add", "refused")] == ["not_allowed", "not_allowed", "not_found"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_reads_it(cast: Cast) -> None:
    added = add_document(actor=cast.admin(), now=NOW, title="M", file_id=brought(cast, pdf(PUMP)).public_id)
    for _ in range(2):
        fast.drain(NOW)
        slow.drain(Lane.SLOW)
    added.refresh_from_db()
    assert added.reading == Reading.READ


def test_of_a_scan_the_text_is_found(cast: Cast) -> None:
    file = brought(cast, b"%PDF-1.4 pictures")
    added = add_document(actor=cast.admin(), now=NOW, title="Scan", file_id=file.public_id, text=PUMP)
    assert (added.reading, added.file) == (Reading.READ, file)
    assert passage_about(cast.field(), ["filter", "pump"]) is not None


def test_the_form_asks_for_a_title_and_searches_for_what_it_is_about(
    cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    form = signed_in(cast.ada).get(reverse("admin:jobs_manual_add")).context["form"]
    assert form.fields["title"].label == "Title"
    assert isinstance(form.fields["title"].widget, TextInput)
    assert all(
        isinstance(form.fields[f"{name}_id"].widget, AutocompleteMixin) for name in ("asset", "site", "template")
    )


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ("fill to 1.2 bar, then press reset for five", "Too low: fill to 1.2 bar, then press reset for five seconds."),
        ("E133: no gas.", "E133: no gas."),
        ("E119.", "E119."),
        ("Ask the", "Ask the office"),
        ("what stands nowhere", "what stands nowhere"),
    ],
)
def test_a_passage_begins_and_ends_with_a_sentence(found: str, told: str) -> None:
    text = "E119. Too low: fill to 1.2 bar, then press reset for five seconds. E133: no gas. Ask the office"
    assert whole_sentences(text, found) == told


def test_a_sentence_without_an_end_says_that_it_goes_on() -> None:
    words = "and so on " * 100
    assert whole_sentences(words + "turn it off " + words, "turn it off") == "…turn it off…"


def test_assets_of_one_name_are_told_apart_by_their_site(
    cast: Cast, visit: Visit, signed_in: Callable[[User], Client]
) -> None:
    site = visit.job.site
    add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler 2")
    asked = {"app_label": "jobs", "model_name": "manual", "field_name": "asset", "term": "boiler"}
    found = signed_in(cast.ada).get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [one["text"] for one in found] == [f"Boiler 2 · {site.name}"]
