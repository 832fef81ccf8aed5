"""Who may write which page, from memberships alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail.permissions import policy_registry

from tests import factories
from troupes.models import (
    Membership,
    TrainingIndexPage,
    TrainingPage,
    TroupeIndexPage,
    TroupePage,
    WorkIndexPage,
    WorkPage,
)
from ulanmuqi.base import clock
from ulanmuqi.home.models import HomePage

pytestmark = pytest.mark.django_db

ACTIONS = ("add", "change", "publish")


@pytest.fixture
def pages(troupe, other_troupe):
    """The pages of two troupes in two leagues, and the works each made."""
    index, works = TroupeIndexPage.objects.get(), WorkIndexPage.objects.get()
    ours, theirs = factories.work(troupe), factories.work(other_troupe)
    joint = factories.work(troupe, other_troupe)
    made = {
        "home": HomePage.objects.get(),
        "troupes": index,
        "works": works,
        "ours": index.add_child(instance=TroupePage(title="ours", troupe=troupe)),
        "theirs": index.add_child(
            instance=TroupePage(title="theirs", troupe=other_troupe)
        ),
        "our work": works.add_child(instance=WorkPage(title="our work", work=ours)),
        "their work": works.add_child(
            instance=WorkPage(title="their work", work=theirs)
        ),
        "joint work": works.add_child(instance=WorkPage(title="joint", work=joint)),
    }
    return {name: Page.objects.get(pk=page.pk) for name, page in made.items()}


def _rights(user, pages):
    """{page: actions} of everything the user may do."""
    found = {}
    for name, page in pages.items():
        tester = page.permissions_for_user(user)
        may = {
            "add": tester.can_add_subpage(),
            "change": tester.can_edit(),
            "publish": tester.can_publish(),
        }
        actions = tuple(action for action in ACTIONS if may[action])
        if actions:
            found[name] = actions
    return found


WRITES = ("change", "publish")


def test_a_troupe_editor_writes_about_its_troupe_and_works(troupe_editor, pages):
    assert _rights(troupe_editor, pages) == {
        "works": ("add",),
        "ours": WRITES,
        "our work": WRITES,
    }


def test_a_league_coordinator_writes_about_its_troupes(hinggan_coordinator, pages):
    assert _rights(hinggan_coordinator, pages) == {
        "troupes": ("add",),
        "works": ("add",),
        "ours": WRITES,
        "our work": WRITES,
    }


@pytest.mark.parametrize("who", ["coordinator", "page_editor"])
def test_editors_of_the_whole_region_write_everywhere(who, pages, request):
    user = request.getfixturevalue(who)

    assert _rights(user, pages) == {
        name: WRITES if not page.specific.subpage_types else ("add", *WRITES)
        for name, page in pages.items()
    }


@pytest.mark.parametrize("who", ["troupe_member", "venue_contact", "outsider"])
def test_others_write_nothing(who, pages, request):
    user = request.getfixturevalue(who)

    assert _rights(user, pages) == {}
    policy = policy_registry.get_by_type(Page)
    assert list(policy.explorable_instances(user)) == []


def test_an_editor_explores_its_pages_and_the_way_to_them(troupe_editor, pages):
    policy = policy_registry.get_by_type(Page)

    explored = {page.title for page in policy.explorable_instances(troupe_editor)}

    assert "ours" in explored
    assert "theirs" not in explored
    assert pages["troupes"].title in explored


def test_a_writer_publishes_the_training_it_added_and_no_other(
    troupe_editor, other_troupe_editor
):
    index = TrainingIndexPage.objects.get()
    day = clock.now().date()
    own = TrainingPage(title="own", starts_on=day, owner=troupe_editor)
    other = TrainingPage(title="other", starts_on=day, owner=other_troupe_editor)
    pages = {
        "own": index.add_child(instance=own),
        "other": index.add_child(instance=other),
    }

    assert _rights(troupe_editor, pages) == {"own": WRITES}


def test_rights_begin_and_end_with_the_membership(frozen_clock, troupe, pages):
    user = factories.user("guest")
    today = frozen_clock.now.astimezone(clock.SHANGHAI).date()
    membership = Membership.objects.create(
        user=user,
        role=Membership.Role.TROUPE_EDITOR,
        troupe=troupe,
        since=today,
        until=today + timedelta(days=1),
    )

    def fresh():
        return type(user).objects.get(pk=user.pk)

    assert "ours" in _rights(fresh(), pages)
    assert fresh().has_perm("wagtailadmin.access_admin")
    frozen_clock.forward(days=2)
    assert _rights(fresh(), pages) == {}
    assert not fresh().has_perm("wagtailadmin.access_admin")
    frozen_clock.forward(days=-2)
    membership.delete()
    assert _rights(fresh(), pages) == {}


@pytest.mark.parametrize(
    ("who", "translates", "may"),
    [("coordinator", True, True), ("page_editor", True, True),
     ("hinggan_coordinator", True, False), ("troupe_editor", True, False),
     ("troupe_member", False, False), ("venue_contact", False, False),
     ("outsider", False, False)],
)  # fmt: skip
def test_who_translates_pages_and_tells_who_runs_the_site(
    who, translates, may, request, as_user
):
    """Writers translate, each only the pages they may edit (home/test_translating)."""
    user = request.getfixturevalue(who)
    details = reverse("wagtailsettings:edit", args=["home", "sitedetails"])
    answer = as_user(user).get(details, follow=True)

    assert user.has_perm("simple_translation.submit_translation") is translates
    reached = answer.status_code == 200 and "icp_number" in answer.content.decode()
    assert reached is may


def test_groups_count_for_nothing(troupe_editor, pages):
    group = GroupPagePermission.objects.first().group
    group.user_set.add(troupe_editor)

    assert "theirs" not in _rights(troupe_editor, pages)


def test_asking_costs_the_same_for_one_page_and_for_thirty(
    django_assert_num_queries, troupe, troupe_editor
):
    index = WorkIndexPage.objects.get()
    policy = policy_registry.get_by_type(Page)

    def ask():
        user = type(troupe_editor).objects.get(pk=troupe_editor.pk)
        with django_assert_num_queries(6):
            policy.get_all_permissions_for_user(user)

    index.add_child(instance=WorkPage(title="one", work=factories.work(troupe)))
    ask()
    for number in range(29):
        page = WorkPage(title=f"work {number}", work=factories.work(troupe))
        index.add_child(instance=page)
    ask()
