"""What is known of a job: what is to be done and what is left, who goes, when, what was done before, and its asset."""

from django.utils import formats

from apps.agent.answers.question import Question, about
from apps.agent.answers.subject import Subject
from apps.agent.answers.told import Source, Told, day_told, quoted, source_line
from apps.agent.brains.matching import alike, words_of
from apps.agent.saying import label, say
from apps.core.moments import clock
from apps.jobs.checklists.reading import sheets_of
from apps.jobs.models import Asset
from apps.jobs.selectors import assets_visible_to, done_at
from apps.jobs.states import AssetStatus

SCOPE = about(
    r"what (?:is|am i|are we|do i|do we|needs?|has|should i|should we) (?:\w+ )?(?:\w+ )?(?:to be |to )?(?:do|"
    r"done|doing)(?: (?:here|there|at|on|for|with))?",
    r"what is (?:the )?(?:job|work|scope|task)(?: (?:about|here|there|for|at))?", r"scope", r"instructions?",
    r"(?:job|work) description", r"details (?:of|on|for|about)",
    r"que (?:hay que|tengo que|tenemos que|debo|se debe|toca) hacer", r"que (?:hago|hacemos|trabajo es)",
    r"instrucciones?", r"de que (?:es|trata|se trata)", r"detalles del",
)  # fmt: skip
CHECKLIST = about(
    r"check ?lists?", r"what (?:is|else is|do i have) left", r"left to (?:do|check|answer)",
    r"lista (?:de verificacion|de chequeo|de control)", r"que (?:me |nos )?(?:falta|queda)", r"falta por",
)  # fmt: skip
PEOPLE = about(
    r"who (?:else )?is (?:going |coming |working )?(?:with (?:me|us)|on (?:it|this|that|the job|the visit))",
    r"who else", r"who am i (?:with|working with|paired with)",
    r"quien (?:mas )?(?:va|viene|esta|trabaja)(?: conmigo| con nosotros)?", r"con quien (?:voy|trabajo)",
)  # fmt: skip
TIME = about(
    r"(?:what time|when) (?:is|does|do|am i|are we|should i) .{0,40}?(?:job|visit|appointment|start|begin|due|"
    r"there|expected|planned)",
    r"what time", r"how long (?:is|does|will|do|have)", r"a que hora", r"cuando (?:es|empieza|toca) (?:el|la|mi)",
    r"cuanto (?:dura|tiempo)",
)  # fmt: skip
BEFORE = about(
    r"last time", r"last visit", r"(?:done|been) (?:here |there )?before", r"previous(?:ly)?(?: visits?)?",
    r"history", r"who was (?:here|there) (?:last|before)", r"la ultima vez", r"ultima visita", r"visita anterior",
    r"historial", r"se hizo antes",
)  # fmt: skip
ASSET = about(
    r"serials?(?: (?:number|no))?", r"models?(?: (?:number|no))?", r"manufacturer", r"who made",
    r"(?:what|which) (?:brand|make|model|unit|equipment|boiler)", r"(?:warranty|warranties)",
    r"(?:when|how old) .{0,30}?(?:installed|old|is)", r"installed", r"numero de serie", r"serie", r"modelo", r"marca",
    r"fabricante", r"garantia", r"instalad[oa]", r"que equipo",
)  # fmt: skip
MOST = 8


def scope(question: Question, subject: Subject) -> Told | None:
    """What is to be done, in the office's words."""
    job = subject.job
    if job is None:
        return None
    lang, lines = question.lang, [f"{job.code}: {quoted(job.title)}"]
    lines += [quoted(text) for text in (job.description, job.instructions) if text.strip()]
    place = say(lang, "{code}, what is to be done", "{code}, qué hay que hacer", code=job.code)
    return Told("\n".join([*lines, source_line(lang, place)]), (Source.of(job, job.code),))


def checklist(question: Question, subject: Subject) -> Told | None:
    """What is still to be answered on the visit's checklists."""
    visit = subject.visit
    if visit is None:
        return None
    lang, sheets = question.lang, sheets_of(visit)
    if not sheets:
        none = say(lang, "{code} has no checklist.", "{code} no tiene lista de verificación.", code=visit.code)
        return Told(none, (Source.of(visit, visit.code),))
    left = [(sheet, line) for sheet in sheets for line in sheet.lines if not line.is_answered]
    lines = [f"– {quoted(line.item.text)}" for _sheet, line in left[:MOST]]
    head = say(lang, "{code}: {n} left to answer.", "{code}: faltan {n} por responder.", code=visit.code, n=len(left))
    places = [
        say(lang, "{code}, checklist {name}", "{code}, lista {name}", code=visit.code, name=s.checklist.name)
        for s in sheets
    ]
    return Told("\n".join([head, *lines, source_line(lang, *places)]), (Source.of(visit, visit.code),))


