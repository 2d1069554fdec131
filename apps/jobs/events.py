"""What can happen to the work."""

from apps.core.events import event

CUSTOMER_ADDED = event("customer.added")
CUSTOMER_CHANGED = event("customer.changed")
SITE_ADDED = event("site.added")
SITE_CHANGED = event("site.changed")
CONTACT_ADDED = event("contact.added")
CONTACT_CHANGED = event("contact.changed")
CONTACT_RETIRED = event("contact.retired")
ASSET_ADDED = event("asset.added")
ASSET_CHANGED = event("asset.changed")
ASSET_MOVED = event("asset.moved")
ASSET_STOPPED = event("asset.stopped")  # out of service
ASSET_RESTARTED = event("asset.restarted")
ASSET_RETIRED = event("asset.retired")
ASSET_STICKER_RENEWED = event("asset.sticker_renewed")  # what was printed before leads nowhere
TEMPLATE_ADDED = event("template.added")
TEMPLATE_CHANGED = event("template.changed")
TEMPLATE_RETIRED = event("template.retired")

SERVICE_REQUEST_ADDED = event("service_request.added")
SERVICE_REQUEST_RECEIVED = event("service_request.received")  # from outside
SERVICE_REQUEST_CHANGED = event("service_request.changed")
SERVICE_REQUEST_ASKED = event("service_request.asked")
SERVICE_REQUEST_ANSWERED = event("service_request.answered")
SERVICE_REQUEST_CONVERTED = event("service_request.converted")
SERVICE_REQUEST_DECLINED = event("service_request.declined")
SERVICE_REQUEST_DUPLICATE = event("service_request.duplicate")

JOB_ADDED = event("job.added")
JOB_CHANGED = event("job.changed")
JOB_HELD = event("job.held")
JOB_RELEASED = event("job.released")
JOB_CANCELLED = event("job.cancelled")
JOB_MOVED = event("job.moved")  # its derived status changed
JOB_SUBMITTED = event("job.submitted")
JOB_SENT_BACK = event("job.sent_back")
JOB_APPROVED = event("job.approved")
JOB_REVIEW_REOPENED = event("job.review_reopened")
JOB_REPORT_ASKED = event("job.report_asked")  # its service report is to be made and sent
JOB_REPORT_SENT = event("job.report_sent")

VISIT_PLANNED = event("visit.planned")
VISIT_DISPATCHED = event("visit.dispatched")
VISIT_RESCHEDULED = event("visit.rescheduled")
VISIT_DEPARTED = event("visit.departed")
VISIT_STARTED = event("visit.started")
VISIT_PAUSED = event("visit.paused")
VISIT_RESUMED = event("visit.resumed")
VISIT_COMPLETED = event("visit.completed")
VISIT_REOPENED = event("visit.reopened")
VISIT_STEP_TAKEN_BACK = event("visit.step_taken_back")
VISIT_CANCELLED = event("visit.cancelled")
VISIT_PLAN_BROKEN = event("visit.plan_broken")  # somebody on it cannot go any more: to be planned again
VISIT_PLAN_STANDS = event("visit.plan_stands")  # the reason went away

CHECKLIST_ADDED = event("checklist.added")
CHECKLIST_CHANGED = event("checklist.changed")
CHECKLIST_PUBLISHED = event("checklist.published")
CHECKLIST_RETIRED = event("checklist.retired")
CHECKLIST_ANSWERED = event("checklist.answered")  # about the visit
CHECKLIST_FAILED = event("checklist.failed")  # about the visit: an answer that is a fault

INCIDENT_REPORTED = event("incident.reported")
INCIDENT_ACKNOWLEDGED = event("incident.acknowledged")
INCIDENT_RESOLVED = event("incident.resolved")
INCIDENT_CLOSED = event("incident.closed")
INCIDENT_WITHDRAWN = event("incident.withdrawn")
INCIDENT_ASSIGNED = event("incident.assigned")
INCIDENT_SEVERITY_CHANGED = event("incident.severity_changed")

PHOTO_ADDED = event("photo.added")
PHOTO_TAKEN_BACK = event("photo.taken_back")
SIGNATURE_TAKEN = event("signature.taken")
SIGNATURE_REFUSED = event("signature.refused")
SIGNATURE_TAKEN_BACK = event("signature.taken_back")
TIME_ADDED = event("time.added")
TIME_CORRECTED = event("time.corrected")
PART_ADDED = event("part.added")
PART_CHANGED = event("part.changed")
PART_TAKEN_BACK = event("part.taken_back")
NOTE_ADDED = event("note.added")

