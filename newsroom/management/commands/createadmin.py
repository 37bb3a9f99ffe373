"""Makes the first administrator, or another one, from the command line of the server."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from newsroom.accounts.models import User, folded
from newsroom.accounts.services import Refused, admin_create

VARIABLE = "NEWSROOM_ADMIN_PASSWORD"


class Command(BaseCommand):
    help = f"Makes an administrator. The password is asked for, or read from {VARIABLE}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="the address the person signs in with")
        parser.add_argument("--name", required=True, help="as colleagues know the person")

    def handle(self, *args: Any, **options: Any) -> None:
        email, name = folded(options["email"]), options["name"].strip()
        stranger(email)
        password = chosen_password()
        acceptable(password, User(email=email, name=name))
        try:
            user = admin_create(email=email, name=name, password=password)
        except Refused as no:
            raise CommandError(no.reason) from None
        self.stdout.write(f"{user} may sign in as {user.email} and administers the house.")


def stranger(email: str) -> None:
    """A well-formed address that nobody here has."""
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(f"“{email}” is not an e-mail address.") from None
    if user := User.objects.filter(email=email).first():
        raise CommandError(
            f"{email} already belongs to {user}. An administrator gives roles on the page People; "
            f"`manage.py changepassword {email}` sets a new password."
        )


def chosen_password() -> str:
    """From the environment, else typed twice; never an argument, which every process list would show."""
    if password := os.environ.get(VARIABLE):
        return password
    if not sys.stdin.isatty():
        raise CommandError(f"There is no terminal to ask on: set {VARIABLE}.")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("The same again: "):
        raise CommandError("The two passwords differ. Nothing was made.")
    return password


def acceptable(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
