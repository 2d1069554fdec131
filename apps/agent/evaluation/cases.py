"""Labelled messages, one JSON object a line, checked."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.agent.labels import BadLabel, names_of
from apps.agent.understanding import Understanding

Reader = Callable[[str], Understanding]
"""What is evaluated: a message's text in, its meaning out."""


class BadCase(ValueError):
    """A line is no labelled message; the sentence begins with its number."""


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled message. `labels` are short names (see `labels.py`); `job_ref` is None when no job is named;
    `number` is the id where the file has a number.
    """

    id: str
    text: str
    lang: str
    labels: frozenset[str]
    job_ref: str | None = None
    number: int | None = None

    @property
    def given_id(self) -> str | int:
        """The id as it came: whoever joins predictions with their labels joins by it."""
        return self.id if self.number is None else self.number


def read_cases(lines: Iterable[str]) -> list[Case]:
    """The cases in `lines`; blank lines are passed over.

    Raises:
        BadCase: a line is no JSON object, lacks something, has an unknown label, or repeats an id.
    """
    cases: list[Case] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        case = _case(number, line)
        if case.id in seen:
            raise BadCase(f"Line {number}: the id {case.id!r} stands in line {seen[case.id]} already.")
        seen[case.id] = number
        cases.append(case)
    return cases


def _case(number: int, line: str) -> Case:
    try:
        said = json.loads(line)
    except ValueError as error:
        raise BadCase(f"Line {number} is not JSON: {error}.") from None
    if not isinstance(said, dict):
        raise BadCase(f"Line {number}: a JSON object is needed, with id, text, lang and actions.")
    return Case(
        id=_id(number, said),
        text=_text(number, said, "text"),
        lang=_text(number, said, "lang"),
        labels=_labels(number, said),
        job_ref=_job_ref(number, said),
        number=said["id"] if isinstance(said["id"], int) else None,
    )


def _id(number: int, said: Mapping[str, Any]) -> str:
    value = said.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise BadCase(f"Line {number}: id must be a text or a number.")
    return str(value)


def _text(number: int, said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    if not isinstance(value, str):
        raise BadCase(f"Line {number}: {key} must be a text.")
    return value


def _labels(number: int, said: Mapping[str, Any]) -> frozenset[str]:
    actions = said.get("actions")
    if not isinstance(actions, list):
        raise BadCase(f"Line {number}: actions must be a list.")
    try:
        return names_of(actions)
    except BadLabel as error:
        raise BadCase(f"Line {number}: {error}.") from None


def _job_ref(number: int, said: Mapping[str, Any]) -> str | None:
    value = said.get("job_ref")
    if value is not None and not isinstance(value, str):
        raise BadCase(f"Line {number}: job_ref must be a text, or missing.")
    return value.strip().upper() or None if value else None
