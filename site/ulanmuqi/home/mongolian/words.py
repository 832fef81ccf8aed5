"""Which words the page in Mongolian is made of, in Chinese and English.

Pure. Wherever a language joins words by endings the whole phrase is one word here, so
that nobody has to put grammar together from pieces.
"""

from dataclasses import dataclass

from troupes.genres import Category


@dataclass(frozen=True, slots=True)
class Word:
    key: str
    chinese: str
    english: str
    # Where it stands on the page: said to whoever translates it.
    used: str = ""


PAGE = (
    Word("page.title", "未来八天的演出", "Shows in the next eight days", "页面标题"),
    Word("page.troupe", "乌兰牧骑", "Ulanmuqi", "网站的名字"),
    Word("page.show", "演出", "show, performance", "每场演出的抬头"),
    Word("page.time", "时间", "time", "时间前面"),
    Word("page.place", "地点", "place", "地点前面"),
    Word("page.who", "谁来演", "who performs", "队伍名前面"),
    Word("page.none", "这一天没有演出", "no show on this day", "没有演出的那一天"),
    Word("page.nothing", "这八天没有演出", "no show in eight days", "整页没有演出"),
    Word("page.chinese", "看中文页面", "read the page in Chinese", "页尾的链接"),
    Word("page.more", "更多日期", "more days", "页尾的链接"),
    Word("page.phone", "咨询电话", "telephone to ask", "队伍的公开电话前面"),
    Word("page.changed", "有变动以这里为准", "changes are told here first", "标题下面"),
)  # fmt: skip
DAYS = (
    Word("day.today", "今天", "today", "日期前面"),
    Word("day.tomorrow", "明天", "tomorrow", "日期前面"),
    Word("day.of_month", "日", "day (of a month)", "日期的数字后面"),
    *(
        Word(f"weekday.{number}", chinese, english)
        for number, chinese, english in (
            (1, "星期一", "Monday"), (2, "星期二", "Tuesday"),
            (3, "星期三", "Wednesday"), (4, "星期四", "Thursday"),
            (5, "星期五", "Friday"), (6, "星期六", "Saturday"), (7, "星期日", "Sunday"),
        )
    ),
    *(
        Word(f"month.{number}", f"{chinese}月", english, "后面接几日，写成“几月的”")
        for number, chinese, english in (
            (1, "一", "of January"), (2, "二", "of February"), (3, "三", "of March"),
            (4, "四", "of April"), (5, "五", "of May"), (6, "六", "of June"),
            (7, "七", "of July"), (8, "八", "of August"), (9, "九", "of September"),
            (10, "十", "of October"), (11, "十一", "of November"),
            (12, "十二", "of December"),
        )
    ),
)  # fmt: skip
HOURS = (
    Word("hour.about", "大约", "about", "钟点前面"),
    Word("hour.morning", "上午", "in the morning", "只知道是上午"),
    Word("hour.afternoon", "下午", "in the afternoon", "只知道是下午"),
    Word("hour.evening", "晚上", "in the evening", "只知道是晚上"),
    Word("hour.open", "钟点待定", "the hour is not known yet"),
    Word("place.open", "地点待定", "the place is not known yet"),
    Word("place.online", "线上播出", "shown online"),
)
STATES = (
    Word("state.live", "正在演出", "on stage now"),
    Word("state.over", "已结束", "over"),
    Word("state.conditional", "待定", "depends on weather or road", "由天气或路况决定"),
    Word("state.late", "推迟", "opens later that day", "当天晚些开演"),
    Word("state.moved", "改期", "on another day"),
    Word("state.moved_to", "改到", "moved to", "新的日期前面"),
    Word("state.cancelled", "取消", "cancelled"),
)
GENRES = tuple(
    Word(f"genre.{category}", chinese, english)
    for category, chinese, english in (
        (Category.VOCAL, "声乐", "vocal music"),
        (Category.INSTRUMENTAL, "器乐", "instrumental music"),
        (Category.DANCE, "舞蹈", "dance"),
        (Category.QUYI, "曲艺", "sung and spoken narrative"),
        (Category.DRAMA, "小戏", "short play"),
        (Category.MIXED, "综合", "mixed programme"),
    )
)
NUMBERS = tuple(
    Word(f"number.{number}", f"{chinese}场演出", english, "当天有几场")
    for number, chinese, english in (
        (1, "一", "one show"), (2, "两", "two shows"), (3, "三", "three shows"),
        (4, "四", "four shows"), (5, "五", "five shows"), (6, "六", "six shows"),
    )
)  # fmt: skip
GROUPS = (
    ("page", PAGE),
    ("days", DAYS),
    ("hours", HOURS),
    ("states", STATES),
    ("genres", GENRES),
    ("numbers", NUMBERS),
)
WORDS = {word.key: word for _group, words in GROUPS for word in words}
# More shows on one day than there is a word for are not counted aloud.
COUNTED = len(NUMBERS)
