"""What was done to the work, in words."""

from django.utils.translation import gettext_lazy as _

from apps.core.admin import words

words.tell(
    {
        ("customer.add", "customer.added"): _("%(who)s added customer %(it)s"),
        ("customer.change", "customer.changed"): _("%(who)s changed customer %(it)s"),
        ("site.add", "site.added"): _("%(who)s added site %(it)s"),
        ("site.change", "site.changed"): _("%(who)s changed site %(it)s"),
        ("contact.add", "contact.added"): _("%(who)s added contact %(it)s"),
        ("contact.change", "contact.changed"): _("%(who)s changed contact %(it)s"),
        ("contact.retire", "contact.retired"): _("%(who)s said that nobody speaks to %(it)s any more"),
        ("asset.add", "asset.added"): _("%(who)s added asset %(it)s"),
        ("asset.change", "asset.changed"): _("%(who)s changed asset %(it)s"),
        ("asset.move", "asset.moved"): _("%(who)s moved asset %(it)s to another site"),
        ("asset.stop", "asset.stopped"): _("%(who)s took asset %(it)s out of service"),
        ("asset.restart", "asset.restarted"): _("%(who)s put asset %(it)s back into service"),
        ("asset.retire", "asset.retired"): _("%(who)s retired asset %(it)s"),
        ("job.add", "job.added"): _("%(who)s added job %(it)s"),
        ("job.change", "job.changed"): _("%(who)s changed job %(it)s"),
        ("job.require",): _("%(who)s said what job %(it)s requires"),
        ("job.hold", "job.held"): _("%(who)s put job %(it)s on hold"),
        ("job.release", "job.released"): _("%(who)s took job %(it)s up again"),
        ("job.cancel", "job.cancelled"): _("%(who)s cancelled job %(it)s"),
        ("job.submit_for_review", "job.submitted"): _("%(who)s began the review of job %(it)s"),
        ("job.send_back", "job.sent_back"): _("%(who)s sent job %(it)s back with a question"),
        ("job.approve", "job.approved"): _("%(who)s approved and closed job %(it)s"),
        ("job.reopen_review", "job.review_reopened"): _("%(who)s took up the review of job %(it)s again"),
        ("job.email_report", "job.report_asked"): _("%(who)s emailed the service report of job %(it)s"),
        ("job.report_sent",): _("%(who)s sent the service report of job %(it)s"),
        ("visit.plan", "visit.planned"): _("%(who)s planned visit %(it)s"),
        ("visit.dispatch", "visit.dispatched"): _("%(who)s sent visit %(it)s"),
        ("visit.reschedule", "visit.rescheduled"): _("%(who)s moved visit %(it)s"),
        ("visit.depart", "visit.departed"): _("%(who)s set off for visit %(it)s"),
        ("visit.start", "visit.started"): _("%(who)s started visit %(it)s"),
        ("visit.pause", "visit.paused"): _("%(who)s paused visit %(it)s"),
        ("visit.resume", "visit.resumed"): _("%(who)s went on with visit %(it)s"),
        ("visit.complete", "visit.completed"): _("%(who)s finished visit %(it)s"),
        ("visit.reopen", "visit.reopened"): _("%(who)s reopened visit %(it)s"),
        ("visit.cancel", "visit.cancelled"): _("%(who)s cancelled visit %(it)s"),
        ("visit.mark_for_replanning", "visit.plan_broken"): _("%(who)s found that visit %(it)s must be planned again"),
        ("visit.keep_plan", "visit.plan_stands"): _("%(who)s found that visit %(it)s can go as planned"),
        ("incident.report", "incident.reported"): _("%(who)s reported incident %(it)s"),
        ("incident.acknowledge", "incident.acknowledged"): _("%(who)s acknowledged incident %(it)s"),
        ("incident.resolve", "incident.resolved"): _("%(who)s resolved incident %(it)s"),
        ("incident.close", "incident.closed"): _("%(who)s closed incident %(it)s"),
        ("incident.withdraw", "incident.withdrawn"): _("%(who)s withdrew incident %(it)s"),
        ("report.send",): _("%(who)s asked for the summary by email: %(it)s"),
    }
)
words.call(
    {
        "job_id": _("Job"),
        "site_id": _("Site"),
        "visit_id": _("Visit"),
        "customer_id": _("Customer"),
        "incident_id": _("Incident"),
        "contact_id": _("Contact"),
        "asset_id": _("Asset"),
        "parent_id": _("Part of"),
        "replaced_by_id": _("Replaced by"),
        "member_ids": _("Members"),
        "crew_id": _("Crew"),
        "outcome": _("How it ended"),
        "question": _("Question"),
        "address": _("Email address"),
        "message": _("Message"),
        "skills": _("Requires"),
        "during": _("Time held"),
    }
)
