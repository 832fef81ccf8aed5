"""Tables and bars on a terminal, where a Chinese character takes two cells."""

from io import StringIO

from performances.management.terminal import Bar, table, width, wrap


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_chinese_takes_two_cells() -> None:
    assert (width("乌兰牧骑"), width("km"), width("ᠤᠯ")) == (8, 2, 2)


def test_columns_line_up() -> None:
    lines = table(["级别", "内容"], [["不能排", "甲"], ["提醒", "乙"]], cells=60)
    head, rule, *rows = lines.splitlines()
    starts = [
        width(row[: row.index(sign)]) for row, sign in zip(rows, "甲乙", strict=True)
    ]
    assert starts == [8, 8]
    assert width(head[: head.index("内")]) == 8
    assert rule.startswith("──────  ")


def test_a_long_sentence_is_wrapped_and_nothing_is_lost() -> None:
    text = "从乌兰浩特到临河有1,350.5 km,路上要19.3小时。最早开演:11月21日 08:00。"
    lines = wrap(text, 20)
    assert all(width(line) <= 20 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line[0] in "，。：)" for line in lines)


def test_a_bar_ends_full_and_leaves_no_trace() -> None:
    out = Terminal()
    bar = Bar(out, 2)
    bar.at(1)
    bar.at(2)
    bar.clear()
    assert "100% 2/2" in out.getvalue()
    assert out.getvalue().endswith("\r\033[K")


def test_a_bar_is_silent_in_a_log() -> None:
    out = StringIO()
    Bar(out, 2).at(2)
    assert out.getvalue() == ""
