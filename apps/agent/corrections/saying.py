"""Whether a message corrects the one before: "no, the other job", "not that one, at Elm St", "no era ese trabajo"."""

import re
from dataclasses import dataclass

from apps.agent.brains.rules.places import job_number_of, place_of
from apps.agent.brains.rules.tokens import tokenise

MOST_WORDS = 16  # who writes more says something new
SHORT = 8  # and who begins with "no" and names a place in so few words corrects

_NO = r"(?:no|nope|nah|not|wrong|sorry|oops|actually|perdon|perdona|disculpa|equivocado|ese no|esa no|mal)"
_OTHER = re.compile(
    rf"^ (?:\w+ ){{0,2}}?{_NO} (?:.* )?(?:other (?:job|visit|site|one|place|house|address)|"
    r"(?:en )?(?:el|la|al) otr[oa]|otr[oa] (?:trabajo|visita|sitio|lugar|casa|obra)) "
)
_FIRST = r"(?:no|nope|nah|sorry|oops|actually|perdon|perdona|disculpa|that was|that is|it was|it is|era|fue|es)"
_NOT_THIS = re.compile(
    rf"^ (?:{_FIRST} ){{0,3}}(?:(?:not|wrong|the wrong) (?:that |this |the |my )?(?:one|job|visit|site|house)|"
    r"i (?:meant|mean) .+|no (?:era|es|fue) (?:ese|esa|este|esta|eso)(?: \w+)?|"
    r"(?:no )?(?:ese|esa|este|esta) (?:trabajo|visita|sitio) no|no (?:ese|esa|este|esta) (?:trabajo|visita|sitio)|"
    r"(?:el |la )?(?:trabajo|visita|sitio|lugar) equivocad[oa]|me equivoque de (?:trabajo|visita|sitio|lugar)|"
    r"queria decir .+|me referia .+) "
)
_UNDO = re.compile(
    r"^ (?:no |sorry |please |perdon )*(?:undo(?: (?:that|it|this|the last one))?|take (?:that|it|this) back|"
    r"(?:that is|that was) (?:wrong|not right|incorrect|a mistake)|"
    r"i did not (?:say that|mean that|finish|start|leave)(?: \w+){0,3}|"
    r"(?:(?:me )?l[oa] |lo )?(?:puedes?|podrias?) deshacer(?:lo|la)?(?: eso)?|can you undo (?:that|it|this)|"
    r"deshaz(?:lo)?(?: eso)?|deshacer(?:lo)?|deshaga(?:lo)?|eso (?:esta|es) (?:mal|incorrecto)|"
    r"no es correcto|no es asi) $"
)
_BEGINS_NO = re.compile(rf"^ {_NO} ")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correcting message says: only that it was wrong, or which visit is meant, as far as it is named."""

    only_undo: bool = False
    number: str | None = None
    place: str | None = None
    is_answer: bool = False  # to the question which visit was meant

    @property
    def names_nothing(self) -> bool:
        """Whether the right visit must be found without its name."""
        return self.number is None and self.place is None


def correction_in(text: str) -> Correction | None:
    """What is corrected; None when the message is none."""
    words = [token.norm for token in tokenise(text[:400])]
    if not 0 < len(words) <= MOST_WORDS:
        return None
    said = " " + " ".join(words) + " "
    number, place = job_number_of(text), place_of(text)
    if _UNDO.search(said):
        return Correction(only_undo=True)
    named = number is not None or place is not None
    if _OTHER.search(said) or _NOT_THIS.search(said) or (named and len(words) <= SHORT and _BEGINS_NO.search(said)):
        return Correction(number=number, place=place.text if place else None)
    return None
