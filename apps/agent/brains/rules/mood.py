"""How a thing is said: denied, supposed, announced or told by others; "when I'm finished" is not "finished"."""

from enum import Enum

from apps.agent.brains.rules.clauses import Clause
from apps.agent.brains.rules.patterns import PhraseSet, words_of

_SUPPOSED = """
    when, once, if, after, before, until, till, as soon as, unless, whenever, whether, by the time, in case, assuming,
    cuando, si, despues de, antes de, hasta que, en cuanto, una vez que, apenas, a menos que, por si, tan pronto
"""
_NOT_SUPPOSED = """
    ok if, okay if, mind if, si ya, si senor, si jefe, si todo, si gracias, even if, at once, all at once, if possible
"""
_TOLD = """
    asked, asks, asking, said, says, told, wants to know, wondering, thinks, heard, pregunto, pregunta, preguntan,
    preguntando, dijo, dice, dicen, dijeron, quiere saber, cree que, escuche
"""
_AHEAD = """
    will, ll, should, going to, hope to, hoping to, expect to, plan to, planning to, about to, ill, might, could, may,
    would, voy a, va a, vamos a, espero, deberia, pienso, planeo, podria, debo, quiero
"""
_WANTED = """
    to, need to, have to, must, want to, trying to, cant, couldnt, unable to, for, cannot, wont, let me, please,
    almost, nearly, never, para, tengo que, tenemos que, hay que, poder, puedo, podemos, sin, falta, de, casi,
    quieren, quiere
"""
_DENIED = """
    not, isnt, wasnt, arent, havent, hasnt, didnt, dont, doesnt, never, nowhere near, far from, aint, not yet, hadnt,
    werent, wont be, no, aun no, todavia no, nunca, sin, tampoco, no he, no hemos, no esta, no estan, no ha
"""

_supposed, _not_supposed, _told = PhraseSet(_SUPPOSED), PhraseSet(_NOT_SUPPOSED), PhraseSet(_TOLD)
_ahead, _wanted, _denied = PhraseSet(_AHEAD), PhraseSet(_WANTED), PhraseSet(_DENIED)

VOCABULARY = frozenset(words_of([_SUPPOSED, _NOT_SUPPOSED, _TOLD, _AHEAD, _WANTED, _DENIED]))


class Mood(Enum):
    """How a found phrase is meant."""

    SAID = "said"
    SUPPOSED = "supposed"
    TOLD = "told"
    AHEAD = "ahead"
    WANTED = "wanted"
    DENIED = "denied"


def _words_before(phrases: PhraseSet, before: str) -> int | None:
    """Words between the last of `phrases` in `before` and its end; None when there is none."""
    ends = [end for _, end in phrases.find(before)]
    return len(before[max(ends) :].split()) if ends else None


def mood_of(clause: Clause, start: int) -> Mood:
    """
    How the phrase that starts at `start` of the clause's `norm` is meant, from the words before it.
    """
    before = clause.norm[: start + 1]
    if not before.strip():
        return Mood.SAID
    if _supposed.find(_not_supposed.blot(before)):
        return Mood.SUPPOSED
    if (gap := _words_before(_denied, before)) is not None and gap <= (0 if before.endswith(" no ") else 2):
        return Mood.DENIED
    if _told.find(before):
        return Mood.TOLD
    if (gap := _words_before(_ahead, before)) is not None and gap <= 1:
        return Mood.AHEAD
    if (gap := _words_before(_wanted, before)) is not None and gap == 0:
        return Mood.WANTED
    return Mood.SAID
