"""Pictures to pass on: their addresses, how long they hold, and what they never say."""

import json
import re
from dataclasses import asdict, replace
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from performances.scheduling import cancel, cancel_showcase, move, withdraw
from performances.views.cards import card
from performances.views.share import store, wording
from tests import factories

pytestmark = pytest.mark.django_db

IMAGE = re.compile(r'<meta property="og:image" content="([^"]+)"')
BASE = "https://ulanmuqi.example"


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.CARDS_ROOT = tmp_path / "cards"
    return settings.CARDS_ROOT


@pytest.fixture
def show(hinggan_venue, troupe, frozen_clock):
    return factories.performance(
        title="草原新歌", venue=hinggan_venue, troupes=(troupe,)
    )


def image_of(visitor, path):
    """The path of the picture a page offers to chats."""
    found = IMAGE.findall(visitor.get(path).content.decode())
    assert len(found) == 1
    assert found[0].startswith(f"{BASE}/")
    return found[0].removeprefix(BASE)


def page(show, language=""):
    return f"{language}/performances/{show.public_id}/"


def test_a_show_s_page_offers_its_picture_with_size_and_words(visitor, show):
    text = visitor.get(page(show)).content.decode()
    for told in (
        '<meta property="og:image:width" content="1200">',
        '<meta property="og:image:height" content="630">',
        '<meta name="twitter:card" content="summary_large_image">',
        "草原新歌 · 2023年11月8日(周三)19:30",
        "保存为图片",
    ):
        assert told in text
    data = json.loads(re.search(r"ld\+json\">(.*?)</script>", text)[1])
    assert data["image"] == BASE + image_of(visitor, page(show))


def test_the_picture_is_drawn_once_and_may_be_kept(visitor, show, folder, monkeypatch):
    address = image_of(visitor, page(show))
    first = visitor.get(address)
    monkeypatch.setattr(store, "draw", None)
    again = visitor.get(address)

    assert first.status_code == again.status_code == 200
    assert first["Content-Type"] == "image/png"
    assert first["Cache-Control"] == "public, max-age=86400"
    assert "Vary" not in first.headers
    assert first.cookies == {}
    assert first.content == again.content
    assert Image.open(BytesIO(first.content)).size == (1200, 630)
    unchanged = visitor.get(address, headers={"If-None-Match": first["ETag"]})
    assert unchanged.status_code == 304
    assert unchanged.content == b""
    assert len(list(folder.iterdir())) == 1


def test_a_tall_one_is_there_to_save(visitor, show):
    text = visitor.get(page(show)).content.decode()
    tall = re.search(rf'href="{BASE}([^"]+/tall\.png)" download', text)[1]
    assert Image.open(BytesIO(visitor.get(tall).content)).size == (900, 1200)


def test_a_changed_show_has_another_picture_and_the_old_address_leads_to_it(
    visitor, show, frozen_clock
):
    old = image_of(visitor, page(show))
    visitor.get(old)
    frozen_clock.forward(hours=1)
    move(show, starts_at=show.starts_at + timedelta(hours=1), reason="路况")

    new = image_of(visitor, page(show))
    assert new != old
    answer = visitor.get(old)
    assert (answer.status_code, answer["Location"]) == (302, new)
    assert answer["Cache-Control"] == "public, max-age=60"


def test_a_cancelled_show_says_so_before_all_else(visitor, show):
    cancel(show, reason="大风")
    show.refresh_from_db()
    facts = wording.show(card(show, show.starts_at), [])
    assert (facts.mark, facts.is_off, facts.buds[0].state) == ("取消", True, "off")
    assert "大风" in facts.lines
    assert visitor.get(image_of(visitor, page(show))).status_code == 200


def test_english_pages_offer_english_pictures(visitor, show):
    english = image_of(visitor, page(show, "/en"))
    assert english.startswith("/en/performances/")
    assert visitor.get(english).status_code == 200
    assert "8 November 2023" in visitor.get(page(show, "/en")).content.decode()


def test_what_is_not_public_has_no_picture(visitor, show, hinggan_venue):
    known = image_of(visitor, page(show))
    draft = factories.performance(status="draft")
    ahead = factories.performance(announced=False)
    for row in (draft, ahead):
        path = f"/performances/{row.public_id}/card/{'0' * 12}/wide.png"
        assert visitor.get(path).status_code == 404
    withdraw(show, reason="录错了")
    assert visitor.get(known).status_code == 404
    assert IMAGE.findall(visitor.get(page(show)).content.decode()) == []


@pytest.mark.parametrize("shape", ["square", "wide-tall", "0"])
def test_there_are_two_shapes_and_no_other(visitor, show, shape, folder):
    path = f"/performances/{show.public_id}/card/{'0' * 12}/{shape}.png"
    assert visitor.get(path).status_code == 404
    assert not folder.exists()


def test_a_private_place_is_told_by_its_banner(private_venue, troupe, frozen_clock):
    row = factories.performance(
        venue=private_venue, troupes=(troupe,), technical_note="内部：隐名后门"
    )
    facts = wording.show(card(row, frozen_clock.now), [troupe])
    told = json.dumps(asdict(facts), ensure_ascii=False)
    for secret in (private_venue.name, private_venue.name_en, private_venue.address):
        assert secret not in told
    assert "隐名" not in told
    assert private_venue.region.name in told


def test_a_showcase_has_a_bud_for_each_city(visitor, frozen_clock):
    row = factories.showcase(title="新创作品展演")
    path = f"/showcases/{row.code}/card/{'0' * 12}/wide.png"
    now = visitor.get(path)
    assert now.status_code == 302
    assert Image.open(BytesIO(visitor.get(now["Location"]).content)).size == (1200, 630)

    cancel_showcase(row, reason="大风")
    assert visitor.get(path)["Location"] != now["Location"]
    assert visitor.get(f"/showcases/nobody/card/{'0' * 12}/wide.png").status_code == 404
    hidden = factories.showcase(announced=False)
    path = f"/showcases/{hidden.code}/card/{'0' * 12}/wide.png"
    assert visitor.get(path).status_code == 404


def test_no_more_are_kept_than_the_site_allows(folder, settings, monkeypatch, show):
    settings.CARDS_KEPT = 20
    drawn = []

    def draw(facts, shape):
        drawn.append(facts.title)
        return b"png"

    monkeypatch.setattr(store, "draw", draw)
    facts = wording.show(card(show, show.starts_at), [])
    for number in range(60):
        store.picture(replace(facts, title=str(number)), "wide")
    assert len(drawn) == 60
    assert 15 <= len(list(folder.iterdir())) <= 20


def test_a_disk_that_cannot_be_written_costs_nobody_the_picture(
    settings, tmp_path, show, monkeypatch
):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    settings.CARDS_ROOT = blocked
    monkeypatch.setattr(store, "draw", lambda facts, shape: b"png")
    assert store.picture(wording.show(card(show, show.starts_at), []), "wide") == b"png"


def test_an_address_costs_two_queries(visitor, show, django_assert_num_queries):
    address = image_of(visitor, page(show))
    with django_assert_num_queries(2):
        visitor.get(address)


def test_pages_without_a_picture_have_that_of_the_site(visitor, db):
    for path in ("/schedule/", "/en/schedule/", "/changes/"):
        address = image_of(visitor, path)
        answer = visitor.get(address)
        assert Image.open(BytesIO(answer.content)).size == (1200, 630)
        assert visitor.get(address.replace("wide", "round")).status_code == 404
