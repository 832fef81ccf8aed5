"""The subscribe page's ways to add a calendar, its weight, and its use on a phone."""

from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from django.db.models import Q
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Page

from performances.calendars.feeds import Feed
from performances.models import DeviceTrial, ShowcasePage
from performances.views.calendar_links import GOOGLE_TAKES, LINK_TAKES, Links
from tests import factories
from troupes.models import TroupePage, WorkPage
from ulanmuqi.base import clock

OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"
# Links inside a sentence may be as low as its line.
SMALL = """
[...document.querySelectorAll('main a, main button, main summary')]
  .filter(e => e.checkVisibility() && !e.closest('p:not(:has(.btn, .more))'))
  .filter(e => e.getBoundingClientRect().height < 43.5)
  .map(e => e.textContent)
"""


# --- The ways to add it -----------------------------------------------------------


def test_each_way_is_labelled_and_google_is_last(page, troupe):
    soup = page(f"?troupe={troupe.code}")
    ways = [
        (way.b.text, way.small.text, way.a["href"])
        for way in soup.select(".clients li")
    ]
    path = f"/calendars/troupes/{troupe.code}.ics"
    address = quote(f"https://ulanmuqi.example{path}", safe="")
    name = quote(f"{troupe.name}演出日程", safe="")
    query = f"/calendar/0/addfromweb?url={address}&name={name}"

    assert ways == [
        ("苹果日历", "自动更新", f"webcal://ulanmuqi.example{path}"),
        ("Outlook.com", "自动更新", f"https://outlook.live.com{query}"),
        ("Outlook 365", "自动更新", f"https://outlook.office.com{query}"),
        ("日历文件", "只是一份副本，不会更新", path),
        (
            "谷歌日历",
            "自动更新，可能要等一天",
            f"https://calendar.google.com/calendar/r?cid=webcal://ulanmuqi.example{path}",
        ),
    ]


def test_steps_for_each_client_and_nothing_untried_is_said_to_work(page, troupe):
    soup = page(f"?troupe={troupe.code}")
    clients = {
        one.summary.find(string=True).strip(): one for one in soup.select("details.how")
    }
    labels = {name: one.summary.span.text for name, one in clients.items()}

    assert list(labels.items()) == [
        ("苹果手机、平板和电脑", "自动更新"),
        ("华为、小米、OPPO、vivo手机自带的日历", "只是一份副本，不会更新"),
        ("Outlook（网页和手机）", "自动更新"),
        ("电脑上的Outlook（Windows）", "自动更新"),
        ("Thunderbird", "自动更新"),
        ("谷歌日历", "自动更新"),
    ]
    for name, one in clients.items():
        assert len(one.select("ol li")) >= 2, name
        assert "还没有人在真机上试过" in one.text, name
        assert "还没有人试过" in one.summary.text, name
    copied = clients["华为、小米、OPPO、vivo手机自带的日历"]
    assert copied.select_one('a[href="#keep"]')
    assert soup.select_one("#keep a")["href"] == f"/schedule/?troupe={troupe.code}"


def test_what_was_tried_on_a_device_is_told_where_one_decides(page, troupe):
    """The newest trial of a client decides what is promised of it."""
    untried = "还没有人在真机上都试过"
    assert untried in page(f"?troupe={troupe.code}").select_one("ul.clients + p").text

    trials = [
        ("apple", "iPhone 14，iOS 18.3", 1, "followed"),
        ("phones", "华为畅享70", 2, "failed"),
        ("phones", "红米13", 3, "copied"),
        ("outlook", "Outlook网页版", 4, "followed"),
        ("outlook", "Outlook网页版", 5, "failed"),
        ("windows", "Windows 11", 6, "copied"),
        ("thunderbird", "Thunderbird 140", 7, "followed"),
        ("google", "谷歌日历网页版", 8, "followed"),
    ]
    for client, device, day, outcome in trials:
        DeviceTrial.objects.create(
            client=client, device=device, on=date(2026, 3, day), outcome=outcome
        )
    soup = page(f"?troupe={troupe.code}")
    assert untried not in soup.text
    assert [one.summary.span.text for one in soup.select("details.how")] == [
        "自动更新",
        "只是一份副本，不会更新",
        "在试过的设备上没有成功",
        "只是一份副本，不会更新",
        "自动更新",
        "自动更新",
    ]
    phones = [line.text for line in soup.select("details.how")[1].select("p.xs")]
    assert phones == [
        "2026年3月3日在红米13上试过：只存了一份副本，后来没有再变。",
        "2026年3月2日在华为畅享70上试过：没有成功。",
    ]


