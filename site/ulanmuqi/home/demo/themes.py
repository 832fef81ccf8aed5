"""What a stop of a tour is called, and what kind of show it is, by place and month."""

from dataclasses import dataclass
from random import Random

from performances.models import Performance
from troupes.genres import Category
from ulanmuqi.places.kinds import VenueKind
from ulanmuqi.places.models import Venue

Kind = Performance.Kind


@dataclass(frozen=True, slots=True)
class Theme:
    title: str
    title_en: str
    kind: str
    genre: str = Category.MIXED


_COUNTRYSIDE = (
    Theme("“百团千场下基层”惠民演出", "Free show in the countryside", Kind.GRASSROOTS),
    Theme("“文化进万家”惠民演出", "Culture for every home", Kind.GRASSROOTS),
    Theme(
        "“乌兰牧骑+”综合服务小分队演出",
        "Ulanmuqi Plus: show and services",
        Kind.GRASSROOTS,
    ),
    Theme("下乡惠民演出", "Free show in the countryside", Kind.GRASSROOTS),
    Theme("“学·创·演”新作下乡", "New works in the countryside", Kind.GRASSROOTS),
    Theme("群众点单演出", "A show people asked for", Kind.REQUESTED),
    Theme("长调民歌专场", "Long songs and folk songs", Kind.GRASSROOTS, Category.VOCAL),
    Theme(
        "马头琴四胡专场",
        "Horse-head fiddle and sihu",
        Kind.GRASSROOTS,
        Category.INSTRUMENTAL,
    ),
    Theme("好来宝与说唱专场", "Holboo and sung tales", Kind.GRASSROOTS, Category.QUYI),
    Theme("歌舞惠民专场", "An evening of dance", Kind.GRASSROOTS, Category.DANCE),
    Theme("小戏小品专场", "Short plays and sketches", Kind.REQUESTED, Category.DRAMA),
)
_HALL = (
    Theme("新创作品汇报演出", "New works on stage", Kind.GRASSROOTS),
    Theme("周末惠民剧场", "Weekend theatre, free", Kind.GRASSROOTS),
    Theme("小戏小品专场", "Short plays and sketches", Kind.GRASSROOTS, Category.DRAMA),
    Theme("舞蹈专场", "An evening of dance", Kind.GRASSROOTS, Category.DANCE),
    Theme("民歌专场", "An evening of folk songs", Kind.GRASSROOTS, Category.VOCAL),
    Theme(
        "民乐专场", "An evening of folk music", Kind.GRASSROOTS, Category.INSTRUMENTAL
    ),
    Theme("曲艺专场", "An evening of quyi", Kind.GRASSROOTS, Category.QUYI),
    Theme("新人新作比赛", "New talents, new works: a competition", Kind.COMPETITION),
)
_SCHOOL = (
    Theme("“进校园”民歌课堂", "Folk songs at school", Kind.CAMPUS, Category.VOCAL),
    Theme("“进校园”惠民演出", "A show at school", Kind.CAMPUS),
    Theme(
        "马头琴课堂进校园",
        "Horse-head fiddle at school",
        Kind.CAMPUS,
        Category.INSTRUMENTAL,
    ),
)
_BORDER = (Theme("“走边关”慰问演出", "A visit to the border", Kind.BORDER),)
_HOME = (Theme("送演出到牧户", "A show at a herder's home", Kind.REQUESTED),)
_COMMUNITY = (
    Theme("“进社区”慰问演出", "A visit to the community", Kind.CAMPUS),
    Theme("慰问老人专场", "For the elders", Kind.GREETING, Category.VOCAL),
)
_SEASONAL = {
    1: Theme("“迎新春”慰问演出", "Greetings for the New Year", Kind.GREETING),
    2: Theme("“闹元宵”慰问演出", "Greetings for the Lantern Festival", Kind.GREETING),
    6: Theme("“乌兰牧骑月”惠民演出", "Ulanmuqi Month", Kind.GRASSROOTS),
    7: Theme("那达慕助兴演出", "At the Nadam", Kind.GRASSROOTS),
    8: Theme("那达慕助兴演出", "At the Nadam", Kind.GRASSROOTS),
    9: Theme("“迎国庆”惠民演出", "Towards National Day", Kind.GREETING),
    10: Theme("“庆丰收”惠民演出", "For the harvest", Kind.GRASSROOTS),
    12: Theme("“送温暖”慰问演出", "A warm greeting in winter", Kind.GREETING),
}
_AT = {
    VenueKind.CAMPUS: _SCHOOL,
    VenueKind.BORDER_POST: _BORDER,
    VenueKind.HERDER_HOME: _HOME,
    VenueKind.CARE_HOME: _COMMUNITY,
    VenueKind.COMMUNITY: _COMMUNITY,
    VenueKind.GACHA_SITE: _COUNTRYSIDE,
    VenueKind.TOWNSHIP_STATION: _COUNTRYSIDE,
    VenueKind.GRASSLAND_GROUND: _COUNTRYSIDE,
    VenueKind.SQUARE: _COUNTRYSIDE,
    VenueKind.SCENIC_AREA: _COUNTRYSIDE,
}


def theme(venue: Venue, month: int, chance: Random) -> Theme:
    choices = _AT.get(VenueKind(venue.kind), _HALL)
    season = _SEASONAL.get(month)
    if season and choices in (_COUNTRYSIDE, _HALL) and chance.random() < 0.3:
        return season
    return chance.choice(choices)
