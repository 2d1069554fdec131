"""The rows of the API for work, talks and the machine: a line for each operation, naming the kind of record.

Which right a command asks for is its name; `may` is said where more or less than that is asked.
"""

from apps.jobs.models import JobTemplate
from tests.access.people import Person
from tests.access.rows import Lists, Own, Reads, Row, Runs, Tells
from tests.access.sight import Whose
from tests.access.world import World


def _decides(who: Person, whose: Whose) -> bool:
    """An incident that was suggested: the office decides, and the person served on what can be undone."""
    return who.may("incident.report") and (who.may("proposal.decide") or whose is Whose.OWN)


def _item(verb: str) -> Runs:
    return Runs("proposalitem", "item_id", may=lambda who, whose: who.may(f"proposal.{verb}") and _decides(who, whose))


def _template(_world: World) -> dict[str, object]:
    return {"template_id": str(JobTemplate.objects.get().public_id)}


def _corrects(who: Person, whose: Whose) -> bool:
    """One's own time, or with a right others'."""
    return who.may("time.correct") and (whose is Whose.OWN or who.may("time.correct_others"))


WORK: dict[str, Row] = {
    "GET /customers": Lists("customer"),
    "GET /customers/{id}": Reads("customer"),
    "GET /customers/{id}/history": Tells("customer"),
    "GET /sites": Lists("site"),
    "GET /sites/{id}": Reads("site"),
    "GET /sites/{id}/history": Tells("site"),
    "GET /contacts": Lists("contact"),
    "GET /contacts/{id}": Reads("contact"),
    "GET /contacts/{id}/history": Tells("contact"),
    "GET /assets": Lists("asset"),
    "GET /assets/{id}": Reads("asset"),
    "GET /assets/{id}/history": Tells("asset"),
    "GET /documents": Lists("manual"),
    "GET /documents/{id}": Reads("manual"),
    "GET /documents/{id}/history": Tells("manual"),
    "GET /job-templates": Lists("jobtemplate"),
    "GET /job-templates/{id}": Reads("jobtemplate"),
    "GET /job-templates/{id}/history": Tells("jobtemplate"),
    "GET /jobs": Lists("job"),
    "GET /jobs/{id}": Reads("job"),
    "GET /jobs/{id}/history": Tells("job"),
    "GET /visits": Lists("visit"),
    "GET /visits/{id}": Reads("visit"),
    "GET /visits/{id}/history": Tells("visit"),
    "GET /maintenance-plans": Lists("maintenanceplan"),
    "GET /maintenance-plans/{id}": Reads("maintenanceplan"),
    "GET /maintenance-plans/{id}/history": Tells("maintenanceplan"),
    "GET /occurrences": Lists("occurrence"),
    "GET /occurrences/{id}": Reads("occurrence"),
    "GET /occurrences/{id}/history": Tells("occurrence"),
    "GET /service-requests": Lists("servicerequest"),
    "GET /service-requests/{id}": Reads("servicerequest"),
    "GET /service-requests/{id}/history": Tells("servicerequest"),
    "POST /commands/service_request.add": Runs("site"),
    "POST /commands/service_request.change": Runs("servicerequest", "service_request_id", besides={"site_id": "site"}),
    "POST /commands/service_request.ask": Runs("servicerequest", "service_request_id"),
    "POST /commands/service_request.convert": Runs("servicerequest", "service_request_id", besides={"site_id": "site"}),
    "POST /commands/service_request.decline": Runs("servicerequest", "service_request_id"),
    "POST /commands/service_request.duplicate": Runs(
        "servicerequest", "service_request_id", besides={"duplicate_of_id": "servicerequest"}
    ),
    "POST /commands/plan.add": Runs("site", given=_template),
    "POST /commands/plan.change": Runs("maintenanceplan", "plan_id", given=_template),
    "POST /commands/plan.suspend": Runs("maintenanceplan", "plan_id"),
    "POST /commands/plan.resume": Runs("maintenanceplan", "plan_id"),
    "POST /commands/plan.end": Runs("maintenanceplan", "plan_id"),
    "POST /commands/occurrence.move": Runs("occurrence"),
    "POST /commands/occurrence.skip": Runs("occurrence"),
    "POST /commands/occurrence.cancel": Runs("occurrence"),
    "GET /incidents": Lists("incident"),
    "GET /incidents/{id}": Reads("incident"),
    "GET /incidents/{id}/history": Tells("incident"),
    "GET /photos": Lists("photo"),
    "GET /photos/{id}": Reads("photo"),
    "GET /photos/{id}/history": Tells("photo"),
    "GET /signatures": Lists("signature"),
    "GET /signatures/{id}": Reads("signature"),
    "GET /signatures/{id}/history": Tells("signature"),
    "GET /times": Lists("timeentry"),
    "GET /times/{id}": Reads("timeentry"),
    "GET /times/{id}/history": Tells("timeentry"),
    "GET /parts": Lists("part"),
    "GET /parts/{id}": Reads("part"),
    "GET /parts/{id}/history": Tells("part"),
    "GET /notes": Lists("visitnote"),
    "GET /notes/{id}": Reads("visitnote"),
    "GET /notes/{id}/history": Tells("visitnote"),
    "POST /commands/customer.add": Runs(),
    "POST /commands/customer.change": Runs("customer"),
    "POST /commands/site.add": Runs("customer"),
    "POST /commands/site.change": Runs("site"),
    "POST /commands/contact.add": Runs("customer", given=lambda _world: {"site_id": None}),
    "POST /commands/contact.change": Runs("contact", given=lambda _world: {"site_id": None}),
    "POST /commands/contact.retire": Runs("contact"),
    "POST /commands/asset.add": Runs("site"),
    "POST /commands/asset.change": Runs("asset"),
    "POST /commands/asset.move": Runs("asset", besides={"site_id": "site"}),
    "POST /commands/asset.stop": Runs("asset"),
    "POST /commands/asset.restart": Runs("asset"),
    "POST /commands/asset.renew_sticker": Runs("asset"),
    "POST /commands/asset.retire": Runs("asset"),
    "POST /commands/template.add": Runs(),
    "POST /commands/template.change": Runs("jobtemplate", "template_id"),
    "POST /commands/template.require": Runs(
        "jobtemplate",
        "template_id",
        given=lambda world: {"skills": [{"skill_id": world.of("skill")[0].public_id, "level": 2}]},
    ),
    "POST /commands/document.add": Runs(given=lambda _world: {"file_id": None, "text": "Bleed the pump first."}),
    "POST /commands/document.retire": Runs("manual"),
    "POST /commands/template.retire": Runs("jobtemplate", "template_id"),
    "POST /commands/job.add": Runs("site", given=lambda _world: {"template_id": None, "asset_id": None}),
    "POST /commands/job.set_times": Runs("job"),
    "POST /commands/job.change": Runs("job", given=lambda _world: {"asset_id": None}),
    "POST /commands/job.hold": Runs("job"),
    "POST /commands/job.release": Runs("job"),
    "POST /commands/job.cancel": Runs("job"),
    "GET /jobs/{id}/timeline": Tells("job"),
    "GET /jobs/{id}/report.pdf": Tells("job"),
    "POST /commands/job.submit_for_review": Runs("job"),
    "POST /commands/job.send_back": Runs("job"),
    "POST /commands/job.approve": Runs("job"),
    "POST /commands/job.reopen_review": Runs("job"),
    "POST /commands/job.email_report": Runs("job"),
    "POST /commands/visit.plan": Runs("job", besides={"member_ids": "member"}),
    "POST /commands/visit.dispatch": Runs("visit"),
    "POST /commands/visit.reschedule": Runs("visit", besides={"member_ids": "member"}),
    "POST /commands/visit.depart": Runs("visit"),
    "POST /commands/visit.start": Runs("visit"),
    "POST /commands/visit.pause": Runs("visit"),
    "POST /commands/visit.resume": Runs("visit"),
    "POST /commands/visit.complete": Runs("visit"),
    "POST /commands/visit.cancel": Runs("visit"),
    "POST /commands/visit.reopen": Runs("visit"),
    "POST /commands/visit.take_back": Runs("visit"),
    "POST /commands/incident.report": Runs("visit"),
    "POST /commands/incident.acknowledge": Runs("incident"),
    "POST /commands/incident.assign": Runs("incident", given=lambda _world: {"user_id": None}),
    "POST /commands/incident.change_severity": Runs("incident"),
    "POST /commands/incident.resolve": Runs("incident"),
    "POST /commands/photo.add": Runs("visit", besides={"file_id": "upload"}),
    "POST /commands/photo.take_back": Runs("photo"),
    "POST /commands/signature.take": Runs("visit", given=lambda _world: {"file_id": None}),
    "POST /commands/signature.refuse": Runs("visit"),
    "POST /commands/signature.take_back": Runs("signature"),
    "POST /commands/time.add": Runs("visit", besides={"member_id": "member"}),
    "POST /commands/time.correct": Runs("timeentry", "time_id", may=_corrects),
    "POST /commands/part.add": Runs("visit"),
    "POST /commands/part.change": Runs("part"),
    "POST /commands/part.take_back": Runs("part"),
    "POST /commands/note.add": Runs("visit"),
    "POST /commands/incident.close": Runs("incident"),
    "POST /commands/incident.withdraw": Runs("incident"),
    "GET /checklists": Lists("checklist"),
    "GET /checklists/{id}": Reads("checklist"),
    "GET /checklists/{id}/history": Tells("checklist"),
    "GET /checklist-runs": Lists("checklistrun"),
    "GET /checklist-runs/{id}": Reads("checklistrun"),
    "GET /checklist-runs/{id}/history": Tells("checklistrun"),
    "GET /visits/{id}/checklists": Reads("visit"),
    "POST /commands/checklist.add": Runs(),
    "POST /commands/checklist.change": Runs("checklist"),
    "POST /commands/checklist.publish": Runs("checklist"),
    "POST /commands/checklist.retire": Runs("checklist"),
    "POST /commands/checklist.put_on_job": Runs("job", given=lambda _world: {"checklist_ids": []}),
    "POST /commands/checklist.put_on_template": Runs("checklist", given=lambda _world: {"template_ids": []}),
    "POST /commands/checklist.answer": Runs("visit", besides={"checklist_id": "checklist"}),
    # --- talks, suggestions, what one was told ---
    "GET /messages": Lists("message", "?everybody=true"),
    "GET /messages/{id}": Reads("message"),
    "GET /agent-runs": Lists("agentrun"),
    "GET /agent-runs/{id}": Reads("agentrun"),
    "GET /agent-runs/{id}/steps": Reads("agentrun"),
    "GET /agent-steps": Own(),
    "GET /proposals": Lists("proposal"),
    "GET /proposals/{id}": Reads("proposal"),
    "GET /proposal-items": Lists("proposalitem"),
    "GET /proposal-items/{id}": Reads("proposalitem"),
    "GET /proposal-items/{id}/history": Tells("proposalitem"),
    "GET /notifications": Lists("notification"),
    "GET /notifications/{id}": Reads("notification"),
    "POST /commands/message.send": Runs("visit", hint=True),
    "POST /commands/message.forward": Runs("message"),
    "GET /ai-models": Lists("breaker"),
    "GET /ai-models/{id}": Reads("breaker"),
    "POST /commands/breaker.close": Runs("breaker"),
    "POST /commands/message.correct": Runs(
        "proposalitem", "item_id", may=lambda who, whose: who.may("message.correct") and whose is Whose.OWN
    ),
    "POST /commands/message.keep_corrections": Runs(),
    "POST /commands/proposal.approve": _item("approve"),
    "POST /commands/proposal.reject": _item("reject"),
    "POST /commands/proposal.edit": _item("edit"),
    "POST /commands/proposal.ask": Runs(
        "proposalitem",
        "item_id",
        may=lambda who, whose: who.may("proposal.ask") and _decides(who, whose) and whose is not Whose.OWN,
    ),
    "POST /commands/proposal.answer": Runs(
        "proposalitem", "item_id", may=lambda who, whose: who.may("proposal.answer") and whose is Whose.OWN
    ),
    "GET /agent-policies": Lists("commandpolicy"),
    "GET /agent-policies/{id}": Reads("commandpolicy"),
    "GET /agent-policies/{id}/history": Tells("commandpolicy"),
    "POST /commands/policy.set": Runs("commandpolicy", "policy_id"),
    "POST /commands/proposal.undo": Runs(
        "proposalitem", "item_id", may=lambda who, _whose: who.may("incident.withdraw")
    ),
    "POST /commands/notification.read": Runs("notification"),
    # --- the machine ---
    "GET /dead-letters": Lists("deadletter"),
    "GET /dead-letters/{id}": Reads("deadletter"),
    "POST /commands/delivery.retry": Runs("deadletter", "letter_id"),
    "POST /commands/delivery.dismiss": Runs("deadletter", "letter_id"),
    "GET /feed": Own(),
    "POST /ws-tickets": Own(),
    "GET /candidates": Reads("visit", query="?visit={id}", right="visit.plan"),
    "GET /visits/{id}/needs": Reads("visit"),
    "POST /commands/job.require": Runs(
        "job", given=lambda world: {"skills": [{"skill_id": world.of("skill")[0].public_id, "level": 2}]}
    ),
}
