"""What `make bench` prints."""

from collections.abc import Mapping

from tests.bench.results import Results


def line(name: str, entry: Results) -> str:
    """One measurement on the terminal: its figures, then each goal and whether it is met."""
    goals = "".join(f"\n    {verdict(goal['met'])}  {goal['goal']}" for goal in entry["goals"])
    return f"{name}\n    {shown(entry['figures'], entry['units'])}{goals}"


def verdict(met: bool) -> str:
    """Whether a goal is reached."""
    return "met" if met else "MISSED"


def shown(figures: Mapping[str, float], units: Mapping[str, str]) -> str:
    """Figures with their units, in words: "median 12.3 ms, p99 45 ms"."""
    return ", ".join(f"{word(name)} {with_unit(figures[name], unit)}" for name, unit in units.items())


def word(name: str) -> str:
    """A figure's name without its unit's suffix."""
    return name.removesuffix("_ms").removesuffix("_mb").removesuffix("_s").replace("_", " ").replace("cpu", "CPU")


def with_unit(figure: float, unit: str) -> str:
    """A number as people write it; three digits say enough."""
    number = f"{figure:,.0f}" if figure == int(figure) or abs(figure) >= 100 else f"{figure:.3g}"
    return f"{number} {unit}".strip()
