"""What visitors find by words: in Chinese, pinyin and English, and never a secret."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from performances import scheduling
from performances.scheduling import ItemFacts, announce, cancel, revise, withdraw
from performances.scheduling.merge_venues import merge_venues
from tests import factories
from ulanmuqi.finding import keeping
from ulanmuqi.finding.documents import Kind
from ulanmuqi.finding.models import Stretch
from ulanmuqi.places.models import Venue

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def search(visitor: Any) -> Any:
    """Asks the page; gives what it shows: titles by kind, shows under "show"."""

    def ask(words: str, path: str = "/search/", **query: str) -> dict[str, list[str]]:
        answer = visitor.get(path, {"q": words, **query})
        assert answer.status_code == 200
        found = answer.context["found"]
        titles = {
            group.code: [hit.plain_title for hit in group.hits]
            for group in found.groups
        }
        if found.shows:
            titles["show"] = [hit.card.title for hit in found.shows.hits]
        return titles

    return ask


@pytest.fixture
def banner(regions: Any) -> Any:
    """Regions of tests are written past the site, so they are looked at here."""
    keeping.refresh(Kind.REGION, [region.pk for region in regions.values()])
    return regions["152222"]


class TestNames:
    @pytest.mark.parametrize(
        "words",
        [
            "科", "科右", "中旗", "科右中旗", "科尔沁右翼", "右翼中旗", "kyzq", "keyou",
            "keyouzhongqi", "KeErQin youyi", "zhongqi", "Horqin Right", "middle",
            "科右中旗 乌兰牧骑", "ᠬᠣᠷᠴᠢᠨ",
        ],
    )  # fmt: skip
    def test_a_troupe(self, search: Any, banner: Any, words: str) -> None:
        factories.troupe(
            name="科尔沁右翼中旗乌兰牧骑",
            short_name="科右中旗乌兰牧骑",
            name_en="Horqin Right Middle Banner Ulanmuqi",
            name_mn="ᠬᠣᠷᠴᠢᠨ\u202fᠤᠨ",
            checked_mn="ᠬᠣᠷᠴᠢᠨ\u202fᠤᠨ",
            region=banner,
        )
        factories.troupe("150824", name="乌拉特中旗队", short_name="", name_en="Urad")
        first = search(words)["troupe"][0]
        if words not in ("中旗", "zhongqi"):
            assert first == "科尔沁右翼中旗乌兰牧骑"

    def test_the_nearest_comes_first(self, search: Any, regions: Any) -> None:
        for name in ("新安代舞", "安代舞", "安代", "按待"):
            factories.work(title=name, title_en="")
        assert search("安代")["work"] == ["《安代》", "《安代舞》", "《新安代舞》"]
        assert search("andai")["work"][-1] == "《新安代舞》"
        assert len(search("andai")["work"]) == 4

    def test_every_kind(self, search: Any, troupe: Any) -> None:
        venue = factories.venue("152222", name="星光剧场")
        factories.work(troupe, title="星光")
        factories.showcase([venue], title="星光展演")
        factories.performance(
            title="星光之夜",
            venue=venue,
            troupes=(troupe,),
            starts_at=factories.evening(3),
        )
        factories.troupe(name="星光队")
        found = search("星光")
        assert found["work"] == ["《星光》"]
        assert found["venue"] == ["星光剧场"]
        assert found["showcase"] == ["星光展演"]
        assert found["troupe"] == ["星光队"]
        assert "星光之夜" in found["show"]
        assert search("xingguang").keys() == found.keys()

    def test_in_english(self, search: Any, visitor: Any) -> None:
        factories.work(title="草原晨曲", title_en="Morning on the Steppe")
        assert search("morning", "/en/search/")["work"] == ["Morning on the Steppe"]
        page = visitor.get("/en/search/?q=steppe").content.decode()
        assert "<mark>Steppe</mark>" in page


class TestShows:
    def test_by_all_that_belongs_to_it(
        self, search: Any, banner: Any, troupe: Any
    ) -> None:
        venue = factories.venue("152222", name="银河文化馆")
        work = factories.work(troupe, title="鸿雁高飞")
        factories.performance(
            title="惠民演出",
            title_en="Free show",
            venue=venue,
            troupes=(troupe,),
            programme=(ItemFacts(work=work), ItemFacts(title="彩虹之路", form="合唱")),
        )
        for words in (
            "惠民", "银河", "鸿雁", "彩虹", troupe.name, "科右中旗", "兴安盟", "free",
            "huimin", "hmyc", "yinhe 惠民", "xingan huimin",
        ):  # fmt: skip
            assert search(words).get("show") == ["惠民演出"], words
        assert "show" not in search("惠民 锡林郭勒")

    def test_coming_first_then_past(self, search: Any, frozen_clock: Any) -> None:
        venue, troupe = factories.venue(), factories.troupe()
        for day in (-9, -2, 3, 12):
            factories.performance(
                title=f"草原{day}",
                venue=venue,
                troupes=(troupe,),
                starts_at=factories.evening(day),
            )
        assert search("草原")["show"] == ["草原3", "草原12", "草原-2", "草原-9"]

    def test_only_what_is_public(self, search: Any, frozen_clock: Any) -> None:
        show = factories.performance(title="机密演出", announced=False)
        factories.performance(title="机密备选", status="hold")
        later = frozen_clock.now + timedelta(hours=2)
        announce(show, at=later)
        assert search("机密") == {}
        frozen_clock.forward(hours=3)
        assert search("机密") == {"show": ["机密演出"]}
        withdraw(show, reason="重复")
        assert search("机密") == {}

    def test_a_cancelled_one_is_still_found(self, search: Any) -> None:
        cancel(factories.performance(title="大雪演出"), reason="大雪")
        assert search("大雪")["show"] == ["大雪演出"]

    def test_an_announced_showcase_alone_leads_to_its_shows(
        self, search: Any, frozen_clock: Any
    ) -> None:
        showcase = factories.showcase(title="暗号展演", announced=False)
        assert search("暗号") == {}
        scheduling.announce_showcase(showcase)
        found = search("暗号")
        assert (found["showcase"], len(found["show"])) == (["暗号展演"], 3)

    def test_many_of_one_title_drown_nothing(self, search: Any, visitor: Any) -> None:
        venue, troupe = factories.venue(), factories.troupe()
        factories.work(title="巡演纪事")
        for day in range(1, 12):
            factories.performance(
                title="巡演",
                venue=venue,
                troupes=(troupe,),
                starts_at=factories.evening(day),
            )
        found = search("巡演")
        assert (found["work"], found["show"]) == (["《巡演纪事》"], ["巡演"] * 8)
        page = visitor.get("/search/?q=巡演")
        assert page.context["found"].shows.count == 11
        schedule = page.context["found"].shows.all_coming
        assert schedule.startswith("/schedule/?q=")
        assert visitor.get(schedule).status_code == 200


class TestWithTheWrite:
    """No worker, no rebuild: the next request knows."""

    def test_a_rename_and_a_deletion(self, search: Any, troupe: Any) -> None:
        factories.performance(title="惠民", troupes=(troupe,))
        troupe.name, troupe.short_name = "飞马乌兰牧骑", "飞马"
        troupe.save()
        found = search("飞马")
        assert (found["troupe"], found["show"]) == (["飞马乌兰牧骑"], ["惠民"])
        work = factories.work(title="驼铃声声")
        assert search("驼铃")
        work.delete()
        assert search("驼铃") == {}

    def test_a_new_title(self, search: Any) -> None:
        show = factories.performance(title="旧名字")
        revise(show, replace(scheduling.facts_of(show), title="新名称"))
        assert search("旧名字") == {}
        assert search("新名称")["show"] == ["新名称"]

    def test_merged_venues(self, search: Any, coordinator: Any) -> None:
        kept = factories.venue("152222", name="赛罕影剧院")
        double = factories.venue("152222", name="赛汗影剧院")
        factories.performance(title="电影之夜", venue=double)
        merge_venues(double, into=kept, by=coordinator)
        assert search("赛汗") == {}
        found = search("赛罕影剧院")
        assert (found["venue"], found["show"]) == (["赛罕影剧院"], ["电影之夜"])

    def test_a_region_renamed(self, search: Any, banner: Any) -> None:
        factories.venue("152222", name="文化馆")
        banner.short_name = "图什业图"
        banner.save()
        found = search("图什业图")
        assert (found["region"], found["venue"]) == ([banner.name], ["文化馆"])


class TestSecrets:
    def test_a_private_place_is_found_by_nothing(
        self, search: Any, private_venue: Any, troupe: Any
    ) -> None:
        factories.performance(title="进校园", venue=private_venue, troupes=(troupe,))
        for words in ("隐名", "yinming", "ymxx", "Unguessable", "隐名路", "小学礼堂"):
            assert search(words) == {}, words
        assert "venue" not in search("科右中旗")
        assert search("科右中旗")["show"] == ["进校园"]

    def test_a_place_made_private_is_forgotten_at_once(
        self, search: Any, hohhot_venue: Any
    ) -> None:
        hohhot_venue.name = "白云礼堂"
        hohhot_venue.save()
        factories.performance(title="晚会", venue=hohhot_venue)
        assert search("白云").keys() == {"venue", "show"}
        hohhot_venue.public_precision = Venue.PublicPrecision.BANNER
        hohhot_venue.save()
        assert search("白云") == {}
        document = hohhot_venue.pk * 16 + Kind.VENUE
        assert not Stretch.objects.filter(document=document).exists()


class TestRebuild:
    def test_it_finds_nothing_to_do_after_ordinary_acts(self, troupe: Any) -> None:
        call_command("rebuild_search", verbosity=0)
        factories.showcase()
        factories.performance(troupes=(troupe,))
        call_command("rebuild_search", check=True, verbosity=0)

    def test_it_mends_what_was_written_past_the_site(
        self, search: Any, troupe: Any
    ) -> None:
        factories.performance(title="惠民演出", troupes=(troupe,))
        Stretch.objects.all().delete()
        type(troupe).objects.filter(pk=troupe.pk).update(name="后门改名队")
        with pytest.raises(CommandError):
            call_command("rebuild_search", check=True, verbosity=0)
        call_command("rebuild_search", verbosity=0)
        call_command("rebuild_search", check=True, verbosity=0)
        assert search("后门改名").keys() == {"troupe", "show"}

    def test_keeping_the_same_writes_nothing(
        self, troupe: Any, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(6):
            keeping.refresh(Kind.TROUPE, [troupe.pk])


ODD = st.text(
    st.sampled_from("科尔沁旗Aa1 \"'*()-:^%_\\\0\u180b\u200d\u202f\ud800ᠤᠯ👍é%;"),
    max_size=90,
)


class TestOdd:
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(words=st.one_of(ODD, st.text(max_size=70)))
    def test_nothing_typed_is_an_error(self, visitor: Any, words: str) -> None:
        raw = words.encode("utf-8", "surrogatepass")
        quoted = "".join(f"%{byte:02x}" for byte in raw)
        for path in ("/search/", "/search/suggest/"):
            assert visitor.get(f"{path}?q={quoted}").status_code == 200

    def test_states(self, visitor: Any) -> None:
        def page(query: str) -> str:
            return visitor.get(f"/search/?q={query}").content.decode()

        assert "想找什么" in page("")
        assert "没有可以找的字" in page("%22%27*")
        assert "没有找到“没有这样的”" in page("没有这样的")
        assert "太长了" in page("长" * 10_000)

    def test_it_is_the_same_for_everybody_and_sets_nothing(self, visitor: Any) -> None:
        answer = visitor.get("/search/?q=乌兰", headers={"Cookie": "sessionid=x"})
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert visitor.post("/search/?q=乌兰").status_code == 405

    def test_whoever_asks_too_often_is_told_to_wait(
        self, visitor: Any, monkeypatch: Any, frozen_clock: Any
    ) -> None:
        from ulanmuqi.base.throttle import Limit
        from ulanmuqi.home.search import views

        monkeypatch.setattr(views, "_PAGES", Limit("search", most=1, seconds=60))
        assert visitor.get("/search/?q=乌").status_code == 200
        refused = visitor.get("/search/?q=乌")
        assert (refused.status_code, int(refused["Retry-After"]) > 0) == (429, True)
        assert "太快了" in refused.content.decode()


class TestCost:
    @pytest.mark.parametrize("rows", [1, 30])
    def test_queries(
        self, visitor: Any, django_assert_num_queries: Any, rows: int, regions: Any
    ) -> None:
        troupe, venue = factories.troupe(name="银杏队"), factories.venue(name="银杏馆")
        for number in range(rows):
            factories.work(title=f"银杏{number}")
        factories.performances(
            {
                "title": f"银杏{number}",
                "venue": venue,
                "troupes": (troupe,),
                "starts_at": factories.evening(number + 1),
            }
            for number in range(rows)
        )
        # What a process asks once, about sites, is not counted.
        visitor.get("/search/?q=银杏")
        with django_assert_num_queries(19):
            visitor.get("/search/?q=银杏")


class TestSuggestions:
    def test_names_while_typing(self, visitor: Any, banner: Any) -> None:
        factories.troupe(
            name="科尔沁右翼中旗乌兰牧骑", short_name="科右", region=banner
        )
        page = visitor.get("/search/suggest/?q=科右中").content.decode()
        assert page.count('role="option"') == 2
        assert "<mark>科右中</mark>旗" in page
        assert f'data-address="/regions/{banner.code}/"' in page
        assert visitor.get("/search/suggest/?q=").content.strip() == b""
