"""Lists of any length: exact counts while they are cheap, estimates that hide no row beyond."""

import json
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

EXACT = 2_000  # rows up to which they are counted
FEW = 1_000  # rows up to which their keys are written into the question for a page of them
NEAR = 100_000  # rows up to which skipping them costs less than counting all
FAR = 0.75  # of the rows: from there on, counting them and coming from the end costs less than skipping


class LongPaginator(Paginator[Any]):
    """Pages of a list.

    Beyond some thousands of rows `count` is the planner's estimate. Whoever goes deep has it counted, and the page is
    read from the nearer end; a page that turns out to be full always has a next one.
    """

    template_name = "admin/office/_pages.html"
    about = False
    by_key: Any = None
    """The same rows before anything was asked of them: what was found is read from here by its keys, so that the
    question, a search's above all, is put once."""
    _found: list[int] | None = None

    @cached_property
    def count(self) -> int:
        """How many rows there are; when `about` is true, by estimate."""
        some = self._rows.order_by()[: EXACT + 1]
        if self._rows.query.where:  # for as much as counting them: which ones they are
            self._found = list(some.values_list("pk", flat=True))
        counted = len(self._found) if self._found is not None else int(some.count())
        if counted <= EXACT:
            return counted
        self.about = True
        return max(EXACT + 1, _estimated(self._rows))

    @property
    def count_shown(self) -> str:
        """The count in words."""
        rounded = f"{float(f'{self.count:.2g}'):,.0f}"
        return _("about %(n)s") % {"n": rounded} if self.about else f"{self.count:,}"

    @property
    def _rows(self) -> Any:
        return self.object_list

    def page(self, number: int | str) -> "Page[Any]":
        """A page; where an estimate was too high, what is beyond the end is the last one.

        Raises:
            InvalidPage: it is no number, or below one.
        """
        asked = int(number) if str(number).isdecimal() and len(str(number)) < 9 else self.validate_number(number)
        self._count_when_deep(asked)
        valid = min(max(asked, 1), self.num_pages)
        rows = self._slice((valid - 1) * self.per_page)
        if self.about and not rows:
            self._count_all()
            return self.page(valid)
        self._learn(valid, len(rows))
        return Page(rows[: self.per_page], valid, self)

    def _learn(self, number: int, length: int) -> None:
        """A page that is not full is the last one; one that is too full is not."""
        if self.about and length <= self.per_page:
            self._recount((number - 1) * self.per_page + length)
        elif self.about and number == self.num_pages:
            self._recount((number + 1) * self.per_page)

    def _count_when_deep(self, number: int) -> None:
        deep = min(max(NEAR, self.count * FAR), self.count - self.per_page)
        if number * self.per_page >= deep and self.about:
            self._count_all()

    def _count_all(self) -> None:
        self._recount(_counted(self._rows.order_by()))
        self.about = False

    def _recount(self, count: int) -> None:
        self.__dict__["count"] = count
        self.__dict__.pop("num_pages", None)

    def _slice(self, start: int) -> list[Any]:
        """One row more than fits, when there is one. Far in, keys alone are skipped: the index has them."""
        wanted = self.per_page + 1
        if self._found is not None and len(self._found) <= FEW:
            # Left to itself the database may go through the whole order in search of so few.
            return list(self._known.filter(pk__in=self._found)[start : start + wanted])
        if start < EXACT:
            return list(self._rows[start : start + wanted])
        keys = self._keys(start, wanted)
        found = self._rows.order_by().in_bulk(keys, field_name=self._key)
        return [found[key] for key in keys if key in found]

    @property
    def _known(self) -> Any:
        if self.by_key is None or self._rows.query.annotations:  # an order may be by one
            return self._rows
        known = self.by_key.order_by(*self._rows.query.order_by)
        known.query.select_related = self._rows.query.select_related
        return known

    @property
    def _key(self) -> str:
        """What the rows are known by: what they are ordered by, where that is unique and alone, else the primary key.
        The index of the order has it then, and no row is read to be skipped.
        """
        first, *more = dict.fromkeys(self._rows.query.order_by or ("pk",))
        name = str(first).lstrip("-")
        own = {field.name: field for field in self._rows.model._meta.concrete_fields}
        return name if not more and name in own and own[name].unique else "pk"

    def _keys(self, start: int, wanted: int) -> list[Any]:
        """From the nearer end, when it is known how far away that is."""
        keys = self._rows.values_list(self._key, flat=True)
        left = self.count - start
        if self.about or left > start:
            return list(keys[start : start + wanted])
        wanted = min(wanted, left)
        return list(keys.reverse()[left - wanted : left])[::-1]


def _counted(rows: Any) -> int:
    """By several processes of the database at once, which it is told not to use where there is less to do."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL max_parallel_workers_per_gather = 2")
        return int(rows.count())


def _estimated(rows: Any) -> int:
    plan = json.loads(rows.order_by().values("pk").explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])