PLAN_ADDED = event("plan.added")
PLAN_CHANGED = event("plan.changed")
PLAN_SUSPENDED = event("plan.suspended")
PLAN_RESUMED = event("plan.resumed")
PLAN_ENDED = event("plan.ended")
OCCURRENCE_MOVED = event("occurrence.moved")
OCCURRENCE_SKIPPED = event("occurrence.skipped")
OCCURRENCE_CANCELLED = event("occurrence.cancelled")
OCCURRENCE_GENERATED = event("occurrence.generated")  # its job was made
OCCURRENCE_FAILED = event("occurrence.failed")  # no job could be made of it; tried again every day
OCCURRENCE_DONE = event("occurrence.done")
OCCURRENCE_REOPENED = event("occurrence.reopened")  # its job is not done after all
PLANS_DUE = event("plans.due")  # a slot of the schedule that makes jobs was filled

REPORT_DUE = event("report.due")  # a slot of its schedule was filled

DOCUMENT_ADDED = event("document.added")
DOCUMENT_READ = event("document.read")
DOCUMENT_RETIRED = event("document.retired")

VISIT_EVENTS = (
    VISIT_PLANNED,
    VISIT_DISPATCHED,
    VISIT_RESCHEDULED,
    VISIT_DEPARTED,
    VISIT_STARTED,
    VISIT_PAUSED,
    VISIT_RESUMED,
    VISIT_COMPLETED,
    VISIT_REOPENED,
    VISIT_STEP_TAKEN_BACK,
    VISIT_CANCELLED,
    VISIT_PLAN_BROKEN,
    VISIT_PLAN_STANDS,
    CHECKLIST_ANSWERED,
)
CHECKLIST_EVENTS = (CHECKLIST_ADDED, CHECKLIST_CHANGED, CHECKLIST_PUBLISHED, CHECKLIST_RETIRED)
INCIDENT_EVENTS = (
    INCIDENT_REPORTED,
    INCIDENT_ACKNOWLEDGED,
    INCIDENT_RESOLVED,
    INCIDENT_CLOSED,
    INCIDENT_WITHDRAWN,
    INCIDENT_ASSIGNED,
    INCIDENT_SEVERITY_CHANGED,
)
# What begins or ends a member's time on a visit.
TAPS = (
    VISIT_DEPARTED,
    VISIT_STARTED,
    VISIT_PAUSED,
    VISIT_RESUMED,
    VISIT_COMPLETED,
    VISIT_CANCELLED,
    VISIT_STEP_TAKEN_BACK,
)
EVIDENCE_EVENTS = (
    PHOTO_ADDED,
    PHOTO_TAKEN_BACK,
    SIGNATURE_TAKEN,
    SIGNATURE_REFUSED,
    SIGNATURE_TAKEN_BACK,
    TIME_ADDED,
    TIME_CORRECTED,
    PART_ADDED,
    PART_CHANGED,
    PART_TAKEN_BACK,
    NOTE_ADDED,
)
WORK_EVENTS = (
    CUSTOMER_ADDED,
    CUSTOMER_CHANGED,
    SITE_ADDED,
    SITE_CHANGED,
    CONTACT_ADDED,
    CONTACT_CHANGED,
    CONTACT_RETIRED,
    ASSET_ADDED,
    ASSET_CHANGED,
    ASSET_MOVED,
    ASSET_STOPPED,
    ASSET_RESTARTED,
    ASSET_RETIRED,
    ASSET_STICKER_RENEWED,
    JOB_ADDED,
    JOB_CHANGED,
    JOB_HELD,
    JOB_RELEASED,
    JOB_CANCELLED,
    JOB_MOVED,
    JOB_SUBMITTED,
    JOB_SENT_BACK,
    JOB_APPROVED,
    JOB_REVIEW_REOPENED,
    JOB_REPORT_ASKED,
    JOB_REPORT_SENT,
)
PLAN_EVENTS = (PLAN_ADDED, PLAN_CHANGED, PLAN_SUSPENDED, PLAN_RESUMED, PLAN_ENDED)
OCCURRENCE_EVENTS = (
    OCCURRENCE_MOVED,
    OCCURRENCE_SKIPPED,
    OCCURRENCE_CANCELLED,
    OCCURRENCE_GENERATED,
    OCCURRENCE_FAILED,
    OCCURRENCE_DONE,
    OCCURRENCE_REOPENED,
)
SERVICE_REQUEST_EVENTS = (
    SERVICE_REQUEST_ADDED,
    SERVICE_REQUEST_RECEIVED,
    SERVICE_REQUEST_CHANGED,
    SERVICE_REQUEST_ASKED,
    SERVICE_REQUEST_ANSWERED,
    SERVICE_REQUEST_CONVERTED,
    SERVICE_REQUEST_DECLINED,
    SERVICE_REQUEST_DUPLICATE,
)
