"""A wrong field is told in words of whoever fills it in."""

from django import forms
from django.utils.translation import gettext, override

from ulanmuqi.base import django_words


class _Form(forms.Form):
    minutes = forms.IntegerField(min_value=10, max_value=600)
    km = forms.DecimalField(max_digits=5, decimal_places=1)
    title = forms.CharField(max_length=4)
    day = forms.DateField()
    kind = forms.ChoiceField(choices=[("a", "甲")])


def _errors(**typed: str) -> dict[str, str]:
    with override("zh-hans"):
        return {name: told[0] for name, told in _Form(typed).errors.items()}


def test_what_is_wrong_is_said_plainly() -> None:
    few = _errors(minutes="5", km="1.25", title="五个字的题", day="九号", kind="b")
    assert few == {
        "minutes": "不能小于10。",
        "km": "小数点后最多1位。",
        "title": "最多4个字，现在有5个。",
        "day": "请填日期，例如2026-12-01。",
        "kind": "请从列出的选项里选，没有“b”。",
    }
    assert _errors(minutes="601")["minutes"] == "不能大于600。"
    assert _errors(minutes="十")["minutes"] == "请填整数。"
    assert _errors()["title"] == "这一栏要填。"


def test_no_sentence_of_djangos_is_left_in_its_own_words() -> None:
    counts = {"limit_value": 1, "show_value": 1, "max": 1}
    with override("zh-hans"):
        told = [one % counts for one in django_words.COUNTED]
        told += [gettext(one) for one in django_words.SENTENCES]
    strange = [one for one in told if one[:2] in ("确保", "确认", "输入", "选择")]
    assert not strange
