"""Who may do what to which row: one registry, filled by the apps above.

`places` lies below `troupes`, where memberships live, so it cannot ask them itself.
Each model's policy is registered here by the app that knows the rule, and every admin
view asks here.
"""

from typing import Any, Protocol

from django.db.models import Model, QuerySet


class Policy(Protocol):
    """Rights over the rows of one model.

    `visible` filters a queryset to the rows a user may see in the admin; `may`
    answers for one verb ("add", "change", "delete", or an act such as "cancel")
    on one row, or on the model as a whole when `row` is None.
    """

    def visible(self, user: Any, rows: QuerySet) -> QuerySet: ...

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool: ...


_policies: dict[type[Model], Policy] = {}


def register(model: type[Model], policy: Policy) -> None:
    _policies[model] = policy


def policy_for(model: type[Model]) -> Policy:
    """The model's policy; KeyError names a model nobody wrote a rule for."""
    return _policies[model]


def may(user: Any, verb: str, row: Model) -> bool:
    return policy_for(type(row)).may(user, verb, row)
