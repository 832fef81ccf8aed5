"""Invented works, so that programmes have something to play: all are examples."""

from dataclasses import dataclass

from troupes.models import Troupe, Work

from .days import Days


@dataclass(frozen=True, slots=True)
class Made:
    title: str
    title_en: str
    genre: str
    minutes: int
    regions: str
    years_ago: int = 0


# In the programme of the founding showcase, hence of 2023 (mockup of the showcase).
FOUNDING = (
    Made(
        "序曲：河套的黎明",
        "Overture: Dawn over Hetao",
        "instrument_ensemble",
        8,
        "150824",
    ),
    Made("黄河谣", "Song of the Yellow River", "chorus", 7, "150822"),
    Made("耕读人家", "A House of Ploughs and Books", "xiaoxi", 16, "150823"),
    Made("驼鼓", "Camel Drums", "group_dance", 9, "150824"),
    Made("河套夜话", "Hetao Evening Talk", "holboo", 9, "150823"),
    Made("二人台新唱", "Errentai, Sung Anew", "medley", 8, "150822"),
    Made("阴山牧歌", "Herding Songs of Yinshan", "instrument_ensemble", 9, "150824"),
    Made(
        "序曲：青城的黎明",
        "Overture: Dawn over Hohhot",
        "instrument_ensemble",
        7,
        "150121",
    ),
    Made("敕勒川之约", "A Promise at Chilechuan", "xiaoxi", 18, "150121"),
    Made("红色嫩芽", "Red Bud", "group_dance", 8, "150122"),
    Made("丰收的鼓点", "Drumbeat of the Harvest", "instrument_ensemble", 9, "150125"),
    Made("老乡，您听我说", "Neighbour, Let Me Tell You", "kuaiban", 8, "150122"),
    Made("莜麦花开", "Naked Oats in Flower", "group_dance", 8, "150125"),
    Made("大青山下", "Below Daqingshan", "ensemble_song", 8, "150121"),
    Made("序曲：兴安的黎明", "Overture: Dawn over Hinggan", "chorus", 6, "152223"),
    Made("图什业图婚礼新编", "A Tüsheet Wedding", "group_dance", 11, "152222"),
    Made("乌力格尔新段", "A New Uliger", "uliger", 12, "152222"),
    Made("稻香", "Scent of Rice", "group_dance", 7, "152223"),
    Made("边防线上", "On the Border", "xiaopin", 17, "152224"),
    Made("四胡齐奏", "Sihu in Unison", "sihu", 8, "152222"),
    Made("绰尔河之歌", "Song of the Chol River", "ensemble_song", 7, "152223"),
    Made("同一片草原", "One Grassland", "group_dance", 10, "150824 150121 152222"),
)

