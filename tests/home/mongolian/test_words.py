"""One person enters a word, another who reads the script checks it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from tests import factories
from troupes.models import Membership
from ulanmuqi.base.mongolian import clean_text, has_rare_letters
from ulanmuqi.home.models import GlossaryEntry, SiteDetails
from ulanmuqi.home.mongolian import acts, glossary

pytestmark = pytest.mark.django_db

WORD = "/admin/mongolian/page.time/"


@pytest.fixture
def kept(home, troupe, banner, reader, as_user):
    """The list as a person sees it, for the banner of the tests."""

    def seen(person, query="?banner=152222"):
        return as_user(person).get(f"/admin/mongolian/{query}")

    return seen


def _stored(key="page.time"):
    return glossary.line_of(key)


def test_entering_and_checking_take_two_people(
    home, hinggan_coordinator, reader, as_user
):
    typing, reading = as_user(hinggan_coordinator), as_user(reader)

    assert typing.post(WORD, {"text": "ᠴᠠᠭ", "source": "词典"}).status_code == 302
    line = _stored()
    assert (line.text, line.source, line.is_checked) == ("ᠴᠠᠭ", "词典", False)
    # Wagtail sends whoever may not do it to the first page.
    assert typing.post(WORD, {"check": "ᠴᠠᠭ"}).url == "/admin/"
    assert reading.post(WORD, {"text": "ᠠ", "source": "我"}).url == "/admin/"
    assert _stored() == line
    assert "写法正确" in reading.get(WORD).content.decode()

    assert reading.post(WORD, {"check": "ᠴᠠᠭ"}).status_code == 302
    line = _stored()
    assert (line.is_checked, line.checked_by) == (True, "reader")

    typing.post(WORD, {"text": "ᠴᠠᠭᠠ", "source": "词典"})
    assert not _stored().is_checked


def test_whoever_entered_a_word_does_not_check_it(home, regions):
    both = factories.member("both", Membership.Role.COORDINATOR)
    Membership.objects.create(user=both, role=Membership.Role.READER)
    acts.enter(both, _stored(), text="ᠴᠠᠭ", source="词典")

    with pytest.raises(PermissionDenied):
        acts.check(both, _stored(), text="ᠴᠠᠭ")


def test_a_check_is_for_the_text_that_was_read(home, coordinator, reader):
    acts.enter(coordinator, _stored(), text="ᠴᠠᠭ", source="词典")
    seen = _stored()
    acts.enter(coordinator, _stored(), text="ᠠᠪᠠ", source="词典")

    with pytest.raises(ValidationError):
        acts.check(reader, seen, text="ᠴᠠᠭ")
    assert not _stored().is_checked


def test_a_name_stands_in_its_row_alone(home, coordinator, reader, troupe):
    key = glossary.key_of(troupe)
    acts.enter(coordinator, _stored(key), text="ᠠᠪᠠ", source="印章")
    acts.check(reader, _stored(key), text="ᠠᠪᠠ")

    troupe.refresh_from_db()
    assert troupe.name_mn == "ᠠᠪᠠ"
    assert _stored(key).is_checked
    assert GlossaryEntry.objects.get(key=key).text == ""


def test_names_belong_to_those_of_their_region(
    home, troupe, other_troupe, hinggan_coordinator, reader, troupe_leader, page_editor
):
    ours = _stored(glossary.key_of(troupe))
    theirs = _stored(glossary.key_of(other_troupe))

    assert acts.may_enter(hinggan_coordinator, ours)
    assert not acts.may_enter(hinggan_coordinator, theirs)
    assert not acts.may_enter(troupe_leader, _stored())
    acts.enter(factories.member("all", "coordinator"), theirs, text="ᠠᠪᠠ", source="印")
    assert not acts.may_check(reader, _stored(glossary.key_of(other_troupe)))
    assert not acts.may_check(page_editor, _stored(glossary.key_of(other_troupe)))


def test_the_list_shows_progress_and_what_is_missing(
    kept, test_glossary, reader, coordinator
):
    GlossaryEntry.objects.filter(key="page.time").update(checked_text="")
    GlossaryEntry.objects.filter(key="page.place").update(text="", checked_text="")

    html = kept(reader).content.decode()
    total = len(test_glossary)
    assert f"已校对{total - 2}个，共{total}个" in html
    assert "有1个词等您校对" in html
    assert html.count("glossary__missing") == 1
    assert 'class="mn-word" lang="mn-Mong"' in html


def test_the_list_is_for_those_who_enter_and_read(
    kept, coordinator, hinggan_coordinator, troupe_editor, page_editor, outsider
):
    assert kept(coordinator).status_code == 200
    assert kept(hinggan_coordinator, "").status_code == 200
    for person in (troupe_editor, page_editor, outsider):
        assert kept(person).status_code in (302, 403)
    assert kept(coordinator, "?banner=nowhere").status_code == 404


def test_a_membership_that_ended_reads_nothing(home, regions, frozen_clock):
    past = frozen_clock.now.date().replace(day=1, month=1)
    gone = factories.member("gone", Membership.Role.READER, until=past)
    acts.enter(factories.member("c", "coordinator"), _stored(), text="ᠠ", source="印")

    assert not acts.may_check(gone, _stored())


def test_the_page_is_opened_only_when_all_is_checked(
    home, banner, troupe, test_glossary, coordinator, as_user
):
    site = Site.objects.get(is_default_site=True)
    address = reverse("wagtailsettings:edit", args=["home", "sitedetails", site.pk])
    facts = {"mongolian_banner": banner.pk}
    GlossaryEntry.objects.filter(key="page.time").update(checked_text="")

    refused = as_user(coordinator).post(address, facts)
    assert "还不能开放" in refused.content.decode()
    assert Client().get("/mn/").status_code == 404

    line = _stored()
    GlossaryEntry.objects.filter(key="page.time").update(checked_text=line.text)
    as_user(coordinator).post(address, facts)
    assert SiteDetails.for_site(site).mongolian_banner == banner
    assert Client().get("/mn/").status_code == 200


def test_the_preview_shows_what_is_missing_in_brackets(
    home, banner, coordinator, outsider, as_user
):
    address = f"/admin/mongolian/page/{banner.code}/"

    assert "〔未来八天的演出〕" in as_user(coordinator).get(address).content.decode()
    assert as_user(outsider).get(address).status_code in (302, 403)


@pytest.mark.parametrize("text", ["Улаан", "乌兰", "Ulaan", "ᠤᠯᠠᠭᠠᠨ 1", "᠊"])
def test_other_scripts_are_refused(text):
    with pytest.raises(ValidationError):
        clean_text(text)


def test_a_text_is_kept_as_it_was_typed():
    sign = "ᠤᠯᠠᠭᠠᠨ ᠮᠥᠴᠢᠷ"

    assert clean_text(f" {sign} ") == sign
    assert clean_text("ᠰᠠᠷ\u180eᠠ ᠶ\u202fᠢᠨ\u180b") == "ᠰᠠᠷ\u180eᠠ ᠶ\u202fᠢᠨ\u180b"
    assert not has_rare_letters(sign)
    assert has_rare_letters("ᠸᠠᠩ")


def test_the_field_of_a_name_shows_it_upright(home, coordinator, troupe, as_user):
    html = as_user(coordinator).get(f"/admin/troupes/edit/{troupe.pk}/")
    html = html.content.decode()

    assert "data-mongolian-preview" in html
    assert "css/admin-mongolian.css" in html
