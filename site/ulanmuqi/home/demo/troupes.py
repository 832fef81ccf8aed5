"""The 82 troupes of the reference data, with where each entry comes from."""

import json
from pathlib import Path

import troupes
from troupes.models import Troupe
from ulanmuqi.places.models import Region

_FILE = Path(troupes.__file__).parent / "reference" / "troupes.json"

_LEVELS = {"autonomous_region": "region", "league": "league", "banner": "banner"}
_SIDES = {"左": "zuo", "右": "you", "前": "qian", "后": "hou", "中": "zhong"}
_NO_SOURCE = "常识或推定，来源中未见。"


def load() -> None:
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    regions = {region.code: region for region in Region.objects.all()}
    Troupe.objects.bulk_create(
        _troupe(row, regions[row["region_code"]], data["sources"])
        for row in data["troupes"]
    )


def _troupe(row: dict, region: Region, sources: dict[str, str]) -> Troupe:
    level = _LEVELS[row["level"]]
    return Troupe(
        code=_code(region, level),
        name=row["name_zh"],
        name_en=row["name_en"] or "",
        short_name=f"{region.short_name}乌兰牧骑" if level == "banner" else "",
        level=level,
        region=region,
        founded_year=row["founded_year"],
        founded_on=row["founded_date"],
        source=_source(row, sources),
    )


def _code(region: Region, level: str) -> str:
    """Words as a reader would part them: sunite-youqi, keerqin-youyi-zhongqi."""
    pinyin = region.pinyin.lower().replace("'", "")
    if level != "banner":
        return pinyin.split()[0]
    stem, suffix = pinyin.split()
    for sign, sound in _SIDES.items():
        if region.name[-2] == sign and suffix == "qi":
            stem, suffix = stem.removesuffix(sound), sound + suffix
    for wing in ("zuoyi", "youyi"):
        if stem.endswith(wing):
            stem = f"{stem.removesuffix(wing)}-{wing}"
    return f"{stem}-{suffix}"


def _source(row: dict, sources: dict[str, str]) -> str:
    named = [sources[key] for key in row["sources"]]
    seen = "；".join(named) if row["confidence"] == "verified" else ""
    doubt = _NO_SOURCE if row["confidence"] != "verified" else ""
    return " ".join(filter(None, [seen, doubt, row["note"]]))
