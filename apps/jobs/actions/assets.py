"""Equipment at sites: what it is, where it stands, whether it runs."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.errors import BadInput, IllegalTransition, NotHere, TryAgain
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, refuse_stale, save
from apps.core.years import refuse_other_years
from apps.jobs.events import (
    ASSET_ADDED,
    ASSET_CHANGED,
    ASSET_MOVED,
    ASSET_RESTARTED,
    ASSET_RETIRED,
    ASSET_STICKER_RENEWED,
    ASSET_STOPPED,
)
from apps.jobs.models import Asset, Site
from apps.jobs.selectors import assets_visible_to, sites_visible_to
from apps.jobs.states import ASSET, AssetStatus

FIELDS = [
    "name",
    "parent",
    "kind",
    "manufacturer",
    "model",
    "serial",
    "installed_on",
    "warranty_until",
    "notes",
]
OLDEST = 1920  # there are lifts of that year
DEEPEST = 6  # site → system → unit → … : beyond, somebody has lost their way


@command("asset.add", title="Add an asset", risk=Risk.APPROVE)
def add_asset(
    *,
    actor: Actor,
    now: datetime,
    site_id: UUID,
    name: str,
    parent_id: UUID | None = None,
    kind: str = "",
    manufacturer: str = "",
    model: str = "",
    serial: str = "",
    installed_on: date | None = None,
    warranty_until: date | None = None,
    notes: str = "",
    external_id: str = "",
) -> Asset:
    """Write down equipment at a site, alone or as a part of other equipment there.

    Args:
        external_id: its number in the system it came from, by which an import finds it again.

    Raises:
        NotHere: no such site or asset; NotAllowed; BadInput: what it is a part of stands elsewhere, or is too deep.
    """
    site = lock(sites_visible_to(actor), site_id)
    actor.require("asset.add")
    _refuse_days(installed_on, warranty_until)
    asset = create(
        Asset,
        now=now,
        site=site,
        parent=_parent(actor, site, parent_id),
        name=name.strip(),
        kind=kind.strip(),
        manufacturer=manufacturer.strip(),
        model=model.strip(),
        serial=serial.strip(),
        installed_on=installed_on,
        warranty_until=warranty_until,
        notes=notes,
        external_id=external_id.strip() or None,
    )
    emit(ASSET_ADDED, actor=actor, subject=asset, now=now)
    return asset


@command("asset.change", title="Change an asset", risk=Risk.APPROVE)
def change_asset(
    *,
    actor: Actor,
    now: datetime,
    asset_id: UUID,
    name: str,
    parent_id: UUID | None = None,
    kind: str = "",
    manufacturer: str = "",
    model: str = "",
    serial: str = "",
    installed_on: date | None = None,
    warranty_until: date | None = None,
    notes: str = "",
    version: int | None = None,
) -> Asset:
    """Change what is known of equipment.

    Raises:
        As `asset.add`; StaleVersion; BadInput: it would be a part of itself.
    """
    asset, _sites = _take(actor, asset_id)
    actor.require("asset.change")
    refuse_stale(asset, version)
    _refuse_retired(asset)
    _refuse_days(installed_on, warranty_until)
    asset.parent = _parent(actor, asset.site, parent_id, of=asset)
    asset.name, asset.kind, asset.manufacturer = name.strip(), kind.strip(), manufacturer.strip()
    asset.model, asset.serial, asset.notes = model.strip(), serial.strip(), notes
    asset.installed_on, asset.warranty_until = installed_on, warranty_until
    save(asset, now=now, fields=FIELDS)
    emit(ASSET_CHANGED, actor=actor, subject=asset, now=now)
    return asset


@command("asset.move", title="Move an asset", risk=Risk.APPROVE)
def move_asset(*, actor: Actor, now: datetime, asset_id: UUID, site_id: UUID) -> Asset:
    """Say that equipment now stands at another site, with its parts. Its history goes with it.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it stands there already, or is retired.
    """
    site = sites_visible_to(actor).filter(public_id=site_id).first()
    if site is None:
        raise NotHere
    asset, sites = _take(actor, asset_id, site)
    actor.require("asset.move")
    site = sites[site.pk]
    _refuse_retired(asset)
    if asset.site_id == site.pk:
        raise IllegalTransition(_("It stands at %(site)s already.") % {"site": site.name})
    for part in _with_parts(asset):
        part.site = site
        save(part, now=now, fields=["site"])
    asset.site, asset.parent = site, None
    save(asset, now=now, fields=["site", "parent"])
    emit(ASSET_MOVED, actor=actor, subject=asset, now=now)
    return asset


@command(
    "asset.stop",
    title="Take an asset out of service",
    risk=Risk.REVERSIBLE,
    inverse=Inverse("asset.restart", "asset_id"),
)
def stop_asset(*, actor: Actor, now: datetime, asset_id: UUID, reason: str) -> Asset:
    """Say that equipment must not be used, and why.

    Raises:
        NotHere, NotAllowed, IllegalTransition; BadInput: no reason.
    """
    asset = lock(assets_visible_to(actor), asset_id)
    actor.require("asset.stop")
    return _move(asset, AssetStatus.OUT_OF_SERVICE, ASSET_STOPPED, actor, now, require_reason(reason))


@command("asset.restart", title="Put an asset back into service", risk=Risk.REVERSIBLE)
def restart_asset(*, actor: Actor, now: datetime, asset_id: UUID, reason: str = "") -> Asset:
    """Say that equipment is in use again.

    Raises:
        NotHere, NotAllowed, IllegalTransition.
    """
    asset = lock(assets_visible_to(actor), asset_id)
    actor.require("asset.restart")
    return _move(asset, AssetStatus.IN_SERVICE, ASSET_RESTARTED, actor, now, "", told=reason)


@command("asset.retire", title="Retire an asset", risk=Risk.APPROVE)
def retire_asset(
    *, actor: Actor, now: datetime, asset_id: UUID, reason: str, replaced_by_id: UUID | None = None
) -> Asset:
    """Say that equipment is gone for good, and what stands there instead when something does.

    Raises:
        NotHere, NotAllowed, IllegalTransition; BadInput: no reason, or it would replace itself.
    """
    asset = lock(assets_visible_to(actor), asset_id)
    actor.require("asset.retire")
    if replaced_by_id is not None:
        other = assets_visible_to(actor).filter(public_id=replaced_by_id).first()
        if other is None:
            raise NotHere
        if other.pk == asset.pk:
            raise BadInput(_("An asset cannot take its own place. Choose the new one."), code="replaces_itself")
        _refuse_retired(other)
        asset.replaced_by = other
    return _move(asset, AssetStatus.RETIRED, ASSET_RETIRED, actor, now, require_reason(reason))


@command("asset.renew_sticker", title="Renew an asset's sticker", risk=Risk.APPROVE)
def renew_sticker(*, actor: Actor, now: datetime, asset_id: UUID, reason: str = "") -> Asset:
    """Give an asset a new address for its sticker; the stickers printed before lead nowhere from now on.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it is retired.
    """
    asset = lock(assets_visible_to(actor), asset_id)
    actor.require("asset.renew_sticker")
    _refuse_retired(asset)
    asset.sticker_id = uuid4()
    save(asset, now=now, fields=["sticker_id"])
    emit(ASSET_STICKER_RENEWED, actor=actor, subject=asset, now=now, reason=reason)
    return asset


def _move(
    asset: Asset, status: AssetStatus, event: str, actor: Actor, now: datetime, reason: str, *, told: str = ""
) -> Asset:
    ASSET.check(asset.status, status)
    asset.status, asset.status_reason = status, reason
    save(asset, now=now, fields=["status", "status_reason", "replaced_by"])
    emit(event, actor=actor, subject=asset, now=now, reason=reason or told)
    return asset


def asset_at(actor: Actor, site: Site, asset_id: UUID | None, kept: Asset | None = None) -> Asset | None:
    """The equipment that work at a site is about; what it is about already (`kept`) stays, wherever that went since.

    Raises:
        NotHere: it is not within sight; BadInput: it is retired, or stands elsewhere.
    """
    if asset_id is None:
        return None
    if kept is not None and kept.public_id == asset_id:
        return kept
    asset = assets_visible_to(actor).filter(public_id=asset_id).first()
    if asset is None:
        raise NotHere
    if asset.status == AssetStatus.RETIRED:
        text = _("%(asset)s is retired. Choose another one, or none.") % {"asset": asset.name}
        raise BadInput(text, code="asset_retired", fields={"asset_id": text})
    if asset.site_id != site.pk:
        text = _("%(asset)s does not stand at %(site)s. Choose one that does, or none.") % {
            "asset": asset.name,
            "site": site.name,
        }
        raise BadInput(text, code="asset_elsewhere", fields={"asset_id": text})
    return asset


def _take(actor: Actor, asset_id: UUID, *besides: Site) -> tuple[Asset, dict[int, Site]]:
    """The asset with its site and these others, all locked: sites first and by their keys, so that nobody hangs a part
    where its whole is just leaving, and no two wait for each other.

    Raises:
        NotHere: it is not within sight; TryAgain: it was moved in between.
    """
    found = assets_visible_to(actor).filter(public_id=asset_id).first()
    if found is None:
        raise NotHere
    keys = {found.site_id, *(site.pk for site in besides)}
    sites = {site.pk: site for site in Site.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")}
    asset = lock(assets_visible_to(actor), asset_id)
    if asset.site_id != found.site_id:
        raise TryAgain
    return asset, sites


def _refuse_retired(asset: Asset) -> None:
    if asset.status == AssetStatus.RETIRED:
        text = _("This asset is retired; it stays as it was: %(asset)s.") % {"asset": asset.name}
        raise IllegalTransition(text, status=asset.status)


def _with_parts(asset: Asset) -> list[Asset]:
    """Everything below it, locked; a level at a time, and no deeper than a tree may be."""
    found: list[Asset] = []
    level = [asset.pk]
    for _level in range(DEEPEST):
        parts = list(Asset.objects.filter(parent__in=level).select_for_update(no_key=True).order_by("pk"))
        found, level = [*found, *parts], [part.pk for part in parts]
    return found


def _parent(actor: Actor, site: Site, parent_id: UUID | None, of: Asset | None = None) -> Asset | None:
    """What it is to be a part of. Whoever hangs trees at one site does it one after another: its row is locked."""
    if parent_id is None:
        return None
    parent = assets_visible_to(actor).filter(public_id=parent_id).first()
    if parent is None:
        raise NotHere
    if parent.site_id != site.pk:
        raise _wrong_parent(_("%(asset)s stands at another site.") % {"asset": parent.name})
    if parent.status == AssetStatus.RETIRED:
        raise _wrong_parent(_("%(asset)s is retired.") % {"asset": parent.name})
    above: list[int] = []
    step: Asset | None = parent
    while step is not None and len(above) < DEEPEST:
        above.append(step.pk)
        step = step.parent
    if of is not None and of.pk in above:
        raise _wrong_parent(_("%(asset)s is itself a part of it.") % {"asset": parent.name})
    if len(above) + (_height(of) if of is not None else 1) > DEEPEST:
        raise _wrong_parent(_("At most %(most)d levels of parts.") % {"most": DEEPEST})
    return parent


def _height(asset: Asset) -> int:
    level, height = [asset.pk], 1
    while level and height <= DEEPEST:
        level = list(Asset.objects.filter(parent__in=level).values_list("pk", flat=True))
        height += bool(level)
    return height


def _wrong_parent(what: str) -> BadInput:
    text = _("%(what)s Choose something else that it is a part of, or leave it empty.") % {"what": what}
    return BadInput(text, code="asset_parent", fields={"parent_id": text})


def _refuse_days(installed_on: date | None, warranty_until: date | None) -> None:
    days = {"installed_on": installed_on, "warranty_until": warranty_until}
    refuse_other_years(OLDEST, **{name: day for name, day in days.items() if day is not None})
    if installed_on and warranty_until and warranty_until < installed_on:
        text = _("The warranty ends before the day on which it was installed.")
        raise BadInput(text, code="warranty_before", fields={"warranty_until": text})