def test_who_enters_a_trial(as_user, coordinator, hinggan_coordinator, page_editor):
    """What the site promises to everyone is for those who coordinate everywhere."""
    today = clock.now().astimezone(clock.SHANGHAI).date()
    typed = {
        "client": "apple",
        "device": "iPhone 14，iOS 18.3",
        "on": today + timedelta(days=1),
        "outcome": "followed",
        "note": "",
    }
    add = reverse("device_trials:add")
    for stranger in (hinggan_coordinator, page_editor):
        assert as_user(stranger).post(add, typed).status_code in (302, 403)
    assert not DeviceTrial.objects.exists()

    answer = as_user(coordinator).post(add, typed)
    assert "还没到的日子不能算试过" in answer.content.decode()
    assert "iPhone 14，iOS 18.3" in answer.content.decode()
    as_user(coordinator).post(add, typed | {"on": today})
    trial = DeviceTrial.objects.get()
    assert (trial.by, trial.on) == (coordinator, today)


def test_an_english_page_calls_a_calendar_in_english(visitor, hohhot_venue, troupe):
    """The calendar itself keeps one name; what has no English one is marked."""

    def shown(path):
        return BeautifulSoup(visitor.get(path).content, "html.parser")

    for query, name in (
        (f"troupe={troupe.code}", troupe.name_en),
        (f"venue={hohhot_venue.code}", hohhot_venue.name_en),
        ("genre=vocal", "Vocal music"),
    ):
        wanted = f"{name}: performance schedule"
        title = shown(f"/en/calendars/?{query}").select_one("#chosen")
        framed = shown(f"/en/embed/schedule/?{query}").h1
        for heading in (title, framed):
            assert (heading.text, heading["lang"]) == (wanted, "en")

    type(troupe).objects.filter(pk=troupe.pk).update(name_en="")
    heading = shown(f"/en/calendars/?troupe={troupe.code}").select_one("#chosen")
    assert (heading.text, heading["lang"]) == (f"{troupe.name}演出日程", "zh-Hans")
    feed = visitor.get(f"/calendars/troupes/{troupe.code}.ics").content.decode()
    assert f"NAME:{troupe.name}演出日程" in feed.replace("\r\n ", "")


@pytest.mark.parametrize(("language", "word"), [("", "微信"), ("/en", "WeChat")])
def test_hints_are_there_for_everyone(visitor, troupe, language, word):
    """Nothing is guessed from the agent: the bytes are the same for WeChat's own."""
    address = f"{language}/calendars/?troupe={troupe.code}"
    plain = visitor.get(address).content
    agent = "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50"
    assert visitor.get(address, headers={"User-Agent": agent}).content == plain
    assert word in plain.decode()


def test_it_offers_no_reminders(page, troupe):
    text = page(f"?troupe={troupe.code}").main.get_text()
    assert "提醒" not in text
    assert not page(f"?troupe={troupe.code}").main.select("select, input[type=radio]")


def test_addresses_stay_within_what_clients_take(db, settings):
    """With the longest code there can be, on a host of ordinary length."""
    feed = Feed("", "演" * 255, "showcases", "a" * 60, "/", Q())
    links = Links.of(feed, "showcase")
    assert len(links.webcal) <= GOOGLE_TAKES
    assert len(links.google) <= GOOGLE_TAKES
    for link in (links.outlook, links.outlook_office, links.page):
        assert len(link) <= LINK_TAKES
        assert link.isascii()

    settings.BASE_URL = f"https://{'a' * 60}.{'b' * 60}.{'c' * 60}.example"
    assert Links.of(feed, "showcase").google == ""


