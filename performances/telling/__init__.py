"""What is told of a change, as whole sentences: pure, values in, text out.

Not in the message catalogues, on purpose (docs/decisions/0019): a sentence is pasted
into group chats and mailed, so it is the same whoever looks and in whatever language
their admin speaks. Chinese for everyone, English for /en/.
"""

from .chinese import together as together_in_chinese
from .chinese import told as in_chinese
from .english import together as together_in_english
from .english import told as in_english
from .netting import net
from .news import Kind, News, Place, State, Together, gather

__all__ = [
    "Kind",
    "News",
    "Place",
    "State",
    "Together",
    "gather",
    "in_chinese",
    "in_english",
    "net",
    "together_in_chinese",
    "together_in_english",
]
