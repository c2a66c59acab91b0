"""Forms of the people pages."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from accounts.models import Organisation, User
from accounts.roles import SUPERVISOR, roles_in_use


def role_choices() -> list[tuple[str, StrPromise]]:
    return [(role.code, role.name) for role in roles_in_use().values()]


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role: without one they could see nothing.")},
    )


class InvitationForm(RolesForm):
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("They sign in with it. Use their work address."),
    )
    field_order = ["name", "email", "roles"]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("Somebody already signs in with this address."))
        return email


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        help_text=" ".join(password_validators_help_texts()),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("password", self.cleaned_data["again"]):
            raise ValidationError(_("The two passwords are not the same."))
        return str(self.cleaned_data["again"])


class NamedChoice(forms.ModelChoiceField[User]):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name())


class PairAcrossForm(forms.Form):
    email = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        help_text=_("If they sign in to Attune already, this is enough."),
    )
    name = forms.CharField(
        label=_("Their name"), max_length=150, required=False, help_text=_("For somebody who is new here.")
    )
    house = forms.CharField(
        label=_("Whom they work for"),
        max_length=200,
        required=False,
        help_text=_("An organisation, or a practice of their own. The trainee sees it beside their name."),
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("From the day after, they see nothing more. You can end it sooner at any time."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class PairForm(forms.Form):
    supervisor = NamedChoice(User.objects.none(), label=_("Supervisor"), empty_label=_("Choose a supervisor"))

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        supervisors = User.objects.filter(
            organisation=organisation,
            is_active=True,
            roles_held__role=SUPERVISOR.code,
            roles_held__until=None,
        )
        self.fields["supervisor"].queryset = supervisors.order_by("name")  # type: ignore[attr-defined]
