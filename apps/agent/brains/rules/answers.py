"""Which language a message is in, the short question to ask back, and the one-line summary of an action."""

from apps.agent.brains.rules.tokens import tokenise, words
from apps.agent.understanding import Language

_SPANISH = words("""
    el la los las de del en que un una y o no se es esta estoy voy ya por para con mi me lo al pero hay su como
    muy mas listo terminado gracias buenos dias necesito puedo termine llegue tarde casa trabajo huele a cuando
    donde cual quien si todo aqui tengo salgo empiezo marco marcando vamos llego casi fuga hola buenas entrada
    salida descanso almorzar comer cliente jefe nadie falta esperando
""")
_ENGLISH = words("""
    the a an to of in on at is it i am and but my for with not be done finished here we are you have was this
    that there need can get got all now just from out up job work back what where when how who please thanks
    still no off on ok late lunch smell gas
""")

_ASK = {
    "complete": ("Is this visit finished?", "¿Esta visita está terminada?"),
    "progress": ("Are you still working on it?", "¿Sigue trabajando en ello?"),
    "start": ("Did you start the work?", "¿Empezó el trabajo?"),
    "en_route": ("Are you on your way to the visit?", "¿Va en camino a la visita?"),
    "delay": ("Will you be late?", "¿Va a llegar tarde?"),
    "blocked": ("Is something stopping the work?", "¿Algo impide seguir con el trabajo?"),
    "critical": ("Is anybody in danger?", "¿Hay alguien en peligro?"),
    "high": ("Shall I report this as an incident?", "¿Lo registro como incidente?"),
    "medium": ("Shall I report this as an incident?", "¿Lo registro como incidente?"),
    "low": ("Shall I report this as an incident?", "¿Lo registro como incidente?"),
    "overtime": ("Do you want to ask for overtime?", "¿Quiere pedir horas extra?"),
    "time_off": ("Do you want to ask for time off?", "¿Quiere pedir tiempo libre?"),
    "sick_leave": ("Do you want to report sick?", "¿Quiere avisar que está enfermo?"),
    "access": ("Do you want to ask for access?", "¿Quiere pedir acceso?"),
    "purchase": ("Do you want to ask to buy it?", "¿Quiere pedir que se compre?"),
    "other": ("Shall I send this request to the office?", "¿Envío esta solicitud a la oficina?"),
    "check_in": ("Shall I check you in?", "¿Registro su entrada?"),
    "check_out": ("Shall I check you out?", "¿Registro su salida?"),
    "break_start": ("Are you starting a break?", "¿Empieza un descanso?"),
    "break_end": ("Is your break over?", "¿Terminó su descanso?"),
}


def language_of(message: str) -> Language:
    """The language most of the message's common words are in; English when it is even."""
    spanish = 2 * sum(letter in "¿¡ñ" for letter in message[:2000].lower())
    english = 0
    for token in tokenise(message[:2000]):
        word = token.norm
        spanish += word in _SPANISH
        english += word in _ENGLISH
    return "es" if spanish > english else "en"


def question_about(label: str, lang: Language) -> str:
    """One short question that settles whether `label` was meant."""
    english, spanish = _ASK[label]
    return spanish if lang == "es" else english


def summary_of(label: str, words: str) -> str:
    """One line that says what was understood and from which words."""
    name = label.replace("_", " ").capitalize()
    return f"{name}: “{' '.join(words.split())[:120]}”" if words else name
