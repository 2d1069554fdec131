"""Words that are trade, idiom or story as often as danger: no sign by themselves, but the weights are asked.

"Fire" is also an extinguisher's certificate and what tacos are; "the van is dead" is a van. A message with such a word
and no sign raises the alarm when the weights hold danger for likely enough (`danger.HINTED`). What names a danger by
itself belongs into `hazards_of_sites.py` and `hazards_to_people.py`, where nothing but negation and "already dealt
with" silences it; words of `calm.SOFTENED` in the message make a hint of it.
"""

from apps.agent.brains.hazards import Hazard

HINTS = {
    Hazard.FIRE: "fire, fires, fuego, incendio, incendios, arde, bomberos, smoking",
    Hazard.CARBON_MONOXIDE: "ppm, monoxido",
    Hazard.EXPLOSION: "bomb, explosion, explosions, explode, explodes, estallo",
    Hazard.TRAPPED: "run over, ran over by",
    Hazard.INJURY: """
        is dead, died on|at, dead body, esta muerto, fallecio, rollover, tourniquet, torniquete, knocked out,
        suicide, aed, defibrillator, sos
    """,
    Hazard.BREATHING: "choked",
    Hazard.CHEMICAL: "toxic",
    Hazard.VIOLENCE: "shots, shooting, punched, robbery, armado, armados",
}
