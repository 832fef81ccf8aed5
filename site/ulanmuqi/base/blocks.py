"""Blocks that any page's body may hold; each renders templates/blocks/<name>.html."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        max_length = 80


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"


class PictureBlock(blocks.StructBlock):
    """Description and credit come with the picture itself."""

    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=160)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    pictures = blocks.ListBlock(PictureBlock(), min_num=2, max_num=24)

    class Meta:
        icon = "grip"
        label = _("Gallery")
        template = "blocks/gallery.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(
        label=_("Who said it, or where it stands"), max_length=160
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"


class FactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("What"), max_length=40)
    value = blocks.CharBlock(label=_("How much, who, when"), max_length=160)

    class Meta:
        icon = "list-ul"


class FactsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=80)
    facts = blocks.ListBlock(FactBlock(), min_num=1, max_num=20)

    class Meta:
        icon = "list-ul"
        label = _("Facts")
        template = "blocks/facts.html"


class VideoLinkBlock(blocks.StructBlock):
    """A card that leads to a video elsewhere; nothing foreign is loaded here."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    address = blocks.URLBlock(label=_("Web address"))
    site = blocks.CharBlock(
        label=_("Name of the site it leads to"), required=False, max_length=60
    )
    minutes = blocks.IntegerBlock(
        label=_("Minutes"), required=False, min_value=1, max_value=600
    )
    picture = ImageChooserBlock(label=_("Picture"), required=False)

    class Meta:
        icon = "media"
        label = _("Video elsewhere")
        template = "blocks/video_link.html"


class DocumentsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=80)
    documents = blocks.ListBlock(DocumentChooserBlock(), min_num=1, max_num=20)

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        template = "blocks/documents.html"


class BodyBlock(blocks.StreamBlock):
    """The body of every page."""

    heading = HeadingBlock()
    text = TextBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    facts = FactsBlock()
    video = VideoLinkBlock()
    documents = DocumentsBlock()
