"""Nobody is put down sick, away or at work by what a colleague writes."""

import pytest

from apps.agent.brains.colleagues import is_of_another
from apps.agent.understanding import Intent, RequestKind, Span, Understood

NAMES = frozenset({"ben", "ana"})


@pytest.mark.parametrize(
    ("text", "said", "another"),
    [
        ("Ben is sick today", "sick", True),
        ("ben's off sick", "sick", True),
        ("clock Ben in for today", "clock Ben in", True),
        ("can Ana have friday off?", "friday off", True),
        ("she called, needs tomorrow off", "she called", True),
        ("my helper is sick", "sick", True),
        ("Ana está enferma hoy", "enferma", True),
        ("¿puede Ben tener el viernes libre?", "viernes libre", True),
        ("I'm sick today", "sick", False),
        ("sick today, Ben is covering", "sick today", False),
        ("Ben and I are sick", "sick", False),
        ("can I have friday off? Ben knows", "friday off", False),
        ("I told Ben I need friday off", "need friday off", False),
        ("estoy enferma", "enferma", False),
    ],
)
def test_whose_day_it_is(text: str, said: str, another: bool) -> None:
    span = Span.find(text, said)
    assert span is not None
    action = Understood(
        intent=Intent.REQUEST, kind=RequestKind.SICK_LEAVE, confidence=0.9, evidence=(span,), decided_by="rules"
    )
    assert is_of_another(text, action, NAMES) is another
