"""A form's field for files: what was brought stays when the form comes back, and a tick taken out takes it away."""

from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from apps.core.actor import Actor, Via
from apps.core.file_fields import KeptFileField, KeptFilesField
from apps.core.models import StoredFile
from tests.conftest import Cast

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def upload(name: str = "paper.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


class Form(forms.Form):
    title = forms.CharField()

    def __init__(self, actor: Actor, *args: Any, many: bool = False, required: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        kind = KeptFilesField if many else KeptFileField
        self.fields["paper"] = kind(actor=actor, required=required, most=2)


def sent(*files: SimpleUploadedFile) -> Any:
    return MultiValueDict({"paper_new": list(files)})


@pytest.fixture
def dana(cast: Cast) -> Actor:
    return cast.office()


def test_what_was_brought_stays_when_the_form_comes_back(dana: Actor) -> None:
    first = Form(dana, {"title": ""}, sent(upload()))
    assert not first.is_valid()
    kept = StoredFile.objects.get()
    page = str(first["paper"])
    assert "paper.png" in page
    assert f'value="{kept.public_id}" checked' in page
    again = Form(dana, {"title": "Now with a title", "paper": str(kept.public_id)}, sent())
    assert again.is_valid()
    assert again.cleaned_data["paper"] == kept.public_id
    assert StoredFile.objects.count() == 1


def test_the_same_file_sent_twice_is_kept_once(dana: Actor) -> None:
    answers = [Form(dana, {"title": "x"}, sent(upload())) for _ in range(2)]
    assert all(form.is_valid() for form in answers)
    assert {form.cleaned_data["paper"] for form in answers} == {StoredFile.objects.get().public_id}


def test_a_tick_taken_out_takes_the_file_away(dana: Actor) -> None:
    form = Form(dana, {"title": "x"}, sent())
    assert form.is_valid()
    assert form.cleaned_data["paper"] is None


def test_a_new_file_takes_the_place_of_the_old_one(dana: Actor) -> None:
    old = Form(dana, {"title": "x"}, sent(upload()))
    assert old.is_valid()
    form = Form(dana, {"title": "x", "paper": str(old.cleaned_data["paper"])}, sent(upload("new.png", PNG + b"1")))
    assert form.is_valid()
    assert StoredFile.objects.get(public_id=form.cleaned_data["paper"]).name == "new.png"


def test_several_are_kept_together_and_not_too_many(dana: Actor) -> None:
    two = [upload("a.png", PNG + b"a"), upload("b.png", PNG + b"b")]
    form = Form(dana, {"title": "x"}, sent(*two), many=True)
    assert form.is_valid()
    ids = [str(one) for one in form.cleaned_data["paper"]]
    assert len(ids) == 2
    more = Form(dana, MultiValueDict({"title": ["x"], "paper": ids}), sent(upload("c.png", PNG + b"c")), many=True)
    assert more.errors["paper"] == ["At most 2 files, please."]
    assert all(one in str(more["paper"]) for one in ids)


@pytest.mark.parametrize("content", [b"", b"MZ\x90 a program"], ids=["empty", "a program"])
def test_what_is_no_paper_is_refused_at_the_field(dana: Actor, content: bytes) -> None:
    form = Form(dana, {"title": "x"}, sent(upload("evil.png", content)))
    assert not form.is_valid()
    assert list(form.errors) == ["paper"]
    assert not StoredFile.objects.exists()


def test_one_that_is_needed_is_asked_for(dana: Actor) -> None:
    form = Form(dana, {"title": "x"}, sent(), required=True)
    assert form.errors["paper"] == ["This field is required."]


def test_nobody_elses_file_is_named(cast: Cast, dana: Actor) -> None:
    form = Form(dana, {"title": ""}, sent(upload("secret.png")))
    form.is_valid()
    others = Form(Actor(cast.charlie, Via.PORTAL), {"title": "", "paper": str(StoredFile.objects.get().public_id)})
    assert not others.is_valid()
    assert "secret.png" not in str(others["paper"])


def test_rubbish_in_the_ticks_is_nothing(dana: Actor) -> None:
    form = Form(dana, {"title": "x", "paper": "\x00\U0001f9ef"}, sent())
    assert form.is_valid()
    assert form.cleaned_data["paper"] is None
    assert str(uuid4()) not in str(form["paper"])