LATER = (
    Made("牧场上的歌", "Song of the Pasture", "long_song", 8, "152524"),
    Made("初心的马车", "The First Cart", "group_dance", 7, "152524", 1),
    Made("潮尔与四胡", "Chor and Sihu", "sihu", 6, "152524"),
    Made("政策到咱家", "Good News Comes Home", "holboo", 7, "152524", 1),
    Made("我们的马头琴", "Our Horse-head Fiddle", "morin_khuur", 6, "152530"),
    Made("驼铃向晚", "Camel Bells at Dusk", "group_dance", 7, "152921"),
    Made("红山脚下", "At the Foot of Red Mountain", "group_dance", 8, "150426"),
    Made("胡杨下的琴声", "Strings under the Poplars", "tobshuur", 6, "152923"),
    Made("居延新曲", "New Song of Juyan", "instrument_ensemble", 7, "152923", 1),
    Made("查干湖的清晨", "Morning at the White Lake", "long_song", 5, "152525"),
    Made("乌珠穆沁的搏克", "Wrestlers of Ujimqin", "group_dance", 7, "152526"),
    Made("敖包上的风", "Wind over the Ovoo", "dance_song", 6, "152522", 1),
    Made("风雪牧归", "Homeward through the Snow", "scene_song_dance", 9, "152523"),
    Made("边城站台", "Platform in the Border Town", "xiaopin", 12, "152501"),
    Made("察哈尔八音", "Eight Sounds of Chahar", "instrument_ensemble", 7, "152528", 1),
    Made("白马新鞍", "A New Saddle for the White Horse", "small_dance", 5, "152529"),
    Made("上都的月亮", "The Moon of Xanadu", "solo_song", 5, "152530", 1),
    Made("呼伦湖的涛声", "Waves of Hulun Lake", "chorus", 6, "150727"),
    Made("巴尔虎长调新韵", "New Airs from Bargu", "long_song", 6, "150726"),
    Made("莫日格勒的早晨", "Morning on the Mergel", "ensemble_song", 5, "150725", 1),
    Made("雪地上的爬犁", "Sledges on the Snow", "group_dance", 7, "150724"),
    Made("兴安岭上的灯", "Lamps of the Khingan", "scene_song_dance", 8, "150723"),
    Made("鲁日格勒新步", "New Steps of the Lurgel", "group_dance", 6, "150722"),
    Made("林海来信", "A Letter from the Forest", "recitation", 5, "150782", 1),
    Made("根河的冬天", "Winter in Genhe", "solo_song", 4, "150785"),
    Made("安代新踏", "Andai, a New Step", "andai", 6, "150524"),
    Made("沙地绿了", "The Dunes Turn Green", "shuochang", 6, "150525", 1),
    Made("扎鲁特民歌联唱", "Songs of Jarud", "medley", 8, "150526"),
    Made("科尔沁叙事", "Horqin Tales", "uliger", 12, "150521"),
    Made("玉米黄时", "When the Maize is Ripe", "xiaopin", 11, "150523"),
    Made("西辽河两岸", "Both Banks of the West Liao", "chorus", 6, "150500", 1),
    Made("克什克腾的桦林", "Birches of Hexigten", "small_dance", 4, "150425"),
    Made("巴林石语", "What the Stone Says", "singing_playing", 5, "150423", 1),
    Made("敖汉的小米", "Millet of Aohan", "kuaiban", 6, "150430"),
    Made("宁城的戏台", "A Stage in Ningcheng", "xiaoxi", 20, "150429"),
    Made("鄂尔多斯的银壶", "Silver Jug of Ordos", "bowl_dance", 6, "150627"),
    Made("无定河的春天", "Spring on the Wuding", "solo_song", 5, "150626", 1),
    Made("漫瀚一家亲", "Manhan, One Family", "manhan", 6, "150622"),
    Made("库布其的星星", "Stars of Kubuqi", "dance_song", 6, "150625"),
    Made("祝颂", "Words of Blessing", "recitation", 4, "150624", 1),
    Made("艾不盖河", "The Aibag River", "long_song", 5, "150223"),
    Made("敕勒新歌", "New Songs of Chile", "ensemble_song", 5, "150221", 1),
    Made("后山的风车", "Windmills behind the Hills", "xiaopin", 10, "150927"),
    Made("杜尔伯特牧歌", "Herding Songs of Dorbod", "short_song", 4, "150929"),
    Made("丰镇月饼香", "Mooncakes of Fengzhen", "errentai", 14, "150981"),
    Made("老虎山下的孩子", "Children below Tiger Hill", "puppet", 10, "150902", 1),
    Made("青城夜歌", "Night Song of Hohhot", "solo_song", 5, "150100"),
    Made("一专多能", "Many Skills, One Player", "versatile", 7, "150000"),
    Made("阿拉善的沙", "Sand of Alxa", "saurdan", 6, "152900", 1),
    Made("银根的骆驼", "Camels of Yingen", "tobshuur", 5, "152922"),
    Made("乌拉山的岩画", "Rock Carvings of Ulashan", "small_dance", 5, "150825"),
    Made("五原麦浪", "Waves of Wheat", "chorus", 5, "150821", 1),
    Made("归流河畔", "By the Guiliu River", "ensemble_song", 5, "152221"),
    Made("兴安花开", "Azaleas of Hinggan", "chopstick_dance", 5, "152200"),
    Made("锡林河的晨雾", "Mist on the Xilin", "morin_khuur", 6, "152500", 1),
)


def load(days: Days) -> None:
    """Writes every work with its troupes; nobody is named as creator."""
    troupes = {t.region.code: t for t in Troupe.objects.select_related("region")}
    for made in FOUNDING:
        _write(made, 2023, troupes)
    for made in LATER:
        _write(made, days.today.year - made.years_ago, troupes)


def _write(made: Made, year: int, troupes: dict[str, Troupe]) -> None:
    work = Work(
        title=made.title,
        title_en=made.title_en,
        genre=made.genre,
        minutes=made.minutes,
        new_work_year=year,
        is_example=True,
    )
    work.troupes = [troupes[code] for code in made.regions.split()]
    work.save()
