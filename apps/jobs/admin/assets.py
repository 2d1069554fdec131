"""Equipment at sites, and the sticker that leads to it."""

from typing import Any

import segno
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.admin import Facts, Verb, actor_of
from apps.core.admin.forms import ArgumentsForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import find_as, named
from apps.core.admin.verbs import moves, only_when
from apps.core.markup import NOTHING, badge, link
from apps.jobs.admin.customers import AssetForm, paragraph
from apps.jobs.admin.finding import ByWords
from apps.jobs.admin.history import history_of, incidents_at
from apps.jobs.admin.importing import Importable
from apps.jobs.admin.job_forms import AssetJobForm
from apps.jobs.models import Asset
from apps.jobs.searching import assets_found
from apps.jobs.selectors import assets_visible_to, jobs_visible_to
from apps.jobs.states import ASSET, AssetStatus

find_as(Asset, lambda asset: f"{asset.name} · {asset.site.name}")

STANDS = only_when(lambda asset: asset.status != AssetStatus.RETIRED, _("This asset is retired."))


class MoveForm(ArgumentsForm):
    """To any site but its own."""

    def add_fields(self) -> None:
        """Without the one where it stands."""
        super().add_fields()
        field: Any = self.fields["site_id"]
        field.queryset = field.queryset.exclude(pk=self.row.site_id)
        self.initial["site_id"] = None


def sticker(asset: Asset) -> SafeString:
    """A QR code with the address that leads to the asset, as a picture that is printed sharp."""
    code = segno.make(address_of(asset), error="m")
    drawn = code.svg_inline(scale=4, border=2, light="#fff", dark="#000", svgclass="wh-qr", title=str(_("QR code")))
    return mark_safe(drawn)  # noqa: S308 - drawn here, from an address of ours


def address_of(asset: Asset) -> str:
    """Where its sticker leads."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse('asset_sticker', args=[asset.sticker_id or asset.public_id])}"


@admin.register(Asset)
class AssetAdmin(ByWords, Importable):
    """A piece of equipment at a site."""

    rows = staticmethod(assets_visible_to)
    brings = "assets"
    add_command = "asset.add"
    change_command = "asset.change"
    add_label = _("Add an asset")
    add_form = change_command_form = AssetForm
    list_display = ("name", "kind", "serial", "site_link", "state_now")
    list_select_related = ("site__customer",)
    list_filter = ("status",)
    autocomplete_fields = ("site", "parent", "replaced_by")
    found = staticmethod(assets_found)
    search_help_text = _("A name, a serial number, a site, a customer")
    ordering = ("name",)
    verbs = (
        Verb("asset.restart", _("Put back into service"), "play_arrow", why_not=moves(ASSET, AssetStatus.IN_SERVICE)),
        Verb("job.add", _("New job for it"), "add", why_not=STANDS, form=AssetJobForm, stays=False),
        Verb(
            "asset.stop",
            _("Take out of service"),
            "block",
            why_not=moves(ASSET, AssetStatus.OUT_OF_SERVICE),
            dangerous=True,
        ),
        Verb("asset.move", _("Move to another site"), "local_shipping", why_not=STANDS, form=MoveForm),
        Verb("asset.renew_sticker", _("Renew the sticker"), "qr_code", why_not=STANDS, dangerous=True),
        Verb("asset.retire", _("Retire"), "cancel", why_not=moves(ASSET, AssetStatus.RETIRED), dangerous=True),
    )
    shows = (Show("stopped", _("Out of service"), lambda rows, _now: rows.filter(status=AssetStatus.OUT_OF_SERVICE)),)
    detail_template = "admin/office/asset.html"
    live_on = "asset"
    empty = _("Assets will be here: the equipment that stands at sites. Add one from a site's page.")

    @staticmethod
    def change_why_not(row: Any, actor: Actor) -> str:
        """What is over stays as it was."""
        return STANDS(row, actor)

    @admin.display(description=_("site"), ordering="site__name")
    def site_link(self, asset: Asset) -> SafeString:
        """Where it stands."""
        return named(asset.site)

    @admin.display(description=_("status"), ordering="status")
    def state_now(self, asset: Asset) -> SafeString:
        """Whether it is in use."""
        return badge(asset.look)

    def head(self, row: Asset) -> list[SafeString]:
        """Whether it is in use."""
        return [badge(row.look)]

    def facts(self, row: Asset) -> Facts:
        """What it is, where, since when."""
        made = " ".join(filter(None, [row.manufacturer, row.model]))
        return [
            (_("Site"), named(row.site)),
            (_("Part of"), named(row.parent) if row.parent else NOTHING),
            (_("Kind"), row.kind or NOTHING),
            (_("Made by"), made or NOTHING),
            (_("Serial number"), row.serial or NOTHING),
            (_("Installed"), formats.date_format(row.installed_on, "j M Y") if row.installed_on else NOTHING),
            (_("Warranty until"), formats.date_format(row.warranty_until, "j M Y") if row.warranty_until else NOTHING),
            (_("Reason"), row.status_reason or NOTHING),
            (_("Replaced by"), named(row.replaced_by) if row.replaced_by else NOTHING),
            (_("Notes"), paragraph(row.notes)),
        ]

    def detail(self, request: HttpRequest, row: Asset) -> dict[str, Any]:
        """The page, with parts, jobs, history and the sticker."""
        actor = actor_of(request)
        return {
            **super().detail(request, row),
            "parts": row.parts.order_by("name"),
            "jobs": jobs_visible_to(actor).filter(asset=row).order_by("-number")[:20],
            "history": history_of(actor, row),
            "incidents": incidents_at(actor, row),
            "sticker": sticker(row),
            "sticker_address": link(address_of(row), address_of(row)),
        }
