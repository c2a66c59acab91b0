"""A foreign key never points to an app above: a string reference would escape the import check."""

from django.apps import apps

from tests.tree import APPS

FLOOR = {label: number for number, label in enumerate(APPS)} | {
    "cases": 2,
    "vig_sessions": APPS.index("sessions"),
}


def test_no_relation_points_upwards() -> None:
    upwards = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in FLOOR
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model
        if above(field.related_model._meta.app_label, model._meta.app_label)
    ]
    assert upwards == []


def test_the_vault_knows_no_case_and_the_audit_log_knows_nobody() -> None:
    for label, allowed in (("vault", {"vault", "accounts"}), ("audit", set())):
        seen = {
            field.related_model._meta.app_label
            for model in apps.get_app_config(label).get_models()
            for field in model._meta.get_fields()
            if field.concrete and field.is_relation and field.related_model
        }
        assert seen <= allowed


def above(label: str, than: str) -> bool:
    return FLOOR.get(label, -1) > FLOOR[than]
