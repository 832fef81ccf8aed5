"""What was looked at is done; anything else is shown first."""

from performances.forms.previewed import PreviewedForm, mark_of


def test_a_mark_is_the_same_for_the_same_and_differs_else() -> None:
    assert mark_of("confirm", [(1, 2)]) == mark_of("confirm", [(1, 2)])
    assert mark_of("confirm", [(1, 2)]) != mark_of("confirm", [(1, 3)])
    assert mark_of("a", "b") != mark_of("ab")
    # Half a character from a broken client is still told apart, and no error.
    assert len(mark_of("\ud800")) == 64


def test_a_form_knows_whether_it_was_seen() -> None:
    for sent, seen in ((mark_of(1), True), (mark_of(2), False), ("", False)):
        form = PreviewedForm({"previewed": sent})
        assert form.is_valid()
        assert form.is_as_seen(mark_of(1)) is seen
