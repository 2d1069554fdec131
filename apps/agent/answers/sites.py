"""What is known of a place: its address, how to get in, what is dangerous there, when it is open, who to speak to."""

from apps.agent.answers.question import Question, about
from apps.agent.answers.subject import Subject, subject_of
from apps.agent.answers.told import Source, Told, quoted, source_line
from apps.agent.brains.rules.places import place_of
from apps.agent.saying import say
from apps.agent.understanding import Language
from apps.jobs.models import Contact, Site
from apps.jobs.selectors import contacts_visible_to, to_speak_to

ADDRESS = about(
    r"address(?:es)?", r"directions?", r"direccion(?:es)?", r"domicilio",
    r"where (?:is|are|s) (?:the |this |that |my )?(?:next )?(?:job|site|visit|place|house|it|customer)",
    r"(?:a )?donde (?:queda|es|esta|tengo que ir|voy)", r"how do i get (?:there|to)", r"como llego",
)  # fmt: skip
WHERE = about(
    r"where (?:is|are|s)", r"where s", r"donde (?:esta|queda|es)",
)  # fmt: skip
ACCESS = about(
    r"(?:gate|door|entry|entrance|alarm|access|building|key|garage|security|lockbox|lock box) ?(?:s )?(?:code|"
    r"pin|number|box|fob|card)s?",
    r"codes?", r"(?:the |a )?keys?", r"lockbox", r"fob", r"get in(?:to)?", r"let (?:me|us) in", r"access notes?",
    r"how (?:do|can) (?:i|we) (?:get in|enter|access)", r"where (?:do|can) (?:i|we) park", r"parking", r"gate",
    r"codigos?", r"clave", r"llaves?", r"(?:como|por donde) (?:se )?entr[oa](?:mos)?", r"porton", r"acceso",
    r"entrar", r"estaciono", r"estacionamiento", r"estacionar", r"aparco", r"aparcar",
)  # fmt: skip
HAZARDS = about(
    r"hazards?", r"dangers?", r"dangerous", r"risks?", r"safety notes?", r"asbestos", r"(?:a |the )?dogs?",
    r"watch out for", r"peligros?", r"peligros[oa]s?", r"riesgos?", r"asbesto", r"amianto", r"perros?",
    r"cuidado con",
)  # fmt: skip
HOURS = about(
    r"opening hours?", r"opening times?", r"business hours",
    r"(?:what time|when) (?:do|does|are|is) .{0,30}?(?:open|close)", r"(?:are|is) (?:they|it|the \w+) open",
    r"open (?:on|until|till|today|tomorrow)", r"horario (?:de )?(?:apertura|del? \w+)",
    r"(?:a que hora|cuando) (?:abren?|cierran?)", r"abren?", r"cierran?", r"abierto",
)  # fmt: skip
CONTACT = about(
    r"contacts?", r"who (?:do|should|can) (?:i|we) (?:call|ask|speak|talk|see|contact|phone|ring)",
    r"phone(?: number)?", r"call ahead", r"(?:customer|client|tenant|owner|manager|their) s? ?(?:number|phone|name)",
    r"who is the (?:customer|client|owner|tenant)", r"ask for when", r"contactos?", r"telefono", r"celular",
    r"a quien (?:llamo|busco|pregunto|le)", r"con quien (?:hablo|me)",
    r"numero (?:del|de la|de) (?:cliente|dueno|duena|contacto|encargad[oa])",
    r"quien es el (?:cliente|dueno|contacto|encargado)",
)  # fmt: skip


def address(question: Question, subject: Subject) -> Told:
    """Where it is."""
    site = subject.site
    place = say(question.lang, "{name}, address", "{name}, dirección", name=site.name)
    return Told(f"{site.whole}\n{source_line(question.lang, place)}", (Source.of(site, site.name),))


def whereabouts(question: Question) -> Told | None:
    """Where a place is that is named; what is no place is no question for this."""
    if place_of(question.text) is None:
        return None
    subject = subject_of(question)
    return subject if isinstance(subject, Told) else address(question, subject)


def access(question: Question, subject: Subject) -> Told:
    """How to get in, as the site's access notes say."""
    head = ("To get in at {site}: {text}", "Para entrar en {site}: {text}")
    none = ("Nothing is written down about getting in at {site}.", "No hay nada anotado sobre cómo entrar en {site}.")
    return _note(
        question.lang, subject.site, subject.site.access_notes, head, none, ("access notes", "notas de acceso")
    )


def hazards(question: Question, subject: Subject) -> Told:
    """What is dangerous there. That nothing is written down does not mean that nothing is."""
    head = ("Hazards at {site}: {text}", "Peligros en {site}: {text}")
    none = (
        "No hazards are written down for {site}. Look for yourself before you begin.",
        "No hay peligros anotados para {site}. Mire usted antes de empezar.",
    )
    return _note(question.lang, subject.site, subject.site.hazards, head, none, ("hazards", "peligros"))


def hours(question: Question, subject: Subject) -> Told:
    """When it is open."""
    head = ("{site} is open {text}", "{site} abre {text}")
    none = ("No opening hours are written down for {site}.", "No hay horario anotado para {site}.")
    site = subject.site
    return _note(question.lang, site, site.opening_hours, head, none, ("opening hours", "horario"))


def _note(
    lang: Language, site: Site, text: str, head: tuple[str, str], none: tuple[str, str], field: tuple[str, str]
) -> Told:
    """A field of a site, quoted; where it is empty people are asked as well."""
    if not text.strip():
        return Told(say(lang, *none, site=site.name), settled=False)
    place = f"{site.name}, {say(lang, *field)}"
    said = say(lang, *head, site=site.name, text=quoted(text))
    return Told(f"{said}\n{source_line(lang, place)}", (Source.of(site, site.name),))


def contact(question: Question, subject: Subject) -> Told:
    """Who to speak to, with their phone; else the customer's own."""
    lang, site = question.lang, subject.site
    seen = contacts_visible_to(question.actor)
    people = list(to_speak_to(site).filter(pk__in=seen.values("pk"))[:3])
    lines = [_person(lang, one) for one in people]
    if not people and site.customer.phone:
        lines = [f"{site.customer.name}: {site.customer.phone}"]
    if not lines:
        none = ("No contact is written down for {site}.", "No hay contacto anotado para {site}.")
        return Told(say(lang, *none, site=site.name), settled=False)
    place = say(lang, "{site}, contacts", "{site}, contactos", site=site.name)
    return Told("\n".join([*lines, source_line(lang, place)]), (Source.of(site, site.name),))


def _person(lang: Language, one: Contact) -> str:
    told = f"{one.name} ({str(one.get_role_display()).lower()})"
    if one.phone:
        return f"{told}: {one.phone}"
    return f"{told}: {one.email}" if one.email else say(lang, "{told}, no phone", "{told}, sin teléfono", told=told)
