"""Checkpoints: the heads of all chains at one moment, signed; made, handed out and checked here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from review.models import ChainHead, Checkpoint, SigningKey
from review.record import audit, keys
from review.record.reading import each, guarded, readable
from review.record.rows import canonical, plain
from review.record.trail import Trail
from review.record.tree import root_of

KIND = "checkpoint"
UNKNOWN = "which the key in use does not vouch for"
Why = Checkpoint.Why
Heads = dict[str, list[Any]]


class Unreadable(ValueError):
    """A file of checkpoints that is none; str() is the sentence."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint as a file has it, somewhere else."""

    facts: dict[str, Any]
    heads: Heads  # as it was written: all, or what differs from the base
    key: str
    public: str
    signature: str


@transaction.atomic
def checkpoint_make(why: str) -> Checkpoint:
    """Inside the transaction of what it follows. At a publication it lists what moved since the night."""
    audit.lock(audit.HOUSE)
    key = keys.current()
    last = Checkpoint.objects.order_by("-number").first()
    heads: Heads = {head.chain: [head.sequence, head.digest] for head in ChainHead.objects.order_by("chain")}
    base = _base() if why == Why.PUBLICATION else None
    known = heads_in(base) if base else {}
    row = Checkpoint(
        number=last.number + 1 if last else 1,
        why=why,
        at=timezone.now(),
        base=base,
        heads=canonical({chain: head for chain, head in heads.items() if known.get(chain) != head}),
        chains=len(heads),
        root=root_of(heads),
        previous=last.digest if last else "",
        key=key,
    )
    row.digest = digest_of(facts_of(row))
    row.signature = keys.signed(KIND, facts_of(row))
    row.save(force_insert=True)
    audit.record("checkpoint-made", subject=row, checkpoint=row.number, why=row.get_why_display())
    transaction.on_commit(partial(_remember, row.number, row.digest), robust=True)
    return row


def facts_of(row: Checkpoint) -> dict[str, Any]:
    """What the signature is over."""
    return {
        "number": row.number,
        "at": plain(row.at),
        "chains": row.chains,
        "root": row.root,
        "heads": hashlib.sha256(row.heads.encode()).hexdigest(),
        "base": row.base.number if row.base else None,
        "previous": row.previous,
        "key": row.key.key_id,
    }


