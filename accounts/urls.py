"""Addresses of the pages of `accounts`.

The pages of django-allauth are listed one by one with their access marker; nothing else of it is reachable.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.urls import path

from accounts import passkeys, second_factor, sign_ins, views
from accounts.access import public, signed_in
from accounts.language import language
from accounts.sign_out import sign_out
from accounts.step_up import asks_again

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-in/code/", public(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/closed/", public(account.account_inactive), name="account_inactive"),
    path("sign-in/again/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("sign-in/again/code/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("language/", language, name="language"),
    path("session/", views.session, name="session"),
    path("sign-out/", public(sign_out), name="account_logout"),
    path("password/", signed_in(account.password_change), name="account_change_password"),
    path("second-factor/", signed_in(mfa.index), name="mfa_index"),
    path("second-factor/app/", signed_in(second_factor.activate), name="mfa_activate_totp"),
    path(
        "second-factor/app/removal/",
        signed_in(asks_again()(second_factor.deactivate)),
        name="mfa_deactivate_totp",
    ),
    path("sign-in/again/passkey/", signed_in(passkeys.reauthenticate), name="mfa_reauthenticate_webauthn"),
    path("second-factor/passkeys/new/", signed_in(asks_again()(passkeys.add)), name="mfa_add_webauthn"),
    path(
        "second-factor/passkeys/<int:pk>/removal/",
        signed_in(asks_again()(passkeys.remove)),
        name="mfa_remove_webauthn",
    ),
    path(
        "second-factor/codes/",
        signed_in(asks_again()(recovery.view_recovery_codes)),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-factor/codes/new/",
        signed_in(asks_again()(second_factor.generate_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-factor/codes.txt",
        signed_in(asks_again()(recovery.download_recovery_codes)),
        name="mfa_download_recovery_codes",
    ),
    path("sign-ins/", sign_ins.sign_ins, name="sign-ins"),
    path("sign-ins/end/", sign_ins.sign_ins_end, name="sign-ins-end"),
    path("people/<int:person_id>/sign-ins/", sign_ins.person_sign_ins, name="person-sign-ins"),
    path("people/<int:person_id>/sign-ins/end/", sign_ins.person_sign_ins_end, name="person-sign-ins-end"),
    path("invitation/<str:code>/", views.invitation, name="invitation"),
    path("people/", views.people, name="people"),
    path("people/new/", views.person_new, name="person-new"),
    path("people/<int:person_id>/", views.person, name="person"),
    path("people/<int:person_id>/invitation/", views.person_invitation, name="person-invitation"),
    path("people/<int:person_id>/removal/", views.person_removal, name="person-removal"),
    path(
        "people/<int:person_id>/second-factor/removal/",
        views.second_factor_removal,
        name="second-factor-removal",
    ),
    path("people/<int:person_id>/supervisors/", views.pair_new, name="pair-new"),
    path("people/<int:person_id>/supervisors/outside/", views.pair_across, name="pair-across"),
    path(
        "people/<int:person_id>/supervisors/<int:pair_id>/invitation/",
        views.pair_invitation,
        name="pair-invitation",
    ),
    path("people/<int:person_id>/supervisors/<int:pair_id>/end/", views.pair_end, name="pair-end"),
]
