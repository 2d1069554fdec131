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
