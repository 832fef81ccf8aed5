"""Raises the public stamp with whatever the public may read of the schedule.

Verbs call `follow` with the models they wrote. All else that pages show (venues,
troupes, works, pages, pictures, site details) is saved by Wagtail's own forms, which
know nothing of it, so a receiver listens to every model not known to be private.
"""

from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.signals import post_page_move

from ulanmuqi.base import clock

from ..calendars import public_stamp
from ..models import (
    ArtAdviser,
    CarriedOver,
    Change,
    FieldAct,
    Performance,
    PerformanceTroupe,
    ProgrammeItem,
    PublicVersion,
    Record,
    RecordPhoto,
    Request,
    Showcase,
    ShowcaseOrganiser,
    TrainingSession,
    TrainingTeacher,
    TrainingTroupe,
    TrainingWork,
    TroupeDay,
    WorkAdoption,
    gate,
)

_SCHEDULE = frozenset(
    {
        CarriedOver,
        Change,
        Performance,
        PerformanceTroupe,
        ProgrammeItem,
        PublicVersion,
        Showcase,
        ShowcaseOrganiser,
        # Counted in public figures from the moment they are reported.
        FieldAct,
        Record,
        RecordPhoto,
        TroupeDay,
        # How many were answered is a public figure; no page tells of one.
        Request,
        # A page tells of its session, and of who taught where they agreed.
        ArtAdviser,
        TrainingSession,
        TrainingTeacher,
        TrainingTroupe,
        TrainingWork,
        # A work's page names who performs it.
        WorkAdoption,
    }
)
# What no public page shows. Whatever is not named here counts as shown: a page that is
# rendered once too often does no harm.
_PRIVATE_APPS = frozenset(
    {
        *("admin", "auth", "axes", "contenttypes", "sessions", "sites"),
        *("wagtailadmin", "wagtailsearch", "wagtailusers", "simple_translation"),
        # What search knows is written with the rows themselves.
        "finding",
    }
)
_PRIVATE = frozenset(
    {
        # The words of drafts, and who did what to them.
        "wagtailcore.revision",
        "wagtailcore.pagelogentry",
        "wagtailcore.modellogentry",
        "wagtailcore.referenceindex",
        "wagtailcore.apitoken",
        "wagtailcore.uploadedfile",
        "wagtailcore.comment",
        "wagtailcore.commentreply",
        "wagtailcore.pagesubscription",
        "wagtailcore.workflow",
        "wagtailcore.workflowcontenttype",
        "wagtailcore.workflowpage",
        "wagtailcore.workflowstate",
        "wagtailcore.workflowtask",
        "wagtailcore.task",
        "wagtailcore.taskstate",
        "wagtailcore.groupapprovaltask",
        "wagtailcore.grouppagepermission",
        "wagtailcore.groupcollectionpermission",
        "wagtailcore.groupsitepermission",
        # Made from what a page shows while it is rendered, always the same.
        "base.picturerendition",
        "wagtailimages.rendition",
        "wagtailembeds.embed",
        # Of the house.
        "performances.noticesettings",
        "performances.requestsettings",
        "performances.roadrules",
        "performances.schedulerules",
        "performances.yearlygoals",
        "troupes.dutycontact",
        "troupes.loan",
        "troupes.membership",
        "troupes.stagetruck",
    }
)
# Saved with every draft of a page, and shown nowhere.
_OF_A_DRAFT = frozenset(
    {
        *("draft_title", "has_unpublished_changes", "latest_revision"),
        "latest_revision_created_at",
    }
)


def follow(written: gate.Written) -> None:
    """Call last, inside the transaction and the gate. No query for other rows."""
    if written & _SCHEDULE:
        public_stamp.raise_now(at=clock.now())


def connect() -> None:
    """Called once, when the app is ready."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_saved, dispatch_uid=f"public-{signal}")
    post_page_move.connect(_saved, dispatch_uid="public-page-moved")


def is_shown(model: type[models.Model]) -> bool:
    """Whether a public page may show its rows. Of gated ones verbs tell, and a
    migration's models of long ago say nothing."""
    kind = model._meta
    is_private = kind.app_label in _PRIVATE_APPS or kind.label_lower in _PRIVATE
    is_ours = kind.apps is apps and not issubclass(model, gate.GatedModel)
    return is_ours and not is_private


def _saved(
    sender: type[models.Model],
    update_fields: frozenset[str] | None = None,
    raw: bool = False,
    action: str = "post_",
    **_signal: Any,
) -> None:
    is_draft = bool(update_fields) and set(update_fields) <= _OF_A_DRAFT
    if raw or is_draft or not action.startswith("post_") or not is_shown(sender):
        return
    with transaction.atomic(), gate.opened():
        public_stamp.raise_now(at=clock.now(), among=public_stamp.WORDS)
