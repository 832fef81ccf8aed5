"""One login a role, so that everybody can look at the site with every pair of eyes."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from troupes.models import Membership, Troupe
from ulanmuqi.places.models import Region, Venue

# Known to everyone on purpose, like the secret key of the demo settings.
PASSWORD = "ulanmuqi-1957"  # noqa: S105 printed at every start of the demo

Role = Membership.Role


@dataclass(frozen=True, slots=True)
class Login:
    username: str
    what: str
    role: str = ""
    region: str = ""
    troupe: str = ""
    venue: str = ""


LOGINS = (
    Login("coordinator", "全区调度员", Role.COORDINATOR),
    Login("hinggan", "兴安盟调度员", Role.COORDINATOR, region="152200"),
    Login("leader", "科右中旗乌兰牧骑队长", Role.TROUPE_LEADER, troupe="152222"),
    Login("member", "科右中旗乌兰牧骑队员", Role.MEMBER, troupe="152222"),
    Login("troupe-editor", "科右中旗乌兰牧骑编辑", Role.TROUPE_EDITOR, troupe="152222"),
    Login(
        "other-editor", "乌拉特中旗乌兰牧骑编辑", Role.TROUPE_EDITOR, troupe="150824"
    ),
    Login("page-editor", "网页编辑", Role.EDITOR),
    Login("reader", "兴安盟蒙古文校对", Role.READER, region="152200"),
    Login("venue", "兴安盟乌兰牧骑宫场地联系人", Role.VENUE, venue="v039"),
    Login("admin", "系统管理员"),
)


def load() -> None:
    """Writes the logins with their memberships; the administrator needs none."""
    # One hash for all: each takes a good part of a second, on purpose.
    hashed = make_password(PASSWORD)
    for login in LOGINS:
        user = get_user_model().objects.create(
            username=login.username,
            email=f"{login.username}@ulanmuqi.example",
            password=hashed,
            first_name=login.what,
            is_staff=not login.role,
            is_superuser=not login.role,
        )
        if not login.role:
            continue
        Membership.objects.create(
            user=user,
            role=login.role,
            region=Region.objects.get(code=login.region) if login.region else None,
            troupe=(
                Troupe.objects.get(region__code=login.troupe) if login.troupe else None
            ),
            venue=Venue.objects.get(code=login.venue) if login.venue else None,
        )


def remove() -> None:
    names = [login.username for login in LOGINS]
    get_user_model().objects.filter(username__in=names).delete()


def lines() -> list[str]:
    """What is printed at the start of the demo."""
    width = max(len(login.username) for login in LOGINS)
    return [
        f"/admin/  password: {PASSWORD}",
        *(f"  {login.username:<{width}}  {login.what}" for login in LOGINS),
        "/my/  队伍的日程单：leader 或 member，密码相同",
    ]
