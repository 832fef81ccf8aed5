"""Who may add, choose and change pictures."""

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.permissions import policy_registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(db, settings, tmp_path, coordinator):
    settings.MEDIA_ROOT = tmp_path
    return get_image_model().objects.create(
        title="马",
        description="草原上的一匹马",
        credit="示例",
        file=get_test_image_file(),
        uploaded_by_user=coordinator,
    )


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("coordinator", ("add", "choose", "change")),
        ("page_editor", ("add", "choose", "change")),
        ("hinggan_coordinator", ("add", "choose")),
        ("troupe_editor", ("add", "choose")),
        ("troupe_member", ()),
        ("venue_contact", ()),
        ("outsider", ()),
    ],
)
def test_each_of_the_cast(who, expected, picture, request):
    user = request.getfixturevalue(who)
    policy = policy_registry.get_by_type(get_image_model())

    may = policy.user_has_permission_for_instance
    found = tuple(a for a in ("choose", "change") if may(user, a, picture))

    assert found == tuple(a for a in expected if a != "add")
    assert policy.user_has_permission(user, "add") == ("add" in expected)


def test_documents_follow_the_same_rule(troupe_editor, troupe_member):
    policy = policy_registry.get_by_type(get_document_model())

    assert policy.user_has_permission(troupe_editor, "add")
    assert not policy.user_has_permission(troupe_member, "add")
