"""A work adopted by another troupe: who may, who is told, what its page says."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from performances.models import Notice, WorkAdoption
from performances.notices import compose
from performances.notices.sending import send_due
from performances.scheduling import ItemFacts, NotAllowed, Refused
from performances.scheduling.adoptions import AdoptionFacts, adopt_work, give_up_work
from performances.scheduling.merge_works import merge_works
from performances.templatetags.adoptions import adopted_works
from performances.views.work_facts import work_facts
from tests import factories
from troupes.models import Membership, Work, WorkAward

pytestmark = pytest.mark.django_db

SINCE = date(2023, 3, 1)


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any) -> Any:
    return frozen_clock


@pytest.fixture
def song(other_troupe: Any) -> Work:
    return factories.work(other_troupe, code="song", title="黄河谣")


def adopted(work: Any, troupe: Any, **facts: Any) -> WorkAdoption:
    by = facts.pop("by", None)
    values = {"work": work, "troupe": troupe, "since": SINCE}
    return adopt_work(AdoptionFacts(**(values | facts)), by=by)


def test_the_leader_adopts_and_the_maker_is_told(
    song: Any, troupe: Any, troupe_leader: Any, other_troupe_editor: Any
) -> None:
    row = adopted(song, troupe, by=troupe_leader, note="想学这首歌")
    notice = Notice.objects.get()
    assert notice.audience == f"troupe:{song.troupes.get().pk}"
    told = compose.message(notice, "", row.created_at)
    assert "黄河谣" in told.subject
    for words in (troupe.name, "2023年3月1日", "想学这首歌", "/works/song/"):
        assert words in told.text


@pytest.mark.django_db(transaction=True)
def test_the_mail_goes_out_with_the_others(
    song: Any, troupe: Any, other_troupe_editor: Any
) -> None:
    adopted(song, troupe)
    send_due()
    assert [message.to for message in mail.outbox] == [[other_troupe_editor.email]]
    assert Notice.objects.get().state == Notice.State.SENT


@pytest.mark.parametrize("role", ["troupe_editor", "troupe_member", "page_editor"])
def test_nobody_else_adopts(song: Any, troupe: Any, role: str, request: Any) -> None:
    with pytest.raises(NotAllowed):
        adopted(song, troupe, by=request.getfixturevalue(role))


def test_what_makes_no_sense_is_refused_at_its_field(
    song: Any, troupe: Any, other_troupe: Any, troupe_leader: Any
) -> None:
    adopted(song, troupe)
    merged = factories.work(other_troupe, merged_into=song)
    for work, by_troupe, since, field in (
        (song, troupe, SINCE, "work"),
        (song, other_troupe, SINCE, "work"),
        (merged, troupe, SINCE, "work"),
        (factories.work(other_troupe), troupe, date(1900, 1, 1), "since"),
        (factories.work(other_troupe), troupe, date(2099, 1, 1), "since"),
    ):
        with pytest.raises(Refused) as refused:
            adopted(work, by_troupe, since=since)
        assert refused.value.field == field
    assert WorkAdoption.objects.count() == 1


def test_given_up_it_can_be_adopted_again(
    song: Any, troupe: Any, troupe_leader: Any, hinggan_coordinator: Any
) -> None:
    row = adopted(song, troupe)
    stranger = factories.member(
        "bayannur", Membership.Role.TROUPE_LEADER, troupe=song.troupes.get()
    )
    with pytest.raises(NotAllowed):
        give_up_work(row, by=stranger)
    ended = give_up_work(row, by=hinggan_coordinator)
    assert ended.until == date(2023, 11, 1)
    with pytest.raises(Refused):
        give_up_work(row, by=troupe_leader)
    assert adopted(song, troupe).pk != row.pk


@pytest.mark.database
def test_who_performs_it_makers_first_then_by_shows(
    song: Any, troupe: Any, other_troupe: Any, frozen_clock: Any
) -> None:
    third = factories.troupe("152201")
    adopted(song, troupe)
    adopted(song, third)
    item = (ItemFacts(title="", work=song),)
    for days, player in ((2, troupe), (4, troupe), (6, other_troupe)):
        factories.performance(
            troupes=(player,), starts_at=factories.evening(days), programme=item
        )
    told = work_facts(song, frozen_clock.now).performers
    assert [(one.code, one.count, one.is_creator, one.adopted) for one in told] == [
        (other_troupe.code, 1, True, None),
        (troupe.code, 2, False, SINCE),
        (third.code, 0, False, SINCE),
    ]


def test_a_merged_work_takes_its_adoptions_along_and_keeps_one_each(
    song: Any, troupe: Any, other_troupe: Any, frozen_clock: Any
) -> None:
    twice = factories.work(other_troupe, title="黄河谣（重录）")
    adopted(song, troupe)
    adopted(twice, troupe)
    third = factories.troupe("152201")
    adopted(twice, third)
    merge_works(twice, into=song)
    assert WorkAdoption.objects.filter(work=song).count() == 2
    assert len(work_facts(song, frozen_clock.now).performers) == 2


def test_the_page_of_the_troupe_tells_until_it_gives_up(
    song: Any, troupe: Any, other_troupe: Any, client: Any, troupe_leader: Any
) -> None:
    row = adopted(song, troupe)
    mine, theirs = (f"/troupes/{one.code}/" for one in (troupe, other_troupe))
    told = client.get(mine).content.decode()
    assert "移植的作品" in told
    assert other_troupe.name in told.split("移植的作品")[1]
    assert "移植的作品" not in client.get(theirs).content.decode()
    assert "Works of others it performs" in client.get(f"/en{mine}").content.decode()
    give_up_work(row, by=troupe_leader)
    assert "移植的作品" not in client.get(mine).content.decode()


def test_the_works_page_names_adopters_and_sourced_awards(
    song: Any, troupe: Any, client: Any, troupe_leader: Any, as_user: Any
) -> None:
    adopted(song, troupe)
    WorkAward.objects.create(
        work=song, name="示例文艺奖", year=2022, source="示例通知〔2022〕1号"
    )
    page = client.get("/works/song/").content.decode()
    for words in ("2023年3月1日起移植", troupe.name, "示例文艺奖", "出处：示例通知"):
        assert words in page
    assert "Source" in client.get("/en/works/song/").content.decode()
    assert "获奖1项" in client.get("/works/").content.decode()
    assert "1 award<" in client.get("/en/works/").content.decode()
    listed = as_user(troupe_leader).get(reverse("works:index")).content.decode()
    assert "2022 · 示例文艺奖" in listed


def test_adopting_in_the_admin(
    song: Any, troupe: Any, troupe_leader: Any, as_user: Any, other_troupe: Any
) -> None:
    client = as_user(troupe_leader)
    look = client.get(reverse("works:inspect", args=[song.pk])).content.decode()
    add = f"{reverse('adoptions:add')}?work={song.pk}"
    assert add in look
    assert "黄河谣" in client.get(add).content.decode()
    assert client.get(f"{reverse('adoptions:add')}?work=1%20OR%201").status_code == 200
    typed = {"work": song.pk, "troupe": troupe.pk, "since": "2023-03-01", "note": ""}
    wrong = client.post(add, typed | {"troupe": other_troupe.pk})
    assert wrong.context["form"].errors.keys() == {"troupe"}
    answer = client.post(add, typed, follow=True)
    row = WorkAdoption.objects.get()
    assert "黄河谣" in answer.content.decode()
    again = client.post(add, typed)
    assert again.context["form"].errors.keys() == {"work"}
    give_up = reverse("adoptions:act", args=[row.pk, "give-up"])
    client.post(give_up, {"version": row.version})
    row.refresh_from_db()
    assert row.until is not None
    assert "黄河谣" in client.get(reverse("adoptions:index")).content.decode()


def test_an_award_without_a_source_is_not_entered(
    song: Any, other_troupe_editor: Any, as_user: Any, other_troupe: Any
) -> None:
    client = as_user(other_troupe_editor)
    url = reverse("works:edit", args=[song.pk])
    typed = {
        "title": song.title, "code": song.code, "genre": song.genre,
        "troupes": [other_troupe.pk],
        "creators-TOTAL_FORMS": 0, "creators-INITIAL_FORMS": 0,
        "awards-TOTAL_FORMS": 1, "awards-INITIAL_FORMS": 0,
        "awards-0-name": "示例文艺奖", "awards-0-year": 2022, "awards-0-source": "",
        "awards-0-ORDER": 1, "awards-0-id": "",
    }  # fmt: skip
    client.post(url, typed)
    assert song.awards.count() == 0
    client.post(url, typed | {"awards-0-source": "示例通知〔2022〕1号"})
    assert song.awards.get().year == 2022


def test_a_work_to_be_learned_counts_from_its_day_on(
    song: Any, troupe: Any, frozen_clock: Any
) -> None:
    begins = frozen_clock.now.date() + timedelta(days=30)
    adopted(song, troupe, since=begins)
    assert len(work_facts(song, frozen_clock.now).performers) == 0
    assert adopted_works(troupe) == []
    later = frozen_clock.now + timedelta(days=30)
    assert len(work_facts(song, later).performers) == 1
