"""People, the desks they work on, the roles they hold there, and the invitations that bring them in."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Role(models.TextChoices):
    """What a person may be on a desk; one person may hold several."""

    REPORTER = "reporter", "reporter"
    EDITOR = "editor", "editor"
    STANDARDS = "standards", "standards"
    LEGAL = "legal", "legal"
    ADMIN = "admin", "admin"


SIGNER = "signer"  # what a role the house added counts as, for whoever holds it: see selectors.role_map
READING_ROLES: tuple[str, ...] = (Role.REPORTER, Role.EDITOR, Role.STANDARDS, Role.LEGAL, SIGNER)
SIGNING_ROLES: tuple[str, ...] = (Role.EDITOR, Role.STANDARDS, Role.LEGAL, SIGNER)


def folded(account: str) -> str:
    """An address as it is kept."""
    return account.strip().lower()


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None) -> User:
        """A person who may sign in; without a password only after a reset."""
        user = self.model(email=self.normalize_email(email).lower(), name=name.strip())
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=folded(email or ""))


class User(AbstractBaseUser):
    """A person of the newsroom. Never deleted: history keeps naming them; `is_active` closes the door."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def initials(self) -> str:
        parts = self.name.split()
        return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper()


class Desk(models.Model):
    """A part of the newsroom: its drafts are read by the people who hold a role on it."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class HouseRole(models.Model):
    """A role that signs, as the house calls it. The slug is forever: signatures and policies name it."""

    slug = models.SlugField(max_length=12, unique=True)
    name = models.CharField(max_length=40)  # as in a sentence: "photo desk"
    about = models.CharField(max_length=200, blank=True)  # what it is there for, for who gives it to people
    is_active = models.BooleanField(default=True)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one person on one desk; no desk means on every desk."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    desk = models.ForeignKey(
        Desk, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=12)  # of Role, or a HouseRole's slug

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "desk", "role"], name="one_role_once_a_desk"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(desk__isnull=True), name="one_role_once_house_wide"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role}, {self.desk or 'every desk'}"


class Invitation(models.Model):
    """A link that lets one person in, once. Only its digest is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    roles = models.JSONField(default=list)  # [[desk id or null, role], ...]
    token_digest = models.CharField(max_length=64, unique=True)  # sha256 of the token in the link
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    @property
    def open(self) -> bool:
        return not (self.accepted_at or self.revoked_at) and self.expires_at > timezone.now()


class Tries(models.Model):
    """How often a password was tried in vain, of an account from an address or from an address alone.

    Kept for an hour; by digest, so that nothing can be read of what was typed.
    """

    digest = models.CharField(max_length=64, unique=True)
    wrong = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.wrong} wrong"