def test_a_frame_for_ones_own_site(page, troupe):
    soup = page(f"?troupe={troupe.code}")
    path = f"/embed/schedule/?troupe={troupe.code}"
    code = soup.select_one("#site").find_parent("details").select_one("code").text
    pasted = BeautifulSoup(code, "html.parser").iframe

    assert pasted["src"] == f"https://ulanmuqi.example{path}"
    assert pasted["title"] == f"{troupe.name}演出日程"
    shown = soup.select_one("iframe.shown")
    assert (shown["src"], shown["loading"]) == (path, "lazy")
    assert page().select_one("iframe.shown")["src"] == "/embed/schedule/"


def test_a_name_cannot_break_out_of_the_code(db, visitor):
    troupe = factories.troupe("150105", name='"><script>alert(1)</script>')
    html = visitor.get(f"/calendars/?troupe={troupe.code}").content.decode()
    soup = BeautifulSoup(html, "html.parser")
    code = soup.select_one("#site").find_parent("details").select_one("code").text
    pasted = BeautifulSoup(code, "html.parser")

    assert "<script>alert" not in html
    assert len(pasted.find_all()) == 1
    assert pasted.iframe["title"].startswith('"><script>')


def test_only_this_page_may_show_a_frame_of_the_site(visitor, troupe):
    policy = visitor.get("/calendars/")["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "frame-src 'none'" in visitor.get("/schedule/")["Content-Security-Policy"]


# --- Weight, and every page that has a calendar --------------------------------------


def test_it_is_light(visitor, regions):
    for _number in range(60):
        factories.troupe("150105")
        factories.venue("150105")
    troupe = factories.troupe("150105")
    folder = Path(__file__).resolve().parents[3] / "static" / "css"
    styles = sum(
        len((folder / f"{name}.css").read_bytes())
        for name in ("tokens", "base", "components", "calendars")
    )
    for address in ("/calendars/", f"/calendars/?troupe={troupe.code}"):
        assert len(visitor.get(address).content) + styles < 60_000


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("kind", ["troupes", "venues", "regions", "showcases", "works"])
def test_every_page_links_its_own_calendar(
    visitor, troupe, hohhot_venue, showcase, language, kind
):
    row, page = {
        "troupes": (troupe, TroupePage(troupe=troupe)),
        "venues": (hohhot_venue, None),
        "regions": (hohhot_venue.region, None),
        "showcases": (showcase, ShowcasePage(showcase=showcase)),
        "works": (work := factories.work(troupe), WorkPage(work=work)),
    }[kind]
    if page is None:
        address = f"{language}/{kind}/{row.code}/"
    else:
        page.title, page.slug = "一页", "yi-ye"
        home = Page.objects.get(depth=2, locale__language_code="zh-hans")
        home.add_child(instance=page)
        address = f"{language}{page.get_url()}"
    answer = visitor.get(address)
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    (alternate,) = soup.select('link[rel=alternate][type="text/calendar"]')
    assert alternate["href"] == f"/calendars/{kind}/{row.code}.ics"


# --- On a phone, without script -------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_taps_on_a_phone_without_script(
    new_page, troupe, hinggan_venue, showcase, scheme
):
    page = new_page(width=390, java_script_enabled=False, color_scheme=scheme)
    league, banner = "兴安盟", troupe.region.name
    taps = [
        (league, f"{league}全境"),
        (league, banner),
        (league, troupe.name),
        (league, hinggan_venue.name),
        (None, "舞蹈"),
        (None, showcase.title),
    ]
    for first, second in taps:
        page.goto("/calendars/")
        if first:
            page.locator("summary", has_text=first).click()
        page.get_by_role("link", name=second, exact=True).click()
        expect(page.locator("#chosen"), second).to_be_visible()
        page.wait_for_load_state()
        # Without script nothing can be copied: there is no button that does nothing.
        assert page.locator(".copy button:visible").count() == 0
        hrefs = page.locator(".clients a").evaluate_all("all => all.map(a => a.href)")
        assert hrefs[0].startswith("webcal://")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_no_fault_a_machine_can_find(new_page, troupe, showcase, scheme):
    page = new_page(width=390, color_scheme=scheme)
    for address in ("/calendars/", f"/calendars/?troupe={troupe.code}"):
        page.goto(address)
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        page.locator("iframe.shown").scroll_into_view_if_needed()
        page.frame_locator("iframe.shown").locator("h1").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        small = page.evaluate(SMALL)
        assert small == []
