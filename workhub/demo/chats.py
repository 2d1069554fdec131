"""A few talks with the agent beside those that end a visit: a danger, a question, something for the office."""

from datetime import datetime
from typing import NamedTuple

from apps.agent.understanding import Severity
from apps.core.models import ProposalItem
from apps.jobs.actions import acknowledge_incident, resolve_incident
from apps.jobs.models import Incident
from workhub.demo.clock import HOUR, MINUTE, Clock
from workhub.demo.company import Company
from workhub.demo.people import HANDS_ON
from workhub.demo.talks import Said, completion, danger, finished, question, remark, report, say
from workhub.demo.timeline import Timeline
from workhub.demo.trips import Trip

FOR_OFFICE = "I passed this to the office. They answer you here or by phone."


class Note(NamedTuple):
    """Somebody writes something people have to read, so many days ago at that hour."""

    who: str
    days: int
    hour: int
    text: str
    about: str


NOTES = (
    Note("Caroline Hughes", 1, 14, "Customer at the pharmacy wants a quote for a mini-split in the back office",
         "A quote is wanted"),
    Note("Manny Teixeira", 2, 15, "We are nearly out of 3/4 press couplings in van 2, please restock", "Stock is low"),
    Note("Kwame Mensah", 1, 16, "Customer says thank you, best service in years. He will leave a review", "Praise"),
)  # fmt: skip
LATE = "Running late, still at Atwells. The pharmacy has to wait, can somebody call them?"


def tell_of_chats(company: Company, clock: Clock, timeline: Timeline, trips: list[Trip]) -> None:
    """Put the talks on the timeline."""
    for note in NOTES:
        moment = clock.at(clock.workday(-note.days), note.hour, 11)
        _tell_note(company, timeline, note.who, note.text, note.about, moment)
    _tell_note(company, timeline, "Bill Sullivan", LATE, "A visit will be late", clock.now - 21 * MINUTE)
    _tell_question(company, clock, timeline)
    _tell_danger(company, clock, timeline, trips)


def _tell_note(company: Company, timeline: Timeline, who: str, text: str, about: str, moment: datetime) -> None:
    user = company.member(who).user
    said = Said(user, text, FOR_OFFICE, findings=(remark(text, text, about),), for_office=about)
    timeline.add(moment, lambda now: say(said, now))


def _tell_question(company: Company, clock: Clock, timeline: Timeline) -> None:
    user = company.member(HANDS_ON).user
    text = "is there a key for Oak St?"
    answer = "Oak St (Harbor Bakery): side door on the alley, ring twice. Ask for Lucia."
    said = Said(user, text, answer, findings=(question(text, "How to get in"),))
    timeline.add(clock.at(clock.workday(-1), 16, 52), lambda now: say(said, now))


def _tell_danger(company: Company, clock: Clock, timeline: Timeline, trips: list[Trip]) -> None:
    """The story of this product as it happened before: done, but it smells of gas."""
    wanted = clock.at(-5, 12)
    made = [t for t in trips if t.said and t.ended and t.ended < clock.now - 12 * HOUR]
    made.sort(key=lambda t: (t.work.kind.trade != "heating", abs(t.start - wanted), t.start))
    if not made:
        return
    trip, words = made[0], "strong smell of gas at the meter"
    place = trip.work.spot.site.name
    text = f"Finished at {place} but there is a {words}. Took everybody outside and called the gas company."

    def write(now: datetime) -> None:
        incident = _report_danger(trip, text, words, now)
        _deal_with(company, timeline, incident, now)

    trip.ends_with = write


def _report_danger(trip: Trip, text: str, words: str, now: datetime) -> Incident:
    visit, user = trip.visit(), trip.people[0].user
    done, gas = finished(text, "Finished"), danger(text, words, Severity.CRITICAL, "Smell of gas at the meter")
    answer = (
        f"{visit.code} is finished, and a critical incident is open. Leave the building, touch no switch, "
        "call 911 and the gas company from outside. The office knows."
    )
    suggestions = (report(gas, visit, text), completion(done, visit, text))
    message = say(Said(user, text, answer, visit, (gas, done), suggestions), now)
    item = ProposalItem.objects.get(proposal__source_id=message.run.public_id, command="incident.report")
    return Incident.objects.get(public_id=str(item.result_id))


def _deal_with(company: Company, timeline: Timeline, incident: Incident, moment: datetime) -> None:
    how = "Gas utility tightened the meter union and re-tested. Building aired, nobody hurt."
    timeline.add(
        moment + 2 * MINUTE,
        lambda now: acknowledge_incident(actor=company.dana, now=now, incident_id=incident.public_id),
    )
    timeline.add(
        moment + 3 * HOUR,
        lambda now: resolve_incident(actor=company.dana, now=now, incident_id=incident.public_id, resolution=how),
    )
