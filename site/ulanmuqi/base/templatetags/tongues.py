"""Languages within a page: `{% chinese_marked %}…{% endchinese_marked %}`."""

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ulanmuqi.base.chinese_runs import mark

register = template.Library()


class ChineseMarked(template.Node):
    """On pages in another language every Chinese word inside says that it is one."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        inside = self.nodelist.render(context)
        language = get_language() or settings.LANGUAGE_CODE
        if language == settings.LANGUAGE_CODE:
            return inside
        return SafeString(mark(inside, language))


@register.tag
def chinese_marked(parser: Parser, _token: Token) -> ChineseMarked:
    nodelist = parser.parse(("endchinese_marked",))
    parser.delete_first_token()
    return ChineseMarked(nodelist)