def people(question: Question, subject: Subject) -> Told | None:
    """Who is on the visit besides who asks."""
    visit = subject.visit
    if visit is None:
        return None
    lang, own = question.lang, question.request.facts.member
    on_it = visit.assignments.select_related("member__user").order_by("pk")
    names = [a.member.user.name for a in on_it if own is None or a.member_id != own.pk]
    told = {"code": visit.code, "names": ", ".join(names)}
    text = say(lang, "With you on {code}: {names}.", "Con usted en {code}: {names}.", **told)
    if not names:
        text = say(lang, "Nobody else is on {code}.", "Nadie más está en {code}.", **told)
    return Told(f"{text}\n{source_line(lang, visit.code)}", (Source.of(visit, visit.code),))


def time(question: Question, subject: Subject) -> Told | None:
    """When the visit is planned."""
    visit = subject.visit
    if visit is None:
        return None
    lang, zone = question.lang, question.now.tzinfo
    start, end = visit.planned_start, visit.planned_end
    told = {
        "code": visit.code,
        "place": visit.job.site.name,
        "day": day_told(question.lang, start.astimezone(zone).date(), question.now.date()),
        "start": clock(start, zone),
        "end": clock(end, zone),
    }
    english, spanish = "{code} at {place}: {day} {start}–{end}.", "{code} en {place}: {day} {start}–{end}."
    return Told(
        f"{say(lang, english, spanish, **told)}\n{source_line(lang, visit.code)}", (Source.of(visit, visit.code),)
    )


def before(question: Question, subject: Subject) -> Told:
    """What was done on the last trips there."""
    lang, site = question.lang, subject.site
    ended = [v for v in done_at(site)[:3] if subject.visit is None or v.pk != subject.visit.pk]
    lines = []
    for visit in ended:
        who = ", ".join(a.member.user.name for a in visit.assignments.all())
        day = formats.date_format(visit.planned_start.astimezone(question.now.tzinfo), "j M Y")
        done = f" {quoted(visit.outcome_note)}" if visit.outcome_note.strip() else ""
        lines.append(f"{day}, {who}: {quoted(visit.job.title)}, {label(lang, visit.look.label)}.{done}")
    if not lines:
        none = ("Nothing was done at {site} before.", "Antes no se hizo nada en {site}.")
        return Told(say(lang, *none, site=site.name), (Source.of(site, site.name),))
    place = say(lang, "{site}, service history", "{site}, historial", site=site.name)
    return Told("\n".join([*lines, source_line(lang, place)]), (Source.of(site, site.name),))


def asset(question: Question, subject: Subject) -> Told | None:
    """Serial number, model and warranty of what is worked on: the job's asset, or those at the site that are named."""
    found = _assets(question, subject)
    if not found:
        return None
    lang = question.lang
    lines = [_plate(question, one) for one in found[:3]]
    places = [
        say(lang, "asset {name}, {site}", "equipo {name}, {site}", name=a.name, site=subject.site.name)
        for a in found[:3]
    ]
    return Told("\n".join([*lines, source_line(lang, *places)]), tuple(Source.of(one, one.name) for one in found[:3]))


def _assets(question: Question, subject: Subject) -> list[Asset]:
    here = assets_visible_to(question.actor).filter(site=subject.site).exclude(status=AssetStatus.RETIRED)
    everything = list(here.order_by("name")[:50])
    said = [word for token in question.tokens for word in words_of(token.norm) if len(word) > 2]
    named = [one for one in everything if any(alike(w, h) for w in said for h in words_of(f"{one.name} {one.kind}"))]
    own = [one for one in everything if subject.job is not None and one.pk == subject.job.asset_id]
    return named or own or (everything if len(everything) == 1 else [])


def _plate(question: Question, one: Asset) -> str:
    lang, unknown = question.lang, say(question.lang, "not written down", "no anotado")
    told = {
        "name": quoted(one.name),
        "maker": quoted(" ".join(filter(None, (one.manufacturer, one.model))))
        if one.manufacturer or one.model
        else unknown,
        "serial": quoted(one.serial) if one.serial else unknown,
        "until": formats.date_format(one.warranty_until, "j M Y") if one.warranty_until else unknown,
        "since": formats.date_format(one.installed_on, "j M Y") if one.installed_on else unknown,
    }
    english = "{name}: model {maker}; serial number {serial}; warranty until: {until}; installed: {since}."
    spanish = "{name}: modelo {maker}; número de serie {serial}; garantía hasta: {until}; instalado: {since}."
    return say(lang, english, spanish, **told)
