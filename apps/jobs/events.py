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

SERVICE_REQUEST_ADDED = event("service_request.added")
SERVICE_REQUEST_CHANGED = event("service_request.changed")
SERVICE_REQUEST_ASKED = event("service_request.asked")
SERVICE_REQUEST_CONVERTED = event("service_request.converted")
SERVICE_REQUEST_DECLINED = event("service_request.declined")
SERVICE_REQUEST_DUPLICATE = event("service_request.duplicate")

JOB_ADDED = event("job.added")
JOB_CHANGED = event("job.changed")
JOB_HELD = event("job.held")
JOB_RELEASED = event("job.released")
JOB_CANCELLED = event("job.cancelled")
JOB_MOVED = event("job.moved")  # its derived status changed

VISIT_PLANNED = event("visit.planned")
VISIT_DISPATCHED = event("visit.dispatched")
VISIT_RESCHEDULED = event("visit.rescheduled")
VISIT_DEPARTED = event("visit.departed")
VISIT_STARTED = event("visit.started")
VISIT_PAUSED = event("visit.paused")
VISIT_RESUMED = event("visit.resumed")
VISIT_COMPLETED = event("visit.completed")
VISIT_REOPENED = event("visit.reopened")
VISIT_CANCELLED = event("visit.cancelled")
VISIT_PLAN_BROKEN = event("visit.plan_broken")  # somebody on it cannot go any more: to be planned again
VISIT_PLAN_STANDS = event("visit.plan_stands")  # the reason went away

INCIDENT_REPORTED = event("incident.reported")
INCIDENT_ACKNOWLEDGED = event("incident.acknowledged")
INCIDENT_RESOLVED = event("incident.resolved")
INCIDENT_CLOSED = event("incident.closed")
INCIDENT_WITHDRAWN = event("incident.withdrawn")

REPORT_DUE = event("report.due")  # a slot of its schedule was filled

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
    VISIT_CANCELLED,
    VISIT_PLAN_BROKEN,
    VISIT_PLAN_STANDS,
)
INCIDENT_EVENTS = (
    INCIDENT_REPORTED,
    INCIDENT_ACKNOWLEDGED,
    INCIDENT_RESOLVED,
    INCIDENT_CLOSED,
    INCIDENT_WITHDRAWN,
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
    JOB_ADDED,
    JOB_CHANGED,
    JOB_HELD,
    JOB_RELEASED,
    JOB_CANCELLED,
    JOB_MOVED,
)
SERVICE_REQUEST_EVENTS = (
    SERVICE_REQUEST_ADDED,
    SERVICE_REQUEST_CHANGED,
    SERVICE_REQUEST_ASKED,
    SERVICE_REQUEST_CONVERTED,
    SERVICE_REQUEST_DECLINED,
    SERVICE_REQUEST_DUPLICATE,
)
