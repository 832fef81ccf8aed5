"""A page about training shows the facts of its session; old pages keep their own."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances.calendars import public_stamp
from performances.scheduling import Refused
from performances.scheduling.advisers import revise_adviser
from performances.scheduling.training import cancel_training
from performances.scheduling.training_facts import TeacherFacts
from performances.scheduling.training_report import (
    AttendanceFacts,
    report_training,
    return_training,
)
from tests import factories
from troupes.models import TrainingIndexPage, TrainingPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(frozen_clock: Any) -> TrainingPage:
    index = TrainingIndexPage.objects.get()
    told = TrainingPage(
        title="长调培训班",
        starts_on=frozen_clock.now.date(),
        place="旧教室",
        trainees=7,
    )
    index.add_child(instance=told)
    told.save_revision().publish()
    return told


def words(client: Any, url: str) -> str:
    return client.get(url).content.decode()


def test_a_page_without_a_session_tells_its_own_facts(page: Any, client: Any) -> None:
    told = words(client, page.url)
    assert "旧教室" in told
    assert "<dd>7</dd>" in told


def test_in_english_a_place_in_words_stands_beside_its_region(
    page: Any, troupe: Any, client: Any
) -> None:
    page.region, page.place = troupe.region, f"{troupe.region.name}文化馆"
    page.save_revision().publish()
    told = f"{troupe.region.name_en} · {page.place}"
    for url in (page.url, "/training/"):
        assert told in re.sub(r"<[^>]+>", "", words(client, f"/en{url}"))
        assert told not in re.sub(r"<[^>]+>", "", words(client, url))


def test_the_session_tells_time_place_people_and_works(
    page: Any, client: Any, troupe: Any, hinggan_venue: Any, frozen_clock: Any
) -> None:
    work = factories.work(troupe)
    row = factories.training(
        troupe,
        page=page,
        venue=hinggan_venue,
        works=(work,),
        teachers=(
            TeacherFacts(name="同意老师", known_as="声乐", may_name=True),
            TeacherFacts(name="未同意老师", known_as="舞蹈"),
            TeacherFacts(member=factories.person(troupe, name="内部队员", role="")),
        ),
    )
    told = words(client, page.url)
    for text in (hinggan_venue.name, troupe.name, work.title, "同意老师", "舞蹈"):
        assert text in told
    for text in ("旧教室", "<dd>7</dd>", "未同意老师", "内部队员"):
        assert text not in told
    for url in ("/training/", f"/troupes/{troupe.code}/"):
        assert "长调培训班" in words(client, url)

    frozen_clock.set(row.ends_at)
    report_training(row, AttendanceFacts(people={troupe: 31}, other_people=2))
    assert "<dd>33</dd>" in words(client, page.url)


def test_numbers_of_some_troupes_alone_are_not_public(
    page: Any, client: Any, troupe: Any, other_troupe: Any, frozen_clock: Any,
    coordinator: Any,
) -> None:  # fmt: skip
    row = factories.training(troupe, other_troupe, page=page)
    frozen_clock.set(row.ends_at)
    row = report_training(row, AttendanceFacts(people={troupe: 31}))
    assert "<dd>31</dd>" not in words(client, page.url)
    row = report_training(row, AttendanceFacts(people={other_troupe: 9}))
    assert "<dd>40</dd>" in words(client, page.url)
    return_training(row, reason="人数再核一下", by=coordinator)
    assert "<dd>40</dd>" not in words(client, page.url)


def test_the_editor_of_the_page_finds_the_session(
    page: Any, troupe: Any, coordinator: Any, as_user: Any
) -> None:
    client = as_user(coordinator)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "对应的学习培训" not in client.get(edit).content.decode()
    row = factories.training(troupe, page=page)
    look = reverse("training_sessions:inspect", args=[row.pk])
    assert look in client.get(edit).content.decode()


def test_a_private_place_stays_private(
    page: Any, client: Any, troupe: Any, private_venue: Any
) -> None:
    factories.training(troupe, page=page, venue=private_venue, place="隐名教学楼")
    for url in (page.url, "/training/"):
        assert "隐名" not in words(client, url)
        assert private_venue.region.name in words(client, url)


def test_a_cancelled_session_says_so_and_gives_its_page_up(
    page: Any, client: Any, troupe: Any
) -> None:
    row = factories.training(troupe, page=page)
    with pytest.raises(Refused) as refused:
        factories.training(
            troupe, page=page, starts_at=row.starts_at + timedelta(days=1)
        )
    assert refused.value.field == "page"
    cancel_training(row, reason="下雪")
    assert "已取消" in words(client, page.url)
    assert "下雪" not in words(client, page.url)
    anew = factories.training(troupe, page=page)
    assert "已取消" not in words(client, page.url)
    assert anew.page == page


def test_the_list_costs_the_same_for_one_course_and_thirty(
    page: Any, client: Any, troupe: Any, django_assert_num_queries: Any
) -> None:
    factories.training(troupe, page=page)
    index = TrainingIndexPage.objects.get()
    client.get("/training/")
    with django_assert_num_queries(QUERIES):
        client.get("/training/")
    for number in range(30):
        one = TrainingPage(title=f"课{number}", starts_on=page.starts_on)
        index.add_child(instance=one)
        later = factories.evening(days=10 + number, hour=9)
        factories.training(troupe, page=one, starts_at=later)
    with django_assert_num_queries(QUERIES):
        assert "第1页" in words(client, "/training/")


QUERIES = 20


def test_who_teaches_is_told_anew_at_once(page: Any, troupe: Any, client: Any) -> None:
    adviser = factories.adviser("旧名", may_name=True)
    member = factories.person(troupe, name="队员旧名")
    taught = (
        TeacherFacts(adviser=adviser, may_name=True),
        TeacherFacts(member=member, may_name=True),
    )
    factories.training(troupe, page=page, teachers=taught)
    stamp = public_stamp.version()
    revise_adviser(adviser, factories.AdviserFacts(name="新名"))
    assert public_stamp.version() > stamp
    stamp = public_stamp.version()
    member.name = "队员新名"
    member.save()
    assert public_stamp.version() > stamp
    assert "队员新名" in words(client, page.url)
