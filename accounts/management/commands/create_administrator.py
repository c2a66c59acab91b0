"""`manage.py create_administrator`: the first person of an organisation, who invites everybody else."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from accounts import actions, rules
from accounts.models import Organisation, User
from accounts.roles import ADMINISTRATOR

COMMAND = "command:create_administrator"


class Command(BaseCommand):
    help = "Make an administrator, and their organisation if it is new; print a one-time invitation link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email")
        parser.add_argument("--name")
        parser.add_argument("--organisation")
        parser.add_argument("--address", help="where the site is reached, such as https://attune.example.org")

    def handle(self, *_args: Any, **options: Any) -> None:
        email = str(options["email"] or input("E-mail address: ")).strip().lower()
        name = str(options["name"] or input("Name: ")).strip()
        organisation = str(options["organisation"] or input("Organisation: ")).strip()
        self.check_answers(email, name, organisation)
        with transaction.atomic():
            of = Organisation.objects.filter(name__iexact=organisation).first()
            of = of or actions.found_organisation(name=organisation, by=COMMAND)
            person = actions.invite(
                email=email, name=name, organisation=of, roles={ADMINISTRATOR.code}, by=COMMAND
            )
        address = str(options["address"] or self.address()).rstrip("/")
        link = address + reverse("invitation", args=[rules.invitation_code(person)])
        self.stdout.write("Open this link within three days to choose a password. It works once.")
        self.stdout.write(link)

    def check_answers(self, email: str, name: str, organisation: str) -> None:
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an e-mail address.") from None
        if not name or not organisation:
            raise CommandError("A name and an organisation are needed.")
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError("Somebody already signs in with this address.")

    def address(self) -> str:
        if settings.PRODUCTION and settings.ALLOWED_HOSTS:
            return f"https://{settings.ALLOWED_HOSTS[0]}"
        return "http://127.0.0.1:8000"
