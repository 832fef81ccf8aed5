"""The Chinese catalogue as a copy editor reads it: marks and gaps, not meaning."""

import re
from pathlib import Path

import polib
import pytest
import wagtail
from django.conf import settings

_CHINESE = "[\u4e00-\u9fff]"


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    path = Path(settings.ROOT, "locale/zh_Hans/LC_MESSAGES/django.po")
    return [
        text
        for entry in polib.pofile(str(path))
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if text
    ]


def found(sentences: list[str], pattern: str) -> list[str]:
    return [text for text in sentences if re.search(pattern, text)]


def test_marks_after_chinese_are_full_width(sentences):
    assert found(sentences, rf"{_CHINESE}\s*[,;!?]|{_CHINESE}\.(?!\w)") == []
    # A clock time or an address may hold a colon; a sentence may not.
    assert found(sentences, rf"{_CHINESE}:(?!//)") == []


def test_no_gap_is_typed_between_chinese_and_latin(sentences):
    assert found(sentences, rf"{_CHINESE} +[A-Za-z0-9]|[A-Za-z0-9] +{_CHINESE}") == []


def test_titles_stand_in_round_marks(sentences):
    assert found(sentences, rf'"[^"<>=]*{_CHINESE}[^"<>=]*"|{_CHINESE}\'') == []


def test_the_middle_dot_is_one_character(sentences):
    assert found(sentences, "[•・‧∙⋅]") == []
    assert found(sentences, "学[^·]?创[^·]?演") == []


# Said here as the house says it everywhere: in lists, filters and histories too.
_OUR_WAY = {
    "All": "全部", "Change": "修改", "Changes": "变动", "Documents": "文件",
    "Filter": "筛选", "History": "修改历史", "Inspect": "查看", "Name": "名称",
    "New": "新建", "Next": "下一页", "Previous": "上一页", "Privacy": "隐私",
    "Remove": "移除", "Saving…": "正在保存……", "Search term": "搜索词",
    "Show all": "看全部", "Site": "网站", "Text": "文字", "To": "到",
    "Usage": "使用情况", "name": "名称", ", ": "、",
    "This field is required.": "这一栏要填。",
    # Without a space between Chinese words (base/wagtail_words.py).
    "Add %(model_name)s": "添加%(model_name)s",
    "Are you sure you want to delete this %(model_name)s?":
        "确定要删除这条%(model_name)s吗？",
    "Page %(page_num)s of %(total_pages)s": "第%(page_num)s页，共%(total_pages)s页",
    "There are no %(model_name)s to display.": "还没有%(model_name)s。",
}  # fmt: skip


def test_no_word_of_ours_changes_one_of_wagtail_by_accident():
    """A catalogue of the project goes before Wagtail's: “Pages” of a list, translated
    without its context, would be the name of the page tree too."""
    ours = polib.pofile(
        str(Path(settings.ROOT, "locale/zh_Hans/LC_MESSAGES/django.po"))
    )
    words = {
        one.msgid: one.msgstr
        for one in ours
        if one.msgstr and not one.msgctxt and not one.obsolete
    }
    changed = {
        theirs.msgid: words[theirs.msgid]
        for path in Path(wagtail.__file__).parent.rglob("zh_Hans/LC_MESSAGES/django.po")
        for theirs in polib.pofile(str(path))
        if theirs.msgstr.strip() and not theirs.msgctxt
        and words.get(theirs.msgid, theirs.msgstr) != theirs.msgstr
    }  # fmt: skip
    assert changed == {msgid: _OUR_WAY.get(msgid) for msgid in changed}
