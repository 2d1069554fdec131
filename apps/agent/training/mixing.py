"""Messages that say two things, made of two that say one: one thing said must not count against another."""

from collections.abc import Callable, Sequence

from apps.agent.brains.trained.signals import signals_of
from apps.agent.evaluation import Case
from apps.agent.labels import NOTHING
from apps.agent.training.corpus import Lesson, slot

SHARE = 2
"""One message is made for so many that say one thing."""
LONGEST = 16
"""Words a message may have to be put together with another."""
JOINTS = {"en": (". ", ", ", " and ", "; "), "es": (". ", ", ", " y ", "; ")}


def mixed(lessons: Sequence[Lesson], parts: int, part_of: Callable[[Lesson], int]) -> list[Lesson]:
    """New lessons, each of two in the same of `parts` parts of the corpus and of one language; always the same ones."""
    found: list[Lesson] = []
    for lang, joints in JOINTS.items():
        for part in range(parts):
            mine = [n for n in lessons if _fits(n, lang) and part_of(n) == part]
            mine.sort(key=lambda lesson: slot(lesson.case.id, 1 << 40, "mix"))
            pairs = zip(mine[::SHARE], mine[1::SHARE], strict=False)
            found += [
                _joined(*pair, joints, n) for n, pair in enumerate(pairs) if pair[0].case.labels != pair[1].case.labels
            ]
    return found


def _fits(lesson: Lesson, lang: str) -> bool:
    if lesson.old or not lesson.is_whole or lesson.case.lang != lang:
        return False
    return (
        len(lesson.case.labels) == 1 and NOTHING not in lesson.case.labels and len(lesson.signals.whole.read) <= LONGEST
    )


def _joined(one: Lesson, other: Lesson, joints: Sequence[str], n: int) -> Lesson:
    first = one.case.text.strip()
    joint = " " if first.endswith(tuple(".!?")) else joints[n % len(joints)]
    text = first + joint + other.case.text.strip()
    # Named after the first, so that it is learned from, or not, with it.
    case = Case(one.case.id, text, one.case.lang, one.case.labels | other.case.labels)
    return Lesson(case, signals_of(text), mixed=True)
