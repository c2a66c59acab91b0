"""Which forms families can choose from, and what a form must hold."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.roles import Permission
from consent.models import ConsentRecord, FormVersion
from consent.scopes import Scope
from consent.wording import Wording


def forms_offered(organisation: Organisation) -> list[FormVersion]:
    return in_order(FormVersion.objects.filter(organisation=organisation, is_offered=True).newest())


def in_order(forms: Iterable[FormVersion]) -> list[FormVersion]:
    """English first, then by language; the standard form before the one that is easy to read."""
    return sorted(
        forms, key=lambda form: (form.language != "en", form.language, form.variant != form.Variant.STANDARD)
    )


def form_for(
    offered: list[FormVersion], *, chosen: tuple[str, str], signed: FormVersion | None, speaks: str
) -> FormVersion:
    """What was chosen on the page; else as they signed before; else in the language they speak."""
    lines = {(form.language, form.variant): form for form in offered}
    before = (signed.language, signed.variant) if signed else ("", "")
    spoken = [form for form in offered if speaks.strip().casefold() in _names(form)]
    return lines.get(chosen) or lines.get(before) or next(iter(spoken), offered[0])


def is_in_use(form: FormVersion) -> bool:
    return FormVersion.objects.newest().filter(pk=form.pk).exists()


def older_than(form: FormVersion) -> QuerySet[FormVersion]:
    """What may still stand on a paper that was printed earlier, the newest first."""
    line = FormVersion.objects.filter(
        organisation=form.organisation_id, language=form.language, variant=form.variant
    )
    return line.filter(version__lt=form.version).order_by("-version")


def check_in_use(form: FormVersion, method: str) -> None:
    if method != ConsentRecord.Method.PAPER and not is_in_use(form):
        raise ValidationError(
            _("This wording is no longer in use. Only a paper signed earlier can be recorded with it.")
        )


def _names(form: FormVersion) -> set[str]:
    return {form.language, form.english_name.casefold(), form.language_name.casefold()}


def newest_asking(organisation_id: int) -> dict[tuple[str, str], int]:
    """Of each language and variant the last version whose meaning was another than before."""
    asking = FormVersion.objects.filter(organisation=organisation_id, asks_again=True).order_by("version")
    return {
        (language, variant): version
        for language, variant, version in asking.values_list("language", "variant", "version")
    }


def families_signed(form: FormVersion) -> int:
    signed: int = ConsentRecord.objects.filter(form=form).aggregate(families=Count("case", distinct=True))[
        "families"
    ]
    return signed


def with_families(forms: QuerySet[FormVersion]) -> QuerySet[FormVersion]:
    return forms.annotate(families=Count("records__case", distinct=True))


def check_may_write(user: User, organisation: Organisation) -> None:
    if not user.may(Permission.OVERSEE_CASES) or user.organisation_id != organisation.pk:
        raise ValidationError(_("Only an administrator of this service writes its consent forms."))


def check_wording(wording: Wording) -> None:
    scopes = [scope for scope, _words in wording.purposes]
    if Scope.FILM not in scopes:
        raise ValidationError(
            _("“%(scope)s” must be on the form: without it there is no film to decide about.")
            % {"scope": Scope.FILM.label}
        )
    if not set(scopes) <= set(Scope.values) or len(scopes) != len(set(scopes)):
        raise ValidationError(_("Each use of film stands on the form once."))
    if not all(words.strip() for _scope, words in wording.purposes):
        raise ValidationError(_("Please say in plain words what each use on the form means."))


def check_others_offered(form: FormVersion) -> None:
    others = [other for other in forms_offered(form.organisation) if other.pk != form.pk]
    if not others:
        raise ValidationError(_("People need at least one form. Offer another one first."))
