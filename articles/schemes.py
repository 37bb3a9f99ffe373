"""In which scheme a digest was made, and how two that were stored are compared: in one that both have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.db import models

SCHEME = 2  # of what is written now; articles/digests.py holds every scheme


class Digested(Protocol):
    """A row with the digest it was given, its scheme, and what a migration found it to be in another."""

    substance_digest: str
    scheme: int
    mapped_digests: Mapping[str, str]


class Schemed(models.Model):
    """Beside a `substance_digest`: never computed again; a migration adds what the old ones are in a new
    scheme."""

    scheme = models.PositiveSmallIntegerField(default=1)
    mapped_digests = models.JSONField(default=dict)  # {"2": digest}: by scheme

    class Meta:
        abstract = True

    def digest_in(self, scheme: int = SCHEME) -> str:
        """The substance in that scheme; "" where nobody stored it."""
        return digest_in(self, scheme)


def digest_in(row: Digested, scheme: int = SCHEME) -> str:
    """The row's substance in that scheme; "" where nobody stored it."""
    return stored_in(row.substance_digest, row.scheme, row.mapped_digests, scheme)


def stored_in(digest: str, made_in: int, mapped: Mapping[str, str], scheme: int = SCHEME) -> str:
    """A digest in that scheme, of what is stored of it."""
    return digest if made_in == scheme else mapped.get(str(scheme), "")


class _Mapped(models.Func):
    """A key of the mapping; Django's own transform takes a key that looks like a number for an index."""

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = f"JSON_EXTRACT(%(expressions)s, '$.\"{SCHEME}\"')"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template=f"(%(expressions)s ->> '{SCHEME}')", **extra)


def query_in(
    digest: str = "substance_digest", made_in: str = "scheme", mapped: str = "mapped_digests"
) -> models.Expression:
    """The same in a query, in today's scheme; fields by name, also of a related row."""
    stored = _Mapped(models.F(mapped), output_field=models.CharField())
    today = models.When(**{made_in: SCHEME}, then=models.F(digest))
    return models.Case(today, default=stored, output_field=models.CharField())


def same_substance(one: Digested, other: Digested) -> bool:
    """Are both of one substance? Compared in the newest scheme that both have; in none, they are not."""
    for scheme in range(SCHEME, 0, -1):
        first, second = digest_in(one, scheme), digest_in(other, scheme)
        if first and second:
            return first == second
    return False
