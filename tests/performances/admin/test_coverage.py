"""The page of places that wait for a show, and the lists it needs, by role."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests import factories
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

pytestmark = pytest.mark.django_db

HORQIN, HINGGAN = "152222", "152200"
LIST = (
    "代码,名称\n152222901,示例苏木\n152222901001,示例嘎查一\n152222901002,示例嘎查二\n"
)


@pytest.fixture(autouse=True)
def _ground(regions: dict[str, Region]) -> None:
    """Two banners of Hinggan, and one of Hohhot beside those of the cast."""


def load(
    client: Client, text: str, code: str = HORQIN, name: str = "list.csv",
    *, follow: bool = False, **more: str,
):  # fmt: skip
    file = SimpleUploadedFile(name, text.encode())
    url = reverse("load_region_list", args=[code])
    return client.post(url, {"file": file} | more, follow=follow)


def page(client: Client, **asked: str) -> str:
    return client.get(reverse("coverage"), asked).content.decode()


def test_a_coordinator_loads_a_list_and_sees_where_nobody_has_been(
    as_user, hinggan_coordinator
) -> None:
    client = as_user(hinggan_coordinator)
    before = page(client, level="gacha", place=HINGGAN)
    assert "未录入嘎查名单" in before
    assert "100%" not in before
    assert load(client, LIST).status_code == 302
    played = Region.objects.get(code="152222901001")
    factories.performance(
        title="嘎查里的演出",
        venue=None,
        region=played,
        starts_at=factories.evening(-40),
    )
    shown = page(client, level="gacha", place=HINGGAN)
    assert "2处里有<b>1</b>处没有演出" in shown
    assert "示例嘎查二" in shown
    assert "兴安盟 · 科尔沁右翼中旗 · 示例苏木" in shown
    assert "示例嘎查一" not in shown
    # It opens on gacha now that there is a list, and leads to planning a show there.
    assert "示例嘎查二" in page(client)
    plan = f"{reverse('performances:add')}?region=152222901002"
    assert plan in shown
    chosen = Region.objects.get(code="152222901002").pk
    assert f'<option value="{chosen}" selected' in client.get(plan).content.decode()
    assert client.get(f"{reverse('performances:add')}?region=x%00").status_code == 200
    # The other banner of the league has no list yet.
    assert "未录入嘎查名单" in shown
    assert "另有1个旗县未录入名单" in shown
    # After seven months that show is too long ago, and stands with its day.
    with clock.frozen(clock.now().replace(year=2024, month=7)):
        assert "嘎查里的演出" in page(client, level="gacha", place=HINGGAN)


def test_a_whole_list_dissolves_what_it_lacks_and_brings_it_back(
    as_user, hinggan_coordinator
) -> None:
    client = as_user(hinggan_coordinator)
    load(client, LIST)
    old = Region.objects.get(code="152222901001")
    factories.performance(venue=None, region=old, starts_at=factories.evening(-40))
    other = "代码,名称\n152222902,新苏木\n152222901,示例苏木\n152222901002,示例嘎查二\n"
    told = load(client, other, is_whole="on", follow=True).content.decode()
    assert "1处不在新名单里" in told
    assert "示例嘎查一" in told
    assert "1处里有<b>1</b>处没有演出" in told
    assert "科尔沁右翼中旗 · 1个苏木未录入嘎查名单" in told
    # The show in the dissolved gacha is known to be there.
    assert "只知道" not in told
    old.refresh_from_db()
    assert old.is_former
    load(client, LIST)
    old.refresh_from_db()
    assert not old.is_former


def test_mistakes_are_told_by_line_and_nothing_is_loaded(
    as_user, hinggan_coordinator
) -> None:
    client = as_user(hinggan_coordinator)
    told = load(client, "代码,名称\n152222901,示例苏木\n15222,缺位\n").content.decode()
    assert "第3行" in told
    assert not Region.objects.filter(level="sumu").exists()
    assert load(client, "\0\1", name="x.xlsx").status_code == 200
    assert load(client, "", name="x.csv").status_code == 200


def test_who_may_look_and_who_may_load(
    as_user, hinggan_coordinator, troupe_leader, venue_contact, page_editor, outsider
) -> None:
    home = troupe_leader.memberships.get().troupe.region
    for user in (hinggan_coordinator, troupe_leader):
        assert as_user(user).get(reverse("coverage")).status_code == 200
    for user in (venue_contact, page_editor, outsider):
        answer = as_user(user).get(reverse("coverage"))
        assert answer.status_code == 302
    for user in (troupe_leader, venue_contact, page_editor, outsider):
        load(as_user(user), LIST)
    load(as_user(hinggan_coordinator), LIST, code="150105")
    assert not Region.objects.filter(level="sumu").exists()
    # A troupe sees its own banner, whatever the address asks for.
    own = page(as_user(troupe_leader), place="150105")
    assert home.name in own
    assert "赛罕区" not in own


def test_the_list_goes_into_a_workbook(as_user, hinggan_coordinator) -> None:
    client = as_user(hinggan_coordinator)
    answer = client.get(reverse("coverage"), {"export": "xlsx", "place": HINGGAN})
    book = load_workbook(BytesIO(answer.content))
    names = [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert names == ["乌兰浩特市", "科尔沁右翼中旗"]
    told = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    assert told["没有演出的/名单上的"] == "2/2"


@pytest.mark.parametrize(
    "asked",
    [
        {"months": "-1"}, {"months": "9" * 400}, {"level": "region"}, {"place": "x\0"},
        {"p": "nine"}, {"p": "10" * 30}, {"export": "exe"},
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_not_asked(
    asked: dict, as_user, hinggan_coordinator
) -> None:
    client = as_user(hinggan_coordinator)
    assert client.get(reverse("coverage"), asked).status_code == 200


@pytest.mark.parametrize("shows", [1, 30])
def test_the_same_queries_for_one_show_and_thirty(
    shows: int, as_user, hinggan_coordinator, django_assert_num_queries
) -> None:
    company = factories.troupe(HORQIN)
    for code in range(shows):
        sumu = Region.objects.create(
            code=f"152222{code:03d}",
            name=f"示例苏木{code}",
            level="sumu",
            parent=Region.objects.get(code=HORQIN),
        )
        factories.performance(
            venue=None, region=sumu, troupes=(company,),
            starts_at=factories.evening(-300 - code),
        )  # fmt: skip
    client = as_user(hinggan_coordinator)
    page(client)
    with django_assert_num_queries(25):
        assert "示例苏木" in page(client, level="sumu")
