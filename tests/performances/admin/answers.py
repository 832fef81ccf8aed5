"""What the admin answered, as text."""

from typing import Any


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return answer.content.decode()
