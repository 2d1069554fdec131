"""Emails become requests: once each, with their files, and machines are not answered."""

from email.message import EmailMessage
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.core.errors import BadInput
from apps.core.models import StoredFile
from apps.core.pictures import redraw
from apps.jobs.actions import ask_about_service_request
from apps.jobs.models import ServiceRequest
from apps.jobs.service_requests.answering import answer_address
from tests.conftest import NOW, Cast
from tests.jobs.requesting import asked_by_phone, photo
from workhub import outside_files
from workhub.request_mail import read, receive, without_quote


def _mail(text: str = "Since Monday.", *, html: bool = False, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "Rosa Mendes <rosa@harbor.example.com>", "The boiler leaks"
    message["Message-ID"] = "<1@harbor.example.com>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text, subtype="html" if html else "plain")
    return message


def test_an_email_of_html_only_is_read_as_words() -> None:
    mail = read(bytes(_mail("<style>p{}</style><p>Hello,</p><p>the <b>boiler</b> leaks</p>", html=True)))
    assert mail.text == "Hello,\nthe boiler leaks"
    assert (mail.name, mail.address, mail.by_a_machine) == ("Rosa Mendes", "rosa@harbor.example.com", False)


def test_an_email_that_trips_the_reader_is_told_so_and_odd_html_is_read(cast: Cast) -> None:
    assert read(bytes(_mail("<p>Hello</p><![odd[ x]><p>there</p>", html=True))).text == "Hello\nthere"
    parts = (b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(1_500))
    with pytest.raises(BadInput):
        read(b"From: rosa@harbor.example.com\r\n" + b"".join(parts))


def test_photos_of_an_email_are_drawn_before_its_transaction(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    outside, inside = len(connection.savepoint_ids), list[bool]()

    def watched(content: BinaryIO) -> bytes:
        inside.append(len(connection.savepoint_ids) > outside)
        return redraw(content)

    monkeypatch.setattr(outside_files, "redraw", watched)
    mail = _mail()
    mail.add_attachment(photo(), maintype="image", subtype="jpeg", filename="leak.jpg")
    assert receive(bytes(mail), now=NOW) is not None
    assert inside == [False]


@pytest.mark.parametrize("header", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}])
def test_machines_are_known(header: dict[str, str]) -> None:
    assert read(bytes(_mail(html=False, **header))).by_a_machine


def test_a_folder_is_read_once_and_what_cannot_be_read_stays(cast: Cast, tmp_path: Path) -> None:
    with_photo = _mail()
    with_photo.add_attachment(photo(kind="PNG"), maintype="image", subtype="png", filename="leak.png")
    with_photo.add_attachment(b"MZ", maintype="application", subtype="x-msdownload", filename="bad.exe")
    for name, content in {"1": bytes(with_photo), "2": bytes(with_photo), "3": b"\xff\x00 no email"}.items():
        (tmp_path / f"{name}.eml").write_bytes(content)
    with pytest.raises(CommandError, match=r"stay where they are: 3\.eml"):
        call_command("fetch_requests", str(tmp_path))
    asked = ServiceRequest.objects.get()
    assert (asked.title, asked.contact_email, asked.channel) == ("The boiler leaks", "rosa@harbor.example.com", "email")
    assert [one.file.name for one in asked.files.all()] == ["leak.jpg"]
    assert "bad.exe" in asked.text
    assert sorted(one.name for one in (tmp_path / "done").iterdir()) == ["1.eml", "2.eml"]


def test_an_answer_is_put_with_its_request_once(cast: Cast, settings: Any) -> None:
    settings.REQUESTS_ADDRESS = "requests@hub.example.com"
    asked = asked_by_phone(cast)
    ask_about_service_request(actor=cast.office(), now=NOW, service_request_id=asked.public_id, question="Which?")
    mail = _mail("The one in the cellar\n\nOn Mon, 2 Mar 2026, WorkHub wrote:\n> Which?", To=answer_address(asked))
    del mail["From"], mail["Subject"]
    mail["From"], mail["Subject"] = "husband@elsewhere.example.com", "Re: a question"
    mail.add_attachment(photo(), maintype="image", subtype="jpeg", filename="cellar.jpg")
    for _twice in range(2):
        assert receive(bytes(mail), now=NOW) == asked
    asked.refresh_from_db()
    assert ([answer.text for answer in asked.answers.all()], asked.status) == (["The one in the cellar"], "new")
    assert StoredFile.objects.count() == asked.files.count() == 1


def test_a_number_in_the_subject_is_believed_from_who_asked_alone(cast: Cast, settings: Any) -> None:
    settings.REQUESTS_ADDRESS = "requests@hub.example.com"
    asked = asked_by_phone(cast)
    made_up = answer_address(asked).replace("@", "0@")
    for number, (sender, same) in enumerate({"Rosa@harbor.example.com": True, "mallory@example.com": False}.items()):
        mail = _mail("More", To=made_up)
        for header in ("From", "Subject", "Message-ID"):
            del mail[header]
        mail["From"], mail["Subject"] = sender, f"Re: your request {asked.code}"
        mail["Message-ID"] = f"<{number}@example.com>"
        assert (receive(bytes(mail), now=NOW) == asked) is same
    assert asked.answers.count() == 1


def test_what_is_quoted_is_left_out_unless_nothing_else_is_there() -> None:
    assert without_quote("Yes.\n\n> Which?") == "Yes."
    assert without_quote("> Which?\n") == "> Which?\n"
    assert without_quote("On Monday she wrote to me.\nThen again.") == "On Monday she wrote to me.\nThen again."
