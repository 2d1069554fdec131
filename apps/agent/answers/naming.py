"""Which member a question names: as people write names, one slip forgiven, as visits are matched."""

from dataclasses import dataclass

from apps.agent.answers.page import THIS_MEMBER, page_member
from apps.agent.answers.question import Question
from apps.agent.brains.matching import alike, words_of
from apps.agent.brains.rules.tokens import words
from apps.agent.saying import say
from apps.crews.models import Member
from apps.crews.selectors import members_visible_to

SHORTEST = 3  # letters of a name that can be told from other words
# Names that are words as well: meant as names with a capital only.
WORDS_TOO = words("""
    will may mark bill grant rich rose art faith hope grace sol luz paz iris june april augusto rey angel leon
    cruz mar marina domingo blanca clara pilar dolores mercedes rosa
""")


@dataclass(frozen=True, slots=True)
class Named:
    """A member in the question, and which of its words names them."""

    member: Member
    at: int


def members_named(question: Question) -> list[Named]:
    """The members in the asking person's sight who are named, in the order of the question.

    The best match counts: "Ana Silva" is not every Ana. Several of one name are all there, at one place. "This
    technician" is whose page it is written on.
    """
    named = _by_name(question)
    here = THIS_MEMBER.search(question.words)
    member = page_member(question) if here else None
    if here is None or member is None or member in (one.member for one in named):
        return named
    return sorted([*named, Named(member, question.words[: here.start()].count(" ") - 1)], key=lambda one: one.at)


def _by_name(question: Question) -> list[Named]:
    heard = [_name_in(word, token.norm) for token, word in zip(question.tokens, question.written, strict=True)]
    people = members_visible_to(question.actor).filter(user__is_active=True).select_related("user")
    scored = [
        (*hit, member)
        for member in people.order_by("user__name")
        if (hit := _heard(heard, words_of(member.user.name))) is not None
    ]
    best: dict[int, int] = {}
    for at, hits, _member in scored:
        best[at] = max(hits, best.get(at, 0))
    return [Named(member, at) for at, hits, member in sorted(scored, key=lambda one: one[0]) if hits == best[at]]


def which_of(question: Question, members: list[Member]) -> str:
    """A question back, where several are called so."""
    names = ", ".join(member.user.name for member in members[:5])
    return say(question.lang, "Whom do you mean: {names}?", "¿A quién se refiere: {names}?", names=names)


def _name_in(written: str, norm: str) -> str:
    if norm in WORDS_TOO and not written[:1].isupper():
        return ""
    return (words_of(norm) or [""])[0]


def _heard(heard: list[str], name: list[str]) -> tuple[int, int] | None:
    """Where a name begins in the question, and how much of it stands there together."""
    parts = [part for part in name if len(part) >= SHORTEST]
    for at, word in enumerate(heard):
        if any(_same(word, part) for part in parts):
            following = heard[at + 1 : at + len(parts)]
            return at, 1 + sum(any(_same(next_one, part) for part in parts) for next_one in following)
    return None


def _same(word: str, part: str) -> bool:
    return len(word) >= SHORTEST and (word == part or (len(word) > SHORTEST + 1 and alike(word, part)))
