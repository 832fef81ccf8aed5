"""Invented training and news, all of it marked as an example; nobody is named."""

from dataclasses import dataclass

from .page_words import Block, text
from .upcoming import CODE as UPCOMING
from .upcoming import PAST_CODE as PAST


@dataclass(frozen=True, slots=True)
class Story:
    """`day` counts from the reference day; the first troupe's league is the place."""

    title: str
    lead: str
    day: int
    troupes: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    showcase: str = ""
    body: tuple[Block, ...] = ()
    lasts: int = 1
    place: str = ""
    hours: int = 0
    trainees: int = 0
    is_pictured: bool = False


TRAINING = (
    Story(
        "四胡与好来宝跨队跟班",
        "四支队伍的说唱演员到科右中旗跟班三天，白天学，晚上同台。",
        -41,
        ("152222", "152223", "152224", "152221"),
        body=(text("学三段传统曲目，每队带回一段新词，下个月排成节目。"),),
        lasts=3,
        place="科尔沁右翼中旗文化馆",
        hours=24,
        trainees=26,
    ),
    Story(
        "鄂尔多斯民歌采风",
        "两支队伍到苏木采录老歌，记谱、录音，再唱给老人听。",
        -27,
        ("150626", "150624"),
        body=(
            text("采到的每一首都记下地点和唱法，回来先在嘎查唱一遍，请大家挑毛病。"),
        ),
        lasts=5,
        place="乌审旗、鄂托克旗",
        hours=30,
        trainees=18,
    ),
    Story(
        "流动舞台车操作与用电安全",
        "装台、拆台、接电、抗风绳，每人上手做一遍。",
        -13,
        ("152524", "152523", "152501"),
        body=(text("大风天什么时候不能展开舞台，是这次讲得最多的一条。"),),
        lasts=2,
        place="苏尼特右旗乌兰牧骑广场",
        hours=12,
        trainees=34,
    ),
    Story(
        "呼伦贝尔三少民族舞蹈素材课",
        "从达斡尔、鄂伦春、鄂温克的民间舞步里找动作，编成训练组合。",
        -6,
        ("150722", "150723", "150724"),
        lasts=3,
        place="莫力达瓦达斡尔族自治旗文化馆",
        hours=21,
        trainees=29,
    ),
    Story(
        "新词创作班",
        "写给牧民听的词，先念给牧民听。",
        3,
        ("150823", "150822", "150821", "150826"),
        body=(text("四天写、两天改、一天到村里试唱。好来宝和二人台各一组。"),),
        lasts=7,
        place="乌拉特前旗文化馆",
        hours=40,
        trainees=22,
    ),
    Story(
        "集训：一专多能",
        "唱歌的学灯光，跳舞的学报幕，司机也要会搭台。",
        24,
        ("152500", "152502", "152522", "152525", "152526"),
        lasts=10,
        place="锡林郭勒歌舞剧院",
        hours=60,
        trainees=75,
    ),
)

NEWS = (
    Story(
        "四地联演开始订阅",
        "阿拉善、鄂尔多斯、锡林郭勒、呼伦贝尔四地同一时刻启幕，日历已可订阅。",
        -9,
        ("152921", "150626", "152530", "150724"),
        showcase=UPCOMING,
        body=(text("四地都免费入场，开演前45分钟开门，先到先坐。现场同步线上播出。"),),
    ),
    Story(
        "三地会演落幕",
        "包头、赤峰、通辽三地同晚演出；开演前一起推迟一刻钟，通辽会场晚开半小时。",
        -23,
        ("150223", "150426", "150524"),
        showcase=PAST,
    ),
    Story(
        "《红山脚下》改期",
        "翁牛特旗的舞蹈专场因天气推后一周，节目不变，已订阅的日历会自动更新。",
        0,
        ("150426",),
        ("红山脚下",),
    ),
    Story(
        "早市里也有乌兰牧骑",
        "科尔沁区和武川县的队伍把演出搬进早市，六点四十开场，买菜的、卖菜的都能看。",
        0,
        ("150502", "150125"),
    ),
    Story(
        "《牧场上的歌》走了五个嘎查",
        "苏尼特右旗乌兰牧骑带着新作下乡，每到一处先听意见，再改一遍。",
        -4,
        ("152524",),
        ("牧场上的歌",),
        body=(text("第三段的唱法是在第二站改的：老人们说，赶羊的时候不那么唱。"),),
        is_pictured=True,
    ),
    Story(
        "哪些场次要看天",
        "额济纳、苏尼特左旗等地的几场标为“待定”，最晚开演前两小时定下来。",
        -1,
        ("152923", "152523", "150784"),
        body=(
            text(
                "标“待定”的演出，页面上写着最晚什么时候决定。订阅日历的观众不用守着看，"
                "定了会自动更新。"
            ),
        ),
    ),
    Story(
        "四胡课堂进校园",
        "科右中旗乌兰牧骑每周去一所学校，带四胡，也带一首能学会的歌。",
        -11,
        ("152222",),
        ("四胡齐奏",),
    ),
    Story(
        "七月的日程先排上了",
        "乌兰牧骑月里的一个周六，全区有八十支队伍同一天演出，日程已公布。",
        -3,
    ),
)
