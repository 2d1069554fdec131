"""Emails become requests: once each, with their files, and machines are not answered."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.jobs.models import ServiceRequest
from tests.conftest import Cast
from workhub.request_mail import read

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


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


@pytest.mark.parametrize("header", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}])
def test_machines_are_known(header: dict[str, str]) -> None:
    assert read(bytes(_mail(html=False, **header))).by_a_machine


def test_a_folder_is_read_once_and_what_cannot_be_read_stays(cast: Cast, tmp_path: Path) -> None:
    with_photo = _mail()
    with_photo.add_attachment(PNG, maintype="image", subtype="png", filename="leak.png")
    with_photo.add_attachment(b"MZ", maintype="application", subtype="x-msdownload", filename="bad.exe")
    for name, content in {"1": bytes(with_photo), "2": bytes(with_photo), "3": b"\xff\x00 no email"}.items():
        (tmp_path / f"{name}.eml").write_bytes(content)
    with pytest.raises(CommandError, match=r"stay where they are: 3\.eml"):
        call_command("fetch_requests", str(tmp_path))
    asked = ServiceRequest.objects.get()
    assert (asked.title, asked.contact_email, asked.channel) == ("The boiler leaks", "rosa@harbor.example.com", "email")
    assert [one.file.name for one in asked.files.all()] == ["leak.png"]
    assert "bad.exe" in asked.text
    assert sorted(one.name for one in (tmp_path / "done").iterdir()) == ["1.eml", "2.eml"]