def digest_of(facts: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def heads_of(row: Checkpoint) -> Heads:
    """Of every chain there was. Raises Garbled."""
    return (heads_in(row.base) if row.base else {}) | heads_in(row)


def heads_in(row: Checkpoint) -> Heads:
    """Those that the checkpoint itself lists. Raises Garbled."""
    heads = audit.object_of(row.heads)
    if heads is None or not all(_is_head(head) for head in heads.values()):
        raise audit.Garbled(f"The heads that checkpoint {row.number} lists cannot be read.")
    return heads


def _is_head(head: Any) -> bool:
    return isinstance(head, list) and [type(part) for part in head] == [int, str]


def exported() -> Iterator[str]:
    """A line a checkpoint, to be kept where the owner of the database cannot reach it. Raises Garbled."""
    for row in Checkpoint.objects.select_related("key", "base").order_by("number"):
        line = {"checkpoint": facts_of(row), "heads": heads_in(row), "key": row.key.key_id}
        yield canonical(line | {"public": row.key.public, "signature": row.signature})


def read(lines: Iterable[str]) -> list[Kept]:
    """As `checkpoints --export` wrote them. Raises Unreadable."""
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            kept = Kept(said["checkpoint"], said["heads"], said["key"], said["public"], said["signature"])
            if not _is_whole(kept):
                raise ValueError("something in it is not what belongs there")
            fits = digest_of_heads(kept.heads) == kept.facts["heads"]
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(f"Line {number} is no checkpoint: {error}.") from error
        if not fits or not keys.fits(kept.public, kept.signature, KIND, kept.facts):
            raise Unreadable(f"Line {number} was changed since it was exported: its signature does not fit.")
        found.append(kept)
    return found


def _is_whole(kept: Kept) -> bool:
    """Every part is of the kind that is exported, and names the key that is signed over."""
    words = all(type(part) is str for part in (kept.key, kept.public, kept.signature))
    facts = isinstance(kept.facts, dict) and type(kept.facts.get("number")) is int
    named = facts and kept.facts.get("key") == kept.key
    return words and named and isinstance(kept.heads, dict) and all(map(_is_head, kept.heads.values()))


def digest_of_heads(heads: Heads) -> str:
    return hashlib.sha256(canonical(heads).encode()).hexdigest()


def odd(trail: Trail) -> Iterator[str]:
    """What does not fit of the checkpoints, and what of the chains does not fit them."""
    known: dict[str, str] = {}
    previous, number, base = "", 0, None
    signers = {key.pk: key for key in readable(SigningKey.objects.order_by("pk"))}
    try:
        known = keys.trusted()
    except Exception as error:
        told = error if isinstance(error, keys.NoKey) else "something in them is not what belongs there."
        yield f"The keys that signed the record cannot be known: {told}"

    def say(row: Checkpoint) -> Iterator[str]:
        nonlocal previous, number, base
        name, before, last = f"Checkpoint {row.number}", previous, number
        previous, number = row.digest, row.number
        row.key = signers.get(row.key_id) or row.key
        if base and row.base_id == base.pk:
            row.base = base
        base = base if row.base_id else row
        if row.number != last + 1:
            yield f"{name} follows checkpoint {last}: what stood between them is gone."
        elif row.previous != before:
            yield f"{name} does not continue the checkpoint before it."
        yield from guarded(f"The signature of {name[:1].lower()}{name[1:]}", _unsigned(row, known, name))
        yield from guarded(f"The list of heads of {name[:1].lower()}{name[1:]}", _unlike(trail, row))

    yield from each(Checkpoint.objects.order_by("number"), say, some=100)
    yield from _forgotten(number)


def _unlike(trail: Trail, row: Checkpoint) -> Iterator[str]:
    """The heads are those that were signed, and the chains run through them."""
    try:
        heads = heads_of(row)
    except audit.Garbled as garbled:
        yield str(garbled)
        return
    if (root_of(heads), len(heads)) != (row.root, row.chains):
        yield f"The heads that checkpoint {row.number} lists are not those it was signed over."
    yield from rewritten(trail, heads, f"checkpoint {row.number}")


def against(trail: Trail, kept: Iterable[Kept]) -> Iterator[str]:
    """The same checkpoints, kept elsewhere: what the database says now has to fit them."""
    here = dict(Checkpoint.objects.values_list("number", "digest"))
    known = keys.trusted()
    for one in kept:
        number = one.facts["number"]
        if number not in here:
            yield f"Checkpoint {number} is gone: it was exported."
        elif here[number] != digest_of(one.facts):
            yield f"Checkpoint {number} is not the one that was exported."
        if known.get(one.key) != one.public:
            yield f"Checkpoint {number} was exported with the key {one.key}, {UNKNOWN}."
        yield from rewritten(trail, one.heads, f"the exported checkpoint {number}")


def rewritten(trail: Trail, heads: Heads, where: str) -> Iterator[str]:
    for chain, (sequence, digest) in heads.items():
        if not sequence:
            continue
        if chain not in trail.last:
            yield f"Chain {chain} is gone: {where} has it up to event {sequence}."
        elif trail.digests.get((chain, sequence)) != digest:
            yield f"Chain {chain} was rewritten or cut: event {sequence} is not as {where} has it."


def _unsigned(row: Checkpoint, known: dict[str, str], name: str) -> Iterator[str]:
    facts = facts_of(row)
    if digest_of(facts) != row.digest:
        yield f"{name} was changed after it was signed."
    if row.key.key_id not in known:
        yield (
            f"{name} was signed with the key {row.key.key_id}, {UNKNOWN}: if that key was yours, run "
            f"manage.py rotate_key --vouch {row.key.key_id}."
        )
    elif not keys.fits(known[row.key.key_id], row.signature, KIND, facts):
        yield f"The signature of {name[:1].lower()}{name[1:]} does not fit it."


def remembered_in() -> Path:
    """Where this machine, and not the database, remembers the newest checkpoint it made."""
    return Path(settings.DATA) / "last_checkpoint"


def _remember(number: int, digest: str) -> None:
    fresh = remembered_in().with_suffix(".new")
    fresh.write_text(f"{number} {digest}\n")
    fresh.replace(remembered_in())


def _forgotten(newest: int) -> Iterator[str]:
    """The newest checkpoint that this machine made is gone from the database, or is another one."""
    if not remembered_in().exists():
        return
    number, _, digest = remembered_in().read_text().strip().partition(" ")
    row = Checkpoint.objects.filter(number=int(number)).first() if number.isdecimal() else None
    if row is None or row.digest != digest:
        yield (
            f"Checkpoint {number} is gone or another one; the newest here is {newest}. If a backup was put "
            f"back, delete {remembered_in()}."
        )


def _base() -> Checkpoint | None:
    """The newest that lists every head, where it can be read."""
    row = Checkpoint.objects.filter(base__isnull=True).order_by("-number").first()
    try:
        return row if row and heads_in(row) else None
    except audit.Garbled:
        return None
