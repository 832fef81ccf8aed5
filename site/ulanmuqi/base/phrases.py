"""Where a Chinese title may break: between phrases, never inside 基层 or 通辽.

Chinese is written without blanks and browsers break it anywhere. Pure: no Django.
"""

import re

# A new phrase may begin before these and after those; marks stay with their words.
_OPENING = "“‘《（〔"
_CLOSING = "”’》）〕：，、；。！？"
_MARKS = re.compile(rf"(?<=[{_CLOSING}])(?![{_CLOSING}])|(?=[{_OPENING}])|(?<=——)")
# What titles of shows and showcases end in; a word of four also begins anew.
_ENDINGS = ("乌兰牧骑", "专场", "展演", "联演", "会演", "汇演", "巡演", "夜场", "嘎查")
_WHOLE = ("新创作品", "惠民演出", "慰问演出", "启幕演出", "点单演出")
_AFTER = ")|(?<=".join((*_ENDINGS, *_WHOLE))
_WORDS = re.compile(f"(?:(?<={_AFTER}))(?![月宫的])|(?={'|'.join(_WHOLE)})")


def phrases(text: str) -> tuple[str, ...]:
    """The text in pieces that a line should keep whole; joined they are the text."""
    pieces = [piece for part in _MARKS.split(text) for piece in _WORDS.split(part)]
    joined: list[str] = []
    for piece in filter(None, pieces):
        stranded = len(piece) == 1 or piece[0] in _CLOSING
        if joined and (stranded or joined[-1] in _OPENING):
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(joined)
