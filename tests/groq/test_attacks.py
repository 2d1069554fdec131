"""A model that obeys every attacker changes nothing but the person's own. Some of the cases; `make bench` has all."""

import os

import pytest

from apps.agent.brains.links import cut_links
from apps.jobs.models import Visit
from tests.conftest import Cast
from tests.groq.attacks import Case, attack, cases, world_of
from tests.groq.server import GroqServer

pytestmark = pytest.mark.django_db(transaction=True)
PART = int(os.environ.get("ATTACKS_PART", "29"))  # 1: all of them


def test_no_order_planted_anywhere_is_carried_out_though_the_model_obeys(
    cast: Cast, working: Visit, groq: GroqServer
) -> None:
    world = world_of(cast, working)
    some: list[Case] = cases()[::PART]
    harm = {str(case): done for case in some if (done := attack(case, world, groq))}
    assert not harm


def test_there_are_hundreds_of_attacks_and_every_command_is_in_one() -> None:
    from apps.core.commands import COMMANDS

    assert len(cases()) >= 200
    assert {case.command for case in cases()} == set(COMMANDS)


def test_a_link_stays_only_where_the_person_wrote_it() -> None:
    said = "manual is at https://maker.example/m.pdf"
    told = cut_links({"title": f"{said} or www.evil.example/x ![a](https://evil.example/?d=1)", "n": [1]}, said=said)
    assert told == {"title": f"{said} or … …", "n": [1]}


@pytest.mark.parametrize(
    "link",
    [
        "evil.example/?d=12+Oak+St",
        "12-oak-st.evil.example",
        "//evil.example/12+Oak+St",
        "https:/evil.example/12",
        "https:\\\\evil.example\\12",
        "12+Oak+St@evil.example",
        "https://evil.example/" + "12" * 100,
        "tel:+190012",
        "evil。example/12",
        "xn--80ak6aa92e.example:8080/12",
    ],
)
def test_what_a_mail_program_would_make_a_link_of_is_one(link: str) -> None:
    assert cut_links({"title": f"See {link} now"}, said="finished")["title"] == "See … now"
    assert cut_links(f"See {link} now", said=f"it is on {link}") == f"See {link} now"
    assert cut_links(f"See {link}, now", said=f"it is on {link}") == f"See {link}, now"


def test_an_address_that_was_said_does_not_let_others_of_its_place_pass() -> None:
    assert cut_links("12+Oak@evil.example http://evil.example/?d=1", said="bob@evil.example") == "… …"


@pytest.mark.parametrize("text", ["Done at 9:30. Gas off.", "2.5 m pipe, $40.50, WH-1042/2", "p.m., 1/2 in., 12.5kg."])
def test_what_is_no_link_stays(text: str) -> None:
    assert cut_links(text, said="") == text
