"""A correction teaches, when its author allows it, and never tells whose it was."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from apps.agent.actions import keep_corrections
from apps.agent.corrections.forgetting import forgotten
from apps.agent.models import CorrectionExample
from apps.jobs.actions import add_contact
from apps.jobs.models import Visit
from tests.agent.telling import tell
from tests.conftest import NOW, Cast


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("finished at Oak St, tell Dana", "finished at [place], tell [name]"),
        ("finished at oak st", "finished at [place]"),
        ("dana please call me on +1 (555) 010-2233", "[name] please call me on [phone]"),
        ("mail rosa.hill@example.com the report", "mail [email] the report"),
        ("WH-1042 done, 3 valves and 12 m of pipe", "WH-1000 done, 0 valves and 0 m of pipe"),
        ("Harbor Bakery wants Rosa Hill to sign", "[place] wants [name] [name] to sign"),
        ("see https://example.com/x?token=1", "see [link]"),
        ("I will be late", "I will be late"),
    ],
)
def test_names_and_numbers_are_removed(cast: Cast, visit: Visit, text: str, left: str) -> None:
    customer = visit.job.site.customer
    add_contact(actor=cast.office(), now=NOW, customer_id=customer.public_id, name="Rosa Hill", phone="555 99")
    assert forgotten(text) == left


def exported(*arguments: str) -> list[dict[str, object]]:
    out = StringIO()
    call_command("export_corrections", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_kept_without_consent(cast: Cast, oak: Visit, elm: Visit) -> None:
    tell(cast, "finished at Oak St")
    tell(cast, "no, the other job")
    assert not CorrectionExample.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_with_consent_it_is_a_line_of_the_corpus(cast: Cast, oak: Visit, elm: Visit) -> None:
    keep_corrections(actor=cast.field(), now=NOW, keep=True)
    tell(cast, "finished at Oak St")
    tell(cast, "no, the other job")
    (line,) = exported("--labelled")
    assert {key: line[key] for key in ("text", "lang", "actions")} == {
        "text": "finished at [place]",
        "lang": "en",
        "actions": [{"intent": "job_update", "action": "complete"}],
    }


@pytest.mark.django_db(transaction=True)
def test_what_was_only_taken_back_says_what_it_is_not(cast: Cast, oak: Visit, elm: Visit) -> None:
    keep_corrections(actor=cast.field(), now=NOW, keep=True)
    tell(cast, "finished at Oak St")
    tell(cast, "undo that")
    assert exported("--labelled") == []
    (line,) = exported()
    assert (line["actions"], line["wrong"]) == ([], [{"intent": "job_update", "action": "complete"}])
