"""Pictures of shows nobody agreed to publish: in their record and nowhere else."""

from typing import Any

import pytest
from django.template import Context, Template
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from performances import scheduling
from performances.models import RecordPhoto
from performances.scheduling import PhotoFacts, RecordFacts
from tests import factories
from tests.performances.admin.conftest import T_ZERO

API = "/admin/api/main/images/"
CAST = ("troupe_leader", "page_editor", "troupe_editor", "hinggan_coordinator",
        "admin_user")  # fmt: skip


pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(
    own_show: Any, frozen_clock: Any, hinggan_coordinator: Any, settings: Any,
    tmp_path: Any, troupe_leader: Any,
) -> Any:  # fmt: skip
    """Its record is reviewed, and nobody agreed to its being published."""
    settings.MEDIA_ROOT = tmp_path
    frozen_clock.set(T_ZERO)
    record = scheduling.report_show(own_show, RecordFacts(onsite_audience=3)).record
    facts = PhotoFacts(
        data=factories.jpeg(), consent="只给队里看", caption="合影里的孩子"
    )
    (photo,) = scheduling.add_photos(record, [facts], by=troupe_leader).photos
    scheduling.review_report(record, "reviewed", by=hinggan_coordinator)
    return RecordPhoto.objects.get(pk=photo.pk)


def _free(photo: Any, *, by: Any, may_publish: bool = True) -> None:
    scheduling.change_photo(
        photo, consent="当面同意", caption=photo.caption, may_publish=may_publish, by=by
    )


@pytest.mark.parametrize("who", CAST)
def test_nobody_meets_a_picture_that_was_not_agreed_to(
    who: str, closed: Any, as_user: Any, request: pytest.FixtureRequest
) -> None:
    client = as_user(request.getfixturevalue(who))
    key = closed.image_id
    asked = [
        reverse("wagtailimages:index") + "?q=合影",
        reverse("wagtailimages:index_results"),
        reverse("wagtailimages:edit", args=[key]),
        reverse("wagtailimages:preview", args=[key, "width-200"]),
        reverse("wagtailimages:url_generator", args=[key]),
        reverse("wagtailimages:image_usage", args=[key]),
        reverse("wagtailimages:delete", args=[key]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:choose_results") + "?q=合影",
        reverse("wagtailimages_chooser:chosen", args=[key]),
        reverse("wagtailimages_chooser:chosen_multiple") + f"?id={key}",
        reverse("wagtailimages_chooser:select_format", args=[key]),
        API,
        f"{API}{key}/",
        f"{API}?search=合影",
    ]
    for url in asked:
        answer = client.get(url)
        told = answer.content.decode()
        assert "合影里的孩子" not in told, url
        assert closed.image.file.name.split("/")[-1].split(".")[0][:20] not in told, url
    bulk = reverse("wagtail_bulk_action", args=["base", "picture", "delete"])
    client.post(f"{bulk}?id={key}")
    client.post(reverse("wagtailimages:delete", args=[key]))
    assert get_image_model().objects.filter(pk=key).exists()


def test_what_was_agreed_to_is_offered_to_pages_and_changed_in_its_record_alone(
    closed: Any, page_editor: Any, as_user: Any, hinggan_coordinator: Any
) -> None:
    _free(closed, by=hinggan_coordinator)
    client = as_user(page_editor)
    chosen = reverse("wagtailimages_chooser:chosen", args=[closed.image_id])
    assert client.get(chosen).status_code == 200
    for query in ("", "?q=合影"):
        offered = client.get(reverse("wagtailimages_chooser:choose_results") + query)
        assert "合影里的孩子" in offered.content.decode()
    assert client.get(API).json()["meta"]["total_count"] == 1
    assert "合影" not in client.get(reverse("wagtailimages:index")).content.decode()
    edit = reverse("wagtailimages:edit", args=[closed.image_id])
    assert client.get(edit).status_code == 302


def test_a_page_stops_showing_what_is_taken_back_and_never_shows_a_guessed_number(
    closed: Any, page_editor: Any, as_user: Any, hinggan_coordinator: Any, client: Any
) -> None:
    home = Page.objects.get(slug="home").specific
    home.share_image = get_image_model().objects.get(pk=closed.image_id)
    home.save_revision().publish()
    secret = closed.image.file.name.split("/")[-1].split(".")[0][:20]
    edit = reverse("wagtailadmin_pages:edit", args=[home.pk])

    def shown() -> tuple[bool, bool]:
        public, editor = client.get("/"), as_user(page_editor).get(edit)
        return secret in public.content.decode(), secret in editor.content.decode()

    assert shown() == (False, False)
    _free(closed, by=hinggan_coordinator)
    assert shown() == (True, True)
    _free(closed, by=hinggan_coordinator, may_publish=False)
    assert shown() == (False, False)


def test_a_picture_of_no_record_costs_no_question(
    django_assert_num_queries: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = get_image_model().objects.create(
        title="草原", description="草原", credit="示例", file=get_test_image_file()
    )
    page = Template("{% load photos %}{% if p|shown %}yes{% endif %}")
    with django_assert_num_queries(0):
        assert page.render(Context({"p": picture})) == "yes"
