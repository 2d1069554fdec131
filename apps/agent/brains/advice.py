"""What to do right now, per hazard: read by somebody in danger, so one or two short sentences."""

from apps.agent.brains.hazards import Hazard
from apps.agent.understanding import Language

_ADVICE: dict[Hazard, tuple[str, str]] = {
    Hazard.GAS: (
        "Leave the building now and keep others out. Do not use switches or flames; call from outside.",
        "Salga del edificio ahora y no deje entrar a nadie. No use interruptores ni llamas; llame desde afuera.",
    ),
    Hazard.FIRE: (
        "Get everybody out now and call the fire service from outside. Do not go back in.",
        "Saque a todos ahora y llame a los bomberos desde afuera. No vuelva a entrar.",
    ),
    Hazard.ELECTRIC: (
        "Keep away and do not touch anybody who is in contact with it. Cut the power only if that is safe, and call "
        "emergency services.",
        "Aléjese y no toque a nadie que esté en contacto. Corte la corriente solo si es seguro y llame a emergencias.",
    ),
    Hazard.CARBON_MONOXIDE: (
        "Get everybody into fresh air now and stay out. Call emergency services, even if people feel better outside.",
        "Saque a todos al aire libre ahora y no entre. Llame a emergencias, aunque se sientan mejor afuera.",
    ),
    Hazard.COLLAPSE: (
        "Move well away and keep everybody out. Do not go in to help; call emergency services.",
        "Aléjese y no deje entrar a nadie. No entre a ayudar; llame a emergencias.",
    ),
    Hazard.TRAPPED: (
        "Call emergency services now and stop every machine nearby. Do not pull the person free; keep talking to them.",
        "Llame a emergencias ahora y pare las máquinas cercanas. No tire de la persona; siga hablándole.",
    ),
    Hazard.INJURY: (
        "Call emergency services now. Do not move the person unless they are in danger; press hard on any bleeding.",
        "Llame a emergencias ahora. No mueva a la persona salvo que corra peligro; presione fuerte si hay sangrado.",
    ),
    Hazard.BREATHING: (
        "Call emergency services now. If the person is not breathing, start CPR; they will guide you on the phone.",
        "Llame a emergencias ahora. Si la persona no respira, empiece RCP; lo guiarán por teléfono.",
    ),
    Hazard.FLOOD: (
        "Stay out of the water and touch nothing electrical. Call emergency services if anybody is in danger.",
        "No entre al agua y no toque nada eléctrico. Llame a emergencias si alguien corre peligro.",
    ),
    Hazard.EXPLOSION: (
        "Get everybody far away now and stay away; there may be another one. Call emergency services.",
        "Aleje a todos ahora y no vuelva; puede haber otra. Llame a emergencias.",
    ),
    Hazard.CHEMICAL: (
        "Get into fresh air, upwind, and keep others away. Rinse skin or eyes with plenty of water and call emergency "
        "services.",
        "Vaya al aire libre, contra el viento, y aleje a los demás. Enjuague piel u ojos con mucha agua y llame a "
        "emergencias.",
    ),
    Hazard.VIOLENCE: (
        "Leave if you can, do not argue, and call the police from a safe place.",
        "Váyase si puede, no discuta y llame a la policía desde un lugar seguro.",
    ),
    Hazard.UNNAMED: (
        "Get yourself and others out of danger first. Call emergency services if anybody is hurt or in danger.",
        "Primero aléjese del peligro y aleje a los demás. Llame a emergencias si hay heridos o peligro.",
    ),
    Hazard.FALL: (
        "Call emergency services now. Do not move the person; keep them still and warm until help comes.",
        "Llame a emergencias ahora. No mueva a la persona; manténgala quieta y abrigada hasta que llegue ayuda.",
    ),
}


def advice_for(hazard: Hazard, lang: Language) -> str:
    """What somebody who faces `hazard` should do now, in `lang`."""
    english, spanish = _ADVICE[hazard]
    return spanish if lang == "es" else english
