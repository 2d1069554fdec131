"""What is set about AI models: where they are, what they cost."""

import re
from decimal import Decimal, InvalidOperation

ADDRESS = re.compile(r"https?://[^\s/?#]+(?:/(?![^?#]*chat/completions)[^\s?#]*)?")


def prices(value: str) -> dict[str, tuple[Decimal, Decimal, Decimal]]:
    """Dollars per million tokens by model: in, in that was read before, out.

    Raises:
        ValueError: a price is not written as model=in/read before/out.
    """
    found = {}
    for one in filter(None, (part.strip() for part in value.split(","))):
        model, _equals, figures = one.rpartition("=")
        try:
            fresh, known, out = (Decimal(figure) for figure in figures.split("/"))
        except (InvalidOperation, ValueError):
            raise ValueError(f"write {one!r} as model=0.15/0.075/0.60") from None
        if not model or not all(price.is_finite() and price >= 0 for price in (fresh, known, out)):
            raise ValueError(f"write {one!r} as model=0.15/0.075/0.60")
        found[model] = (fresh, known, out)
    return found
