"""What nobody should send, and somebody will."""

from typing import Any

RUBBISH: list[Any] = [None, "rubbish", 7, True, [], {"a": {"b": []}}, [None], "9" * 400, 10**30]

TEXTS = {
    "empty": "",
    "blank": " \t\n\u00a0\u2003 ",
    "NUL": "a\x00b",
    "half a pair": "half \ud83d",
    "control characters": "a\x01\x02\x1b[31m\x7f\x85b",
    "right to left": "\u202e\u0645\u0631\u062d\u0628\u0627 \u2066 abc \u2069",
    "four bytes": "\U0001f9ef\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "markup": "<script>alert(1)</script>{{ 7 * 7 }}%(name)s%s{0}",
    "lines": "one\r\ntwo\u2028three",
    "one too many": "x" * 20_001,
    "endless four bytes": "\U0001f9ef" * 20_000,
}
UNSTORABLE = {"NUL", "half a pair"}

NUMBERS: list[Any] = [
    -1, 0, 4, 20_161, 2**31, 2**63, 10**30, 1e308, float("nan"), float("inf"), float("-inf"),
]  # fmt: skip

# A moment, and whether it cannot be right.
MOMENTS: dict[str, bool] = {
    "0001-01-01T00:00:00+00:00": True,
    "0001-01-01T00:00:00+14:00": True,
    "9999-12-31T23:59:59+00:00": True,
    "9999-12-31T23:59:59-14:00": True,
    "1969-12-31T23:59:59Z": True,
    "2026-03-05T14:00:00": True,  # whose clock?
    "2026-02-30T14:00:00Z": True,
    "2026-03-05T24:30:00Z": True,
    "2026-03-05T14:00:00+14:00": False,
    "2026-03-05T14:00:00-12:00": False,
    "2026-03-05T14:30:00+05:45": False,
    "2026-03-29T02:30:00+01:00": False,  # within the hour that summer time skips in Europe
}
DAYS: dict[str, bool] = {
    "0001-01-01": True,
    "9999-12-31": True,
    "2026-02-30": True,
    "2026-13-01": True,
    "1900-01-01": True,
    "2026-03-02T00:00:00Z": False,
    "2026-12-31": False,
}
