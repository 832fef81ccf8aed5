"""Making pages in the admin: addresses, rows in place, one page per row."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests import factories
from troupes.models import Troupe, TroupeIndexPage, TroupePage, Work, WorkIndexPage
from ulanmuqi.home.models import StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(as_user, page_editor) -> Client:
    return as_user(page_editor)


def _add(client: Client, app: str, model: str, parent: Page, **fields):
    address = reverse("wagtailadmin_pages:add", args=[app, model, parent.pk])
    values = {
        "slug": "",
        "lead": "",
        "body": streamfield([]),
        "comments": {
            "TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0,
            "MAX_NUM_FORMS": 1000,
        },
        "members": {
            "TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0,
            "MAX_NUM_FORMS": 1000,
        },
        "action-publish": "1",
    }  # fmt: skip
    return client.post(address, nested_form_data(values | fields))


def _errors(response, field):
    return list(response.context["form"].errors.get(field, []))


def test_an_empty_address_becomes_pinyin(editor, home):
    _add(editor, "home", "standardpage", home, title="关于乌兰牧骑")

    assert StandardPage.objects.get().slug == "guan-yu-wu-lan-mu-qi"


def test_a_second_page_of_the_name_gets_a_number(editor, home):
    for _time in range(2):
        _add(editor, "home", "standardpage", home, title="关于我们")

    slugs = StandardPage.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["guan-yu-wo-men", "guan-yu-wo-men-2"]


@pytest.mark.parametrize("typed", ["关于 我们", "Guan Yu_Wo men!", "guan--yu-wo/men"])
def test_a_bad_address_is_put_right(editor, home, typed):
    _add(editor, "home", "standardpage", home, title="关于", slug=typed)

    assert StandardPage.objects.get().slug == "guan-yu-wo-men"


def test_a_title_of_signs_alone_blocks_nobody(editor, home):
    _add(editor, "home", "standardpage", home, title="《》")

    assert StandardPage.objects.get().slug


def test_a_page_made_by_a_program_gets_pinyin_too(home):
    page = home.add_child(instance=StandardPage(title="草原"))

    assert page.slug == "cao-yuan"


def test_the_form_asks_the_server_for_pinyin(editor, outsider, as_user, home):
    address = reverse("pinyin_slug")

    assert editor.get(address, {"text": "牛皮"}).json() == {"slug": "niu-pi"}
    assert Client().get(address).status_code == 302
    assert as_user(outsider).get(address).status_code == 302
    form = editor.get(
        reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    ).content.decode()
    assert "js/admin/pinyin-slug.js" in form
    assert f'data-pinyin-slug-address-value="{address}"' in form


def test_the_address_of_a_troupe_page_is_its_code(editor, troupe):
    index = TroupeIndexPage.objects.get()

    _add(editor, "troupes", "troupepage", index, title="随便", troupe=troupe.pk)

    assert TroupePage.objects.get().slug == troupe.code


def test_one_page_a_troupe_and_language(editor, troupe, troupe_page):
    page = troupe_page(troupe, title="第一页")
    index = page.get_parent()

    response = _add(
        editor, "troupes", "troupepage", index, title="第二页", troupe=troupe.pk
    )

    assert TroupePage.objects.count() == 1
    assert "第一页" in _errors(response, "troupe")[0]


def test_a_copy_waits_as_a_draft_and_leaves_the_first_page_alone(
    editor, troupe, troupe_page
):
    page = troupe_page(troupe, title="第一页")
    copying = reverse("wagtailadmin_pages:copy", args=[page.pk])
    asked = {
        "new_title": "副本",
        "new_slug": "copy",
        "new_parent_page": page.get_parent().pk,
    }

    editor.post(copying, asked | {"publish_copies": "on"})
    assert TroupePage.objects.count() == 1
    editor.post(copying, asked)

    copy = TroupePage.objects.get(slug="copy")
    assert not copy.live
    assert Troupe.objects.count() == 1
    page.full_clean()
    copy.live = True
    with pytest.raises(Exception, match="第一页"):
        copy.full_clean()


def test_a_translation_tells_of_the_same_troupe(troupe, troupe_page):
    page = troupe_page(troupe)
    english = page.copy_for_translation(
        Locale.objects.get(language_code="en"), copy_parents=True
    )

    english.full_clean()

    assert english.troupe == troupe
    assert english.slug == page.slug


def test_a_troupe_editor_presents_its_own_troupe_only(
    as_user, troupe_editor, troupe, other_troupe, troupe_page
):
    page = troupe_page(troupe, title="我们的页面")
    client = as_user(troupe_editor)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    values = {
        "title": "我们的页面",
        "slug": page.slug,
        "lead": "新的导语",
        "body": streamfield([("text", rich_text("<p>好。</p>"))]),
        "troupe": other_troupe.pk,
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        "members": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        "action-publish": "1",
    }

    refused = client.post(address, nested_form_data(values))
    assert _errors(refused, "troupe")
    client.post(address, nested_form_data(values | {"troupe": troupe.pk}))

    page.refresh_from_db()
    assert page.troupe == troupe
    assert page.lead == "新的导语"


def test_a_preview_of_a_page_never_saved_shows(editor, troupe):
    index = TroupeIndexPage.objects.get()
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["troupes", "troupepage", index.pk]
    )
    values = {
        "title": "未存的页面",
        "slug": "",
        "lead": "",
        "body": streamfield([]),
        "troupe": "",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        "members": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }

    for chosen in ("", troupe.pk):
        data = nested_form_data(values | {"troupe": chosen})
        assert editor.post(address, data).json()["is_valid"]
        shown = editor.get(address)
        assert shown.status_code == 200
        assert "未存的页面" in shown.content.decode()


# --- The row, chosen or made in place ------------------------------------------------


def test_the_chooser_offers_rows_in_reach_only(
    as_user, troupe_editor, troupe, other_troupe
):
    client = as_user(troupe_editor)

    html = client.get(reverse("troupe_chooser:choose_results")).content.decode()

    assert troupe.name in html
    assert other_troupe.name not in html
    stranger = reverse("troupe_chooser:chosen", args=[other_troupe.pk])
    assert client.get(stranger).status_code == 404


def test_a_coordinator_makes_a_troupe_in_place(as_user, hinggan_coordinator, regions):
    client = as_user(hinggan_coordinator)
    values = {"name": "科右前旗乌兰牧骑", "level": "banner"}
    address = reverse("troupe_chooser:create")

    client.post(address, values | {"region": regions["150105"].pk})
    assert not Troupe.objects.exists()
    client.post(address, values | {"region": regions["152201"].pk})

    assert Troupe.objects.get().name == "科右前旗乌兰牧骑"


def test_a_troupe_editor_makes_a_work_in_place(as_user, troupe_editor, troupe):
    client = as_user(troupe_editor)

    answer = client.post(
        reverse("work_chooser:create"),
        {"title": "新舞", "genre": "group_dance", "troupes": [troupe.pk]},
    )

    work = Work.objects.get()
    assert answer.json()["result"]["id"] == str(work.pk)
    assert list(work.troupes.all()) == [troupe]


def test_a_troupe_editor_makes_no_troupe(as_user, troupe_editor):
    address = reverse("troupe_chooser:create")

    assert as_user(troupe_editor).post(address, {}).status_code == 302


def test_a_coordinator_makes_a_showcase_in_place(as_user, coordinator, troupe_editor):
    from performances.models import Showcase

    values = {"title": "秋季展演", "kind": "showcase", "code": "autumn"}
    address = reverse("showcase_chooser:create")

    as_user(troupe_editor).post(address, values)
    assert not Showcase.objects.exists()
    as_user(coordinator).post(address, values)

    assert Showcase.objects.get().code == "autumn"
    again = as_user(coordinator).post(address, values)
    assert Showcase.objects.count() == 1
    assert again.json()["step"] == "reshow_creation_form"


def test_works_are_found_by_part_of_their_title(editor, troupe):
    factories.work(troupe, title="鸿雁归")
    factories.work(troupe, title="驼铃向晚")
    address = reverse("work_chooser:choose_results")

    html = editor.get(address, {"q": "雁"}).content.decode()

    assert "鸿雁归" in html
    assert "驼铃向晚" not in html
    assert WorkIndexPage.objects.exists()
