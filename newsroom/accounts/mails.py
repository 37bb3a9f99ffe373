"""The letters this app sends, and whether it can send any."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from newsroom.accounts.models import Invitation, User

log = logging.getLogger(__name__)
NOT_DELIVERED = ("console", "dummy", "filebased")


def mail_reaches_people() -> bool:
    """False where mail only ends in a log, a file, or nowhere."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in NOT_DELIVERED


def invitation_send(invitation: Invitation, link: str) -> bool:
    """True when the mail server took the letter; otherwise the admin hands the link over."""
    context = {"invitation": invitation, "link": link}
    subject = f"{invitation.invited_by} invites you to {settings.NEWSROOM_NAME}"
    return _sent("invitation", subject, invitation.email, context)


def address_changed_send(actor: User, user: User, before: str) -> bool:
    """To the address that was: whoever reads it there learns who changed it, and whom to ask."""
    context = {"actor": actor, "person": user, "before": before}
    return _sent("address_changed", f"Your address at {settings.NEWSROOM_NAME} was changed", before, context)


def _sent(letter: str, subject: str, to: str, context: dict[str, Any]) -> bool:
    if not mail_reaches_people():
        return False
    told = {**context, "newsroom_name": settings.NEWSROOM_NAME}
    body = render_to_string(f"accounts/mail/{letter}.txt", told)
    try:
        return send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [to]) == 1
    except OSError as error:  # what smtplib and sockets raise
        log.warning("A letter (%s) could not be mailed: %s", letter, error)
        return False
