"""Finding rows by the words people type."""

import operator
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any, TypeVar, cast

from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value

R = TypeVar("R", bound=Model)
MOST_WORDS = 8
FEW = 1_000  # related rows up to which their keys are written into the question
WHOLE_NUMBER = 6  # digits up to which a number is meant as it stands; longer ones (phones) may be typed in part
PARTS = re.compile(r"[\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+")  # as in workhub_words() (SQL)
_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
_PHONE = re.compile(r"\+?\(?\d[\d ()./-]{5,}\d")
_CODE = re.compile(r"[a-z]{1,4}[0-9]{1,9}")


def first_words(typed: str) -> list[str]:
    """The words that count: each once, the first eight. Of a phone number with spaces in it, the whole is one.

    A word of marks only, as in “Smith & Sons”, says nothing beside others.
    """
    whole = typed.strip()
    if _PHONE.fullmatch(whole):
        return [whole]
    words = list(dict.fromkeys(typed.split()))
    return ([word for word in words if as_query(word)] or words)[:MOST_WORDS]


def with_words(rows: QuerySet[R], typed: str, fields: Iterable[str]) -> QuerySet[R]:
    """The rows where every word stands in one of the fields, in any case; all of them when nothing was typed.

    Of many words the first eight count: each looks through the whole table. Large tables have `found_by`.
    """
    for word in list(dict.fromkeys(typed.split()))[:MOST_WORDS]:
        somewhere = reduce(operator.or_, (Q(**{f"{field}__icontains": word}) for field in fields))
        # Through the key: a field of many related rows would repeat a row for each.
        rows = rows.filter(pk__in=rows.model._default_manager.filter(somewhere).values("pk"))
    return rows


def found_by(rows: QuerySet[R], typed: str, holds: Callable[[str], Q]) -> QuerySet[R]:
    """The rows that hold every typed word; `holds` says for one word which do, with `Match` and `among`."""
    for word in first_words(typed):
        rows = rows.filter(holds(word))
    return rows


class Match(Func):
    """Whether the words the database keeps of a row (its table's column `words`) have one that begins as typed."""

    output_field = BooleanField()

    def __init__(self, word: str) -> None:
        """Of the row that is asked for."""
        super().__init__(F("pk"), Value(as_query(word)))

    def as_sql(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The index is asked; there is no field of the model to read."""
        key, query = cast(Any, self.source_expressions)
        table = compiler.quote_name_unless_alias(key.alias)
        return f'{table}."words" @@ %s::tsquery', [query.value]


def among(column: str, *found: "QuerySet[Any]") -> Q:
    """Rows whose column points at one of those found.

    Few of them are written out as keys: beside `Match` that makes two look-ups in indexes. Many are asked for where
    they are, since nearly every row then counts and the list's own order finds a page of them at once.
    """
    keys, many = set[int](), Q()
    for rows in found:
        few = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
        if len(few) > FEW:
            many |= Q(**{f"{column}__in": rows.order_by().values("pk")})
        else:
            keys.update(few)
    return many | Q(**{f"{column}__in": sorted(keys)}) if keys or not many else many


def folded(text: str) -> str:
    """Small letters without accents, as the database folds what it keeps."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not "\u0300" <= c <= "\u036f")
    return bare.lower().translate(_SPECIAL)


def as_query(word: str) -> str:
    """One typed word as a tsquery: the whole of it without marks, or all of its parts. Empty when it is marks only.

    What begins so is found; codes (WH-1042) and short numbers only as they stand: 1042 is not 10421.
    """
    parts = [part[:60] for part in PARTS.split(folded(word)) if part]
    if not parts:
        return ""
    whole = "".join(parts)[:60]
    ways = [_lexeme(whole)]
    if whole.isdigit() and whole.startswith("0") and len(whole) > WHOLE_NUMBER:
        ways.append(_lexeme(whole.lstrip("0") or "0"))  # 0555 … is kept as +44 555 …
    if len(parts) > 1 and not _CODE.fullmatch(whole):
        ways.append("(" + " & ".join(_lexeme(part) for part in parts) + ")")
    return " | ".join(ways)


def _lexeme(token: str) -> str:
    as_it_stands = (token.isdigit() and len(token) <= WHOLE_NUMBER) or _CODE.fullmatch(token)
    text = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{text}'" if as_it_stands else f"'{text}':*"
