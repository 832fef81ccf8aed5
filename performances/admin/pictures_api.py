"""Wagtail's own address for pictures (`/admin/api/main/images/`) asks no rights."""

from django.db.models import QuerySet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry


class PicturesInReach(ImagesAdminAPIViewSet):
    def get_queryset(self) -> QuerySet:
        """Those the user may choose for a page; nothing for who writes no pages."""
        policy = policy_registry.get_by_type(self.model)
        chosen = policy.instances_user_has_any_permission_for(
            self.request.user, ["choose"]
        )
        return super().get_queryset().filter(pk__in=chosen.values("pk"))
