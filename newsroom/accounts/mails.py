"""The two letters this app sends, and whether it can send any."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from newsroom.accounts.models import Invitation

log = logging.getLogger(__name__)
NOT_DELIVERED = ("console", "dummy", "filebased")


def mail_reaches_people() -> bool:
    """False where mail only ends in a log, a file, or nowhere."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in NOT_DELIVERED


def invitation_send(invitation: Invitation, link: str) -> bool:
    """True when the mail server took the letter; otherwise the admin hands the link over."""
    if not mail_reaches_people():
        return False
    context = {"invitation": invitation, "link": link, "newsroom_name": settings.NEWSROOM_NAME}
    body = render_to_string("accounts/mail/invitation.txt", context)
    subject = f"{invitation.invited_by} invites you to {settings.NEWSROOM_NAME}"
    try:
        return send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [invitation.email]) == 1
    except OSError as error:  # what smtplib and sockets raise
        log.warning("The invitation %s could not be mailed: %s", invitation.pk, error)
        return False
