"""A lead for each troupe, from nothing but the reference data."""

from troupes.models import Troupe

# What the reports say of single troupes (troupes/reference/troupes.json, notes).
_KNOWN = {
    "152524": "1957年6月17日，第一支乌兰牧骑在这里建队，当时只有9人。",
    "150426": "1957年5月28日至6月15日在这里试点，6月25日正式批准建队，是最早的试点队。",
    "152523": "建队时8人。",
    "152530": "建队时约6人；2021年的报道说约有30人。",
    "150928": "2020年的报道说有39名队员，每年演出100场以上。",
    "150429": "2015年的报道说它以评剧见长。",
    "150502": "报道中写作“科尔沁区乌兰牧骑（戏曲剧团）”。",
    "150000": "自治区直属的一支，与自治区文化馆同驻内蒙古群众艺术馆。",
}


def lead_of(troupe: Troupe) -> str:
    known = _KNOWN.get(troupe.region.code, "")
    if not known and troupe.founded_on:
        known = f"{_day(troupe)}建队。"
    elif not known and troupe.founded_year:
        known = f"{troupe.founded_year}年建队。"
    return _home(troupe) + known


def _home(troupe: Troupe) -> str:
    region = troupe.region
    if troupe.level == Troupe.Level.REGION:
        return ""
    if troupe.level == Troupe.Level.LEAGUE:
        kind = "盟级" if region.kind == "盟" else "市级"
        return f"{region.name}的{kind}乌兰牧骑。"
    return f"{region.league.name}{region.name}的乌兰牧骑。"


def _day(troupe: Troupe) -> str:
    day = troupe.founded_on
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
