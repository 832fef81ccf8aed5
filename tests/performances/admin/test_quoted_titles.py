"""A title within quotation marks has single ones, also where a removal is confirmed."""

from typing import Any

import pytest
from django.urls import reverse

from performances.scheduling import ExclusionFacts, keep_apart
from performances.scheduling.wording import within_quotes
from tests import factories

pytestmark = pytest.mark.django_db

INSIDE = "“进校园”合练"
SAID = "“‘进校园’合练”"


@pytest.fixture
def chief(coordinator: Any, as_user: Any) -> Any:
    return as_user(coordinator)


def test_any_name_can_be_quoted(regions: Any) -> None:
    assert within_quotes("“走边关”慰问") == "‘走边关’慰问"
    assert within_quotes(factories.venue(name="“红星”礼堂")) == "‘红星’礼堂"


def test_taking_an_entry_out(chief: Any) -> None:
    row = factories.engagement(title=INSIDE)
    url = reverse("engagements:delete", args=[row.pk])
    assert f"从日程中删去{SAID}" in chief.get(url).content.decode()
    page = chief.post(url, {"version": row.version}, follow=True).content.decode()
    assert f"{SAID}已从日程中删去" in page


def test_letting_things_together(chief: Any) -> None:
    members = (factories.truck(), factories.truck())
    row = keep_apart(ExclusionFacts(name=INSIDE, why="一名司机", members=members))
    url = reverse("exclusions:delete", args=[row.pk])
    assert SAID in chief.get(url).content.decode()
    page = chief.post(url, {"version": row.version}, follow=True).content.decode()
    assert SAID in page


def test_merging_names_both(chief: Any) -> None:
    old = factories.venue(name="“红星”礼堂")
    url = reverse("venues:merge", args=[old.pk])
    assert "“‘红星’礼堂”" in chief.get(url).content.decode()


def test_what_cannot_be_deleted(chief: Any) -> None:
    hall = factories.venue(name="“红星”礼堂")
    factories.performance(venue=hall)
    page = chief.get(reverse("venues:delete", args=[hall.pk]), follow=True)
    assert "“‘红星’礼堂”" in page.content.decode()
