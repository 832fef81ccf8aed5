"""Whatever is typed becomes letters and digits; every part of a name is an entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulanmuqi.finding.spelling import (
    LONGEST_QUESTION,
    MOST_WORDS,
    STRETCH,
    Question,
    Said,
    Tier,
    bounds,
    letters,
    stretches,
)


def found_by(name: str, words: str) -> Tier | None:
    """The nearest tier at which all words lead to the name, by the table's own rule."""
    entries = stretches(Said((name,)))
    nearest: list[Tier] = []
    for word in Question.of(words).words:
        for number, text in enumerate((word.text, *word.rest)):
            first, last = bounds(text)
            tiers = [
                tier
                for tier, token in entries
                if first <= token < last
                and (number or tier in word.tiers)
                and (tier != Tier.EXACT or token == first)
            ]
            if not tiers:
                return None
            nearest += [] if number else [Tier(min(tiers))]
    return max(nearest, default=None)


BANNER = "科尔沁右翼中旗"


@pytest.mark.parametrize(
    ("name", "words", "tier"),
    [
        (BANNER, BANNER, Tier.EXACT),
        (BANNER, "科", Tier.START),
        (BANNER, "科尔沁", Tier.START),
        (BANNER, "右翼", Tier.INSIDE),
        (BANNER, "旗", Tier.INSIDE),
        (BANNER, "中旗 科尔沁", Tier.INSIDE),
        (BANNER, "keerqin", Tier.PINYIN_START),
        (BANNER, "KE'ERQIN", Tier.PINYIN_START),
        (BANNER, "youyizhongq", Tier.PINYIN_INSIDE),
        (BANNER, "ke er qin", Tier.PINYIN_INSIDE),
        (BANNER, "keqyyzq", Tier.INITIALS_START),
        (BANNER, "kyzq", None),
        ("科右中旗", "kyzq", Tier.INITIALS_START),
        ("科右中旗", "yzq", Tier.INITIALS_INSIDE),
        ("科右中旗", "keyouzhongqi", Tier.PINYIN_START),
        ("乌兰牧骑", "wulanmuqi", Tier.PINYIN_START),
        ("乌兰牧骑", "wlmq", Tier.INITIALS_START),
        ("乌兰牧骑", "ｗｕｌａｎ", Tier.PINYIN_START),
        ("乌兰牧骑", "wūlán", Tier.PINYIN_START),
        ("绿色草原", "lv", Tier.PINYIN_START),
        ("绿色草原", "lǜse", Tier.PINYIN_START),
        ("长调独唱", "changdiao", Tier.PINYIN_START),
        ("Horqin Right Middle Banner", "horqin middle", Tier.INSIDE),
        ("Horqin Right Middle Banner", "orqin", None),
        ("Horqin Right Middle Banner", "b", None),
        ("Horqin Right Middle Banner", "h", Tier.START),
        ("Xing'an League", "xingan", Tier.START),
        ("“学·创·演”能力提升班", "学创演", Tier.START),
        ("2023年新创作品展演", "2023年", Tier.START),
        ("第12届艺术节", "12", Tier.INSIDE),
        ("ᠤᠯᠠᠭᠠᠨ ᠮᠥᠴᠢᠷ", "ᠮᠥᠴᠢᠷ", Tier.INSIDE),
        ("ᠤᠯᠠᠭᠠᠨ ᠮᠥᠴᠢᠷ", "ᠤᠯᠠᠭᠠ\u180bᠨ\u200d", Tier.START),
        (BANNER, "锡林", None),
        (BANNER, "科锡", None),
    ],
)
def test_a_name_is_found_by(name: str, words: str, tier: Tier | None) -> None:
    assert found_by(name, words) == tier


def test_a_name_longer_than_a_stretch_is_found_as_a_whole_and_by_its_end() -> None:
    name = "科尔沁右翼中旗乌兰牧骑宫大剧场东侧小剧场"
    assert found_by(name, name) is not None
    assert found_by(name, "东侧小剧场") == Tier.INSIDE
    assert found_by(name, name + "西") is None


def test_punctuation_alone_asks_nothing() -> None:
    for typed in ("", None, "\"'*()^:", "\x00", "👍🏽", "\ud800", "· — …", "\u200d"):
        assert Question.of(typed).words == ()


def test_a_long_question_is_cut_and_says_so() -> None:
    long = Question.of("长" * 10_000)
    assert (len(long.typed), long.was_cut) == (LONGEST_QUESTION, True)
    many = Question.of("a b c d e f g h")
    assert (len(many.words), many.was_cut) == (MOST_WORDS, True)
    assert not Question.of("科右中旗 惠民").was_cut


WORDS = st.text(
    st.sampled_from(
        "科尔沁右翼中旗乌兰Aa1 \"'*()-:^%_\\\0\u180b\u200d\u202f\ud800ᠤᠯ👍é"
    ),
    max_size=80,
)


@given(st.one_of(WORDS, st.text(max_size=200)))
def test_any_text_is_reduced_to_letters_and_digits(typed: str) -> None:
    question = Question.of(typed)
    assert len(question.words) <= MOST_WORDS
    for word in question.words:
        for text in (word.text, *word.rest):
            assert text
            assert len(text.encode()) <= STRETCH
            assert not any(char.isspace() for char in text)
    assert letters(letters(typed)) == letters(typed)


@given(st.one_of(WORDS, st.text(max_size=60)), st.data())
def test_every_part_of_a_chinese_name_finds_it(typed: str, data: st.DataObject) -> None:
    name = "".join(char for char in letters(typed) if "\u4e00" <= char <= "\u9fff")
    if not name:
        return
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert found_by(name, name[start:end][:LONGEST_QUESTION]) is not None
