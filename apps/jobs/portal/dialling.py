"""Phone numbers as links want them."""

import re


def dialable(phone: str) -> str:
    """A phone number as a link wants it; nothing when there is none to dial."""
    number = re.sub(r"[^\d+*#,;]", "", phone)
    return number if re.search(r"\d{3}", number) else ""
