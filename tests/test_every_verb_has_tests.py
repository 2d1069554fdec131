"""The registry is the list of what must be tested: a verb without its test file is a failure."""

import inspect
from pathlib import Path

import pytest

from apps.core.commands import COMMANDS, GIVEN, Command

TESTS = Path(__file__).parent


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_verb_has_a_file_of_tests(command: Command) -> None:
    app, verb = command.run.__module__.split(".")[1], command.run.__name__
    file = TESTS / app / f"test_{verb}.py"
    assert file.exists(), f"{command.name} has no tests; write {file.relative_to(TESTS.parent)}"
    text = file.read_text(encoding="utf-8")
    assert f"{verb}(" in text, f"{file.name} never calls {verb}"
    for what in ("audited(", "events("):
        assert what in text, f"{file.name} has no test with {what})"


@pytest.mark.parametrize("command", [c for c in COMMANDS.values() if c.inverse], ids=lambda c: c.name)
def test_every_inverse_is_a_verb_that_takes_the_result_and_a_reason(command: Command) -> None:
    assert command.inverse is not None
    inverse = COMMANDS[command.inverse.command]
    assert {command.inverse.argument, "reason"} <= set(inverse.arguments.model_fields)
    required = {name for name, field in inverse.arguments.model_fields.items() if field.is_required()}
    assert required <= {command.inverse.argument, "reason"}, "undo has nothing else to give it"


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_verb_is_described_typed_and_keyword_only(command: Command) -> None:
    parameters = inspect.signature(command.run).parameters
    assert set(GIVEN) <= set(parameters)
    assert all(p.kind is inspect.Parameter.KEYWORD_ONLY for p in parameters.values())
    assert command.title
    assert command.description != command.title
