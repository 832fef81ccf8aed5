"""Troupes and works chosen, or made, inside the form of their page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ulanmuqi.base.row_chooser import RowChooserViewSet
from ulanmuqi.places.admin.choices import region_field

from ..models import Troupe, Work
from .works import WorkForm


class NewTroupeForm(WagtailAdminModelForm):
    region = region_field(label=_("Home region"))

    class Meta:
        model = Troupe
        fields = ["name", "short_name", "name_en", "level", "region", "founded_year"]


class NewWorkForm(WorkForm):
    class Meta:
        model = Work
        fields = ["title", "title_en", "genre", "minutes", "troupes", "new_work_year"]


class TroupeChooserViewSet(RowChooserViewSet):
    model = Troupe
    icon = "group"
    # Translators: zh: 选择队伍
    choose_one_text = _("Choose a troupe")
    # Translators: zh: 换一支队伍
    choose_another_text = _("Choose another troupe")
    # Translators: zh: 修改队伍资料
    edit_item_text = _("Edit the troupe's facts")
    creation_form_class = NewTroupeForm
    searched = ("name", "short_name", "name_en", "code", "region__name")


class WorkChooserViewSet(RowChooserViewSet):
    model = Work
    icon = "media"
    # Translators: zh: 选择作品
    choose_one_text = _("Choose a work")
    # Translators: zh: 换一部作品
    choose_another_text = _("Choose another work")
    # Translators: zh: 修改作品资料
    edit_item_text = _("Edit the work's facts")
    creation_form_class = NewWorkForm
    searched = ("title", "title_en", "code", "troupes__name")


troupe_chooser = TroupeChooserViewSet("troupe_chooser")
work_chooser = WorkChooserViewSet("work_chooser")
