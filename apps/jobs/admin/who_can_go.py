"""The members of the planning form as a list that says who can go, why, and who cannot."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from apps.jobs.candidates import Candidate, Candidates

BEST = 8  # shown at once; the others after a click
PART = "who"  # as the page asks for this part of it alone


class WhoCanGo(forms.CheckboxSelectMultiple):
    """Checkboxes with reasons, and a button on each who can go. `ask` reads them for what the form says now."""

    draws_itself = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.ask: Callable[[], tuple[Candidates | None, dict[str, Any]]] = lambda: (None, {})

    def __deepcopy__(self, memo: dict[int, Any]) -> "WhoCanGo":
        """One for each form: what it asks is the form's."""
        return type(self)(self.attrs.copy())

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The list as it is now; while the times make no sense, a sentence that says so."""
        found, context = self.ask()
        chosen = {int(key) for key in value or ()}
        groups = _groups(found) if found else {}
        shown = {"found": found, **groups, "name": name, "chosen": chosen, **context}
        shown |= {f"{part}_open": _any_of(chosen, groups.get(part, ())) for part in ("rest", "cannot")}
        return render_to_string("admin/office/_who_can_go.html", shown)


def _groups(found: Candidates) -> dict[str, list[Any]]:
    can = [one for one in found.members if one.can]
    return {
        "can": can,
        "best": can[:BEST],
        "rest": can[BEST:],
        "can_help": [one for one in found.members if one.can_help],
        "cannot": [one for one in found.members if not one.can and not one.can_help],
        "crews_can": [one for one in found.crews if one.can],
        "crews_cannot": [one for one in found.crews if not one.can],
    }


def _any_of(chosen: set[int], people: Iterable[Candidate]) -> bool:
    return any(one.member.pk in chosen for one in people)
