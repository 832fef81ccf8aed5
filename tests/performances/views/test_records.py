"""What the public reads of a show that is over, and what stays inside."""

import re
from pathlib import PurePosixPath
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from performances import scheduling
from performances.calendars import public_stamp
from performances.models import Performance, Record, RecordPhoto
from performances.scheduling import PhotoFacts, RecordFacts
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def show(frozen_clock: Any, troupe: Any, private_venue: Any) -> Performance:
    """At a private school, two days ago; on site and online."""
    row = factories.performance(
        starts_at=factories.evening(1),
        troupes=(troupe,),
        venue=private_venue,
        mode="both",
    )
    frozen_clock.forward(days=3)
    return row


def _page(show: Performance) -> str:
    answer = Client().get(reverse("performance", args=[show.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def _reported(show: Performance, **facts: Any) -> Record:
    said = {"onsite_audience": 1320, "online_views": 24_000, "remarks": "隐名小学停电"}
    return scheduling.report_show(show, RecordFacts(**(said | facts))).record


def _photo(record: Record, caption: str, **facts: Any) -> RecordPhoto:
    said = {"data": factories.jpeg(), "consent": "校长签字", "caption": caption}
    return scheduling.add_photos(record, [PhotoFacts(**(said | facts))]).photos[0]


def test_figures_are_public_once_the_league_has_reviewed_them(
    show: Performance,
) -> None:
    assert 'id="record"' not in _page(show)
    record = _reported(show)
    assert 'id="record"' not in _page(show)
    scheduling.review_report(record, "reviewed")
    html = _page(show)
    assert "现场观众1,320人次，线上观看24,000次" in html
    assert "停电" not in html
    scheduling.review_report(record, "returned", note="再核一下")
    html = _page(show)
    assert "1,320" not in html
    assert "再核一下" not in html


def test_nothing_that_nobody_counted_is_told(show: Performance) -> None:
    record = _reported(show, onsite_audience=0, online_views=None)
    scheduling.review_report(record, "reviewed")
    html = _page(show)
    assert "现场观众0人次" in html
    assert "线上观看" not in html


def test_a_picture_is_public_with_consent_after_review_and_never_before(
    show: Performance, troupe_leader: Any, frozen_clock: Any
) -> None:
    record = _reported(show)
    free = _photo(record, "散场合影", may_publish=True)
    _photo(record, "后台", may_publish=False)
    assert free.image.file.name not in _page(show)
    scheduling.review_report(record, "reviewed")
    html = _page(show)
    assert "散场合影" in html
    assert "后台" not in html
    assert "校长签字" not in html
    # One that came later waits for the league, and so does a changed one.
    _photo(record, "后加的一张", may_publish=True)
    assert "后加的一张" in _page(show)
    frozen_clock.forward(minutes=5)
    late = scheduling.add_photos(
        record,
        [_agreed("队伍后加的")],
        by=troupe_leader,
    ).photos[0]
    assert "队伍后加的" not in _page(show)
    # Nor is it offered to any other page before the league has looked.
    assert late not in RecordPhoto.objects.public()
    assert list(Record.objects.waiting()) == [record]
    scheduling.review_report(record, "reviewed")
    assert late in RecordPhoto.objects.public()
    assert "队伍后加的" in _page(show)
    scheduling.remove_photo(late)
    assert "队伍后加的" not in _page(show)


def test_what_a_league_says_of_one_picture_frees_no_other(
    show: Performance, troupe_leader: Any, hinggan_coordinator: Any, frozen_clock: Any
) -> None:
    record = _reported(show)
    first = _photo(record, "散场合影", may_publish=True)
    scheduling.review_report(record, "reviewed")
    frozen_clock.forward(minutes=5)
    seen = scheduling.add_photos(record, [_agreed("没人看过")], by=troupe_leader)
    (unseen,) = seen.photos
    frozen_clock.forward(minutes=5)
    scheduling.change_photo(
        first,
        consent="当面同意",
        caption="散场，大家合影",
        may_publish=True,
        by=hinggan_coordinator,
    )
    scheduling.add_photos(record, [_agreed("盟里补的")], by=hinggan_coordinator)
    html = _page(show)
    assert "散场，大家合影" in html
    assert "盟里补的" in html
    assert "没人看过" not in html
    assert list(Record.objects.waiting()) == [record]
    scheduling.change_photo(
        unseen,
        consent="同意",
        caption="这回看过",
        may_publish=True,
        by=hinggan_coordinator,
    )
    assert "这回看过" in _page(show)
    assert not Record.objects.waiting()


def test_a_picture_taken_back_is_nowhere_it_was(
    show: Performance,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = _reported(show)
    photo = _photo(record, "散场合影", may_publish=True)
    scheduling.review_report(record, "reviewed")
    assert "散场合影" in _page(show)
    storage, whole = photo.image.file.storage, photo.image.file.name
    sizes = [one.file.name for one in photo.image.renditions.all()]
    assert sizes
    assert all(storage.exists(name) for name in (whole, *sizes))
    said = {"consent": "家长不同意了", "caption": "散场合影"}
    monkeypatch.setattr(RecordPhoto, "save", _no_disk)
    with pytest.raises(OSError, match="disk"):
        scheduling.change_photo(photo, may_publish=False, **said)
    monkeypatch.undo()
    before = storage.listdir(PurePosixPath(whole).parent.as_posix())[1]
    assert len(before) == 1, "an act that failed leaves no second copy"
    photo = RecordPhoto.objects.get(pk=photo.pk)
    with django_capture_on_commit_callbacks(execute=True):
        photo = scheduling.change_photo(photo, may_publish=False, **said)
    assert "散场合影" not in _page(show)
    assert not any(storage.exists(name) for name in (whole, *sizes))
    assert storage.exists(photo.image.file.name)
    # And when they agree again it is drawn again.
    scheduling.change_photo(photo, may_publish=True, **said)
    assert "散场合影" in _page(show)


def _no_disk(*_args: Any, **_named: Any) -> None:
    raise OSError("disk")


def _agreed(caption: str) -> PhotoFacts:
    return PhotoFacts(
        data=factories.jpeg(), consent="同意", caption=caption, may_publish=True
    )


def test_a_caption_gives_no_private_place_away(show: Performance) -> None:
    record = _reported(show)
    with pytest.raises(scheduling.Refused) as refused:
        _photo(record, "隐名小学礼堂的孩子们")
    assert refused.value.field == "caption"


def test_pages_are_rendered_anew_when_a_record_changes(show: Performance) -> None:
    seen = [public_stamp.version()]
    record = _reported(show)
    seen.append(public_stamp.version())
    scheduling.review_report(record, "reviewed")
    seen.append(public_stamp.version())
    _photo(record, "合影")
    seen.append(public_stamp.version())
    assert seen == sorted(set(seen))


def test_an_ended_showcase_leads_to_what_came(
    frozen_clock: Any, regions: dict[str, Any]
) -> None:
    showcase = factories.showcase()
    opening = showcase.performances.order_by("pk")[0]
    live = reverse("showcase_live", args=[showcase.code])
    frozen_clock.set(opening.ends_at)
    record = _reported(opening, online_views=None, remarks="")
    link = f"{reverse('performance', args=[opening.public_id])}#record"
    assert link not in Client().get(live).content.decode()
    scheduling.review_report(record, "reviewed")
    html = Client().get(live).content.decode()
    assert f'<a href="{link}">现场观众1,320人次</a></p>' in html


def test_figures_of_the_demo_say_that_they_are_invented(
    frozen_clock: Any, regions: dict[str, Any]
) -> None:
    showcase = factories.showcase()
    opening = showcase.performances.order_by("pk")[0]
    frozen_clock.set(opening.ends_at)
    facts = RecordFacts(onsite_audience=7)
    record = scheduling.report_show(opening, facts, is_example=True).record
    scheduling.review_report(record, "reviewed")
    live = reverse("showcase_live", args=[showcase.code])
    html = Client().get(live).content.decode()
    assert re.search(r"现场观众7人次</a>\s*<span[^>]*>\s*示例", html)
