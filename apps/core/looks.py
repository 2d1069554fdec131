"""How a status looks and reads: word, icon and colour together, the same in admin, portal and email (ui.md)."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Look:
    """A word, a Material Symbols icon and a tone; `struck` for what no longer stands."""

    label: str | Promise
    icon: str
    tone: str
    struck: bool = False
