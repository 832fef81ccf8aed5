"""Two rows of one thing become one; nothing that pointed to either is lost."""

from typing import Any

import pytest
from django.apps import apps
from wagtail.models import ModelLogEntry, Page

from performances import scheduling
from performances.models import ProgrammeItem
from performances.scheduling import ItemFacts, facts_of
from performances.scheduling.merge_venues import merge_venues
from performances.scheduling.merge_works import merge_works
from tests import factories
from troupes.models import Work, WorkCreator, WorkPage
from ulanmuqi.places.models import Venue

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def kept(troupe: Any) -> Work:
    return factories.work(
        troupe, title="鸟之语", title_en="", code="kept", minutes=None
    )


@pytest.fixture
def duplicate(troupe: Any) -> Work:
    return factories.work(
        troupe, title="鸟 之 语", title_en="Bird Talk", code="double", minutes=7
    )


def show_with(*works: Work, **facts: Any) -> Any:
    programme = tuple(ItemFacts(work=work) for work in works)
    return factories.performance(programme=programme, **facts)


def page_about(work: Work, slug: str) -> WorkPage:
    index = Page.objects.get(slug="works", locale__language_code="zh-hans")
    page = index.add_child(instance=WorkPage(title=work.title, slug=slug, work=work))
    page.save_revision().publish()
    return page


def works_of(show: Any) -> list[Work]:
    return [item.work for item in ProgrammeItem.objects.filter(performance=show)]


# --- Works ---------------------------------------------------------------------------


def test_programmes_name_the_work_that_goes_on(kept: Any, duplicate: Any) -> None:
    show, other = show_with(duplicate), show_with(kept)
    before, untouched = show.version, other.version
    merged = merge_works(duplicate, into=kept, reason="同一支舞")
    assert [one.pk for one in merged.shows] == [show.pk]
    assert works_of(show) == [kept]
    show.refresh_from_db()
    other.refresh_from_db()
    assert (show.version, other.version) == (before + 1, untouched)
    (entry, *_) = ModelLogEntry.objects.for_instance(show)
    assert (entry.action, entry.data["reason"]) == ("schedule.merge", "同一支舞")


def test_calendars_tell_the_new_title_and_old_addresses_answer(
    kept: Any, duplicate: Any, visitor: Any
) -> None:
    show_with(duplicate)
    merge_works(duplicate, into=kept)
    for code in (kept.code, duplicate.code):
        body = visitor.get(f"/calendars/works/{code}.ics").content.decode()
        assert "《鸟之语》" in body
        assert "鸟 之 语" not in body
    answer = visitor.get(f"/works/{duplicate.code}/", follow=True)
    assert answer.status_code == 200
    assert "鸟之语" in answer.content.decode()


def test_the_kept_work_gains_what_it_lacks(kept: Any, duplicate: Any) -> None:
    WorkCreator.objects.create(work=duplicate, role="music", name="某某")
    merged = merge_works(duplicate, into=kept)
    kept.refresh_from_db()
    assert (kept.title, kept.title_en, kept.minutes) == ("鸟之语", "Bird Talk", 7)
    assert {field.name for field in merged.gained} == {"title_en", "minutes"}
    assert [one.name for one in WorkCreator.objects.filter(work=kept)] == ["某某"]


def test_the_only_page_tells_of_the_kept_work_drafts_too(
    kept: Any, duplicate: Any
) -> None:
    page = page_about(duplicate, "double")
    page.save_revision()
    merge_works(duplicate, into=kept)
    page.refresh_from_db()
    assert (page.work, page.live) == (kept, True)
    assert page.get_latest_revision_as_object().work == kept


def test_a_second_page_is_taken_down_and_its_address_leads_on(
    kept: Any, duplicate: Any, visitor: Any
) -> None:
    page_about(kept, "kept")
    page = page_about(duplicate, "bird-dance")
    merge_works(duplicate, into=kept)
    page.refresh_from_db()
    assert page.live is False
    answer = visitor.get("/works/bird-dance/")
    assert (answer.status_code, answer.url.endswith("/works/kept/")) == (301, True)


def test_a_chain_of_mergers_still_answers(
    kept: Any, duplicate: Any, troupe: Any
) -> None:
    first = factories.work(troupe, code="first")
    merge_works(first, into=duplicate)
    merge_works(duplicate, into=kept)
    first.refresh_from_db()
    assert first.merged_into == kept


def test_a_form_that_stood_open_meanwhile_names_the_kept_work(
    kept: Any, duplicate: Any
) -> None:
    show = show_with(duplicate)
    facts = facts_of(show)
    merge_works(duplicate, into=kept)
    scheduling.revise(show, facts)
    assert works_of(show) == [kept]


@pytest.mark.parametrize("how", ["itself", "merged before"])
def test_what_cannot_be_merged(kept: Any, duplicate: Any, how: str) -> None:
    if how == "merged before":
        merge_works(duplicate, into=kept)
    target = duplicate if how == "itself" else kept
    with pytest.raises(scheduling.Refused) as refusal:
        merge_works(duplicate, into=target)
    assert refusal.value.field == "into"


# --- Venues --------------------------------------------------------------------------


def test_the_kept_venue_gains_a_surer_point_and_what_it_lacks(regions: Any) -> None:
    rough = factories.venue("152201", coord_precision="seat", capacity=None)
    sure = factories.venue("152201", lat=46.1, lon=122.1, power="three", capacity=600)
    merged = merge_venues(sure, into=rough)
    rough.refresh_from_db()
    assert (rough.lat, rough.coord_precision) == (46.1, "exact")
    assert (rough.capacity, rough.power) == (600, "three")
    assert {"lat", "capacity"} <= {field.name for field in merged.gained}


@pytest.mark.parametrize("model", [Venue, Work])
def test_nothing_points_to_a_duplicate_any_more(
    model: Any, kept: Any, duplicate: Any, hinggan_venue: Any, hohhot_venue: Any
) -> None:
    """Also models made later: a relation nobody thought of fails here."""
    show_with(duplicate, venue=hohhot_venue)
    if model is Work:
        old, new = duplicate, kept
        merge_works(old, into=new)
    else:
        old, new = hohhot_venue, hinggan_venue
        factories.member("somebody", "venue", venue=old)
        merge_venues(old, into=new)
    left = [
        f"{relation.related_model.__name__}.{relation.field.name}"
        for relation in apps.get_model(model._meta.label)._meta.related_objects
        if not relation.many_to_many
        and relation.name not in ("resource", "creators")
        and relation.related_model._base_manager.filter(
            **{relation.field.name: old}
        ).exists()
    ]
    assert left == []
