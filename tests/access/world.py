"""A row of every kind of everybody: the things people ask for, whose they are, and a word that only they contain."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from apps.crews.models import User
from tests.access.people import Person
from tests.access.sight import SIGHT, Whose


@dataclass
class Thing:
    """A row, whose it is (names of people or crews; none: nobody's), and its telltale word.

    `sight` is the line of the table that says who sees it: that of its kind, unless told.
    """

    kind: str
    row: Any
    owners: frozenset[str]
    sight: str
    word: str = ""

    @property
    def public_id(self) -> str:
        """As addresses and the API have it."""
        return str(self.row.public_id)


@dataclass
class World:
    """Everything there is."""

    people: dict[str, Person]
    things: list[Thing] = field(default_factory=list)
    secrets: list[tuple[str, str, str]] = field(default_factory=list)  # the member's name, the right, the words

    def own(self, row: models.Model, *owners: str, sight: str = "", telltale: str = "") -> Any:
        """Note whose a row is, and write its telltale word into a column."""
        kind = str(row._meta.model_name)
        thing = Thing(kind, row, frozenset(owners), sight or kind)
        if telltale:
            thing.word = f"tell{len(self.things)}tale{kind}of{''.join(sorted(owners)) or 'nobody'}"
            write(row, telltale, thing.word)
        self.things.append(thing)
        return row

    def user(self, name: str) -> User:
        """Somebody who signs in."""
        found = self.people[name].user
        assert found is not None
        return found

    def belongs(self, owner: str) -> str:
        """The crew an owner belongs to; a crew belongs to itself."""
        return self.people[owner].crew if owner in self.people else owner

    def whose(self, who: Person, thing: Thing) -> Whose:
        """Whose a thing is as one person sees it."""
        if not thing.owners:
            return Whose.NOBODYS
        if who.name in thing.owners:
            return Whose.OWN
        if who.near and who.near in {self.belongs(owner) for owner in thing.owners}:
            return Whose.CREW
        return Whose.OTHER

    def sees(self, who: Person, thing: Thing, by: str = "") -> bool:
        """Whether it is within their sight; `by`: as another line of the table says."""
        return bool(who.role) and self.whose(who, thing) in SIGHT[by or thing.sight].of(who.role)

    def owner(self, user_id: int | None) -> tuple[str, ...]:
        """The name of a user, as an owner; none for the clock."""
        return tuple(name for name, who in self.people.items() if who.user is not None and who.user.pk == user_id)

    def of(self, kind: str) -> list[Thing]:
        """All things of a kind."""
        return [thing for thing in self.things if thing.kind == kind]

    def examples(self, who: Person, kind: str) -> Iterable[tuple[Whose, Thing]]:
        """One thing of each sort that there is for this person: whose it is, and by which line of the table."""
        sorts: dict[tuple[Whose, str], Thing] = {}
        for thing in self.of(kind):
            sorts.setdefault((self.whose(who, thing), thing.sight), thing)
        return [(whose, thing) for (whose, _sight), thing in sorted(sorts.items(), key=lambda sort: sort[0])]

    def beside(self, who: Person, kind: str, thing: Thing) -> Thing:
        """A thing of another kind to go with one: of the same owners, else as near to this person."""
        there = self.of(kind)
        same = [other for other in there if other.owners & thing.owners]
        near = [other for other in there if self.whose(who, other) == self.whose(who, thing)]
        return next(iter([*same, *near, *there]))

    def hidden_words(self, who: Person) -> dict[str, str]:
        """The words that nothing shown to this person may contain, with what they would tell."""
        words = {
            thing.word: f"a foreign {thing.kind}" for thing in self.things if thing.word and not self.sees(who, thing)
        }
        for owner, right, word in self.secrets:
            member = next(thing for thing in self.of("member") if owner in thing.owners)
            own = owner == who.name and right != "member.read_costs"
            if not own and not (who.may(right) and self.sees(who, member)):
                words[word] = f"what {right} is for"
        return words


def write(row: models.Model, column: str, value: Any) -> None:
    """Past all verbs: the text is there to be looked for."""
    type(row)._default_manager.filter(pk=row.pk).update(**{column: value})
    setattr(row, column, value)
