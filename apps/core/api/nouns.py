"""The kinds of rows the API speaks of: where each is read, and under which heading it stands in the document."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from ninja import Schema

from apps.core.api.paging import page_of

ROOT = "api-v1:api-root"


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of row: `kind` as in receipts and events, `path` below the API's root, `tag` as heading.

    Commands about it begin with its kind, or with `verbs` where they speak of something else: `delivery.retry`.
    """

    kind: str
    path: str
    tag: str
    one: str
    many: str
    verbs: str

    def listing(self, shape: type[Schema]) -> dict[str, Any]:
        """The options of the operation that lists them."""
        return {
            "response": page_of(shape),
            "operation_id": f"list_{self.path.replace('-', '_')}",
            "summary": f"List {self.many}",
            "tags": [self.tag],
        }

    def detail(self, shape: type[Schema]) -> dict[str, Any]:
        """The options of the operation that reads one."""
        return {
            "response": {200: shape, 304: None},
            "operation_id": f"read_{self.one.replace(' ', '_').lower()}",
            "summary": f"Read a {self.one}" if self.one[0] not in "aeiou" else f"Read an {self.one}",
            "tags": [self.tag],
        }


NOUNS: dict[str, Noun] = {}


def noun(kind: str, path: str, tag: str, *, one: str = "", many: str = "", verbs: str = "") -> Noun:
    """Declare a kind of row, once, in its app's `api`."""
    NOUNS[kind] = Noun(kind, path, tag, one or kind, many or path, verbs or kind)
    return NOUNS[kind]


def tag_of(command: str) -> str:
    """The heading for a command such as `visit.complete`: that of its noun."""
    word = command.split(".", 1)[0]
    return next(noun.tag for noun in NOUNS.values() if noun.verbs == word)


def place_of(kind: str, public_id: UUID) -> str:
    """The path where a row is read."""
    return f"{reverse(ROOT)}{NOUNS[kind].path}/{public_id}"
