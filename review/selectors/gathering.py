"""The rows that cases are made of, read in parts, so that only what was written is read again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Exists, Model

from articles.models import AnalysisRun, Article, Attachment, Flag, Revision, RunStatus, Sighting
from newsroom.accounts.models import Desk, HouseRole, Membership, User
from newsroom.accounts.selectors import signers_by_desk, signing_roles
from review.disclosure.systems import AllowedSystem
from review.models import (
    Accusation,
    AccusationAct,
    AISystem,
    AIUse,
    DecisionSecond,
    Declaration,
    Disclosure,
    EarlyRelease,
    EditAcceptance,
    FlagDecision,
    FlagReply,
    ImageContradiction,
    Override,
    PolicyEnd,
    PolicyPin,
    PolicyVersion,
    Publication,
    ReplyRequest,
    RetractionConfirmation,
    Review,
    SecondHandRecord,
    SignOff,
    SourceRecord,
    UseTakenBack,
)
from review.selectors.claims import accusations_of, checked_of, early_of
from review.selectors.flags import answers_to
from review.selectors.grouping import grouped, in_order, newest_first
from review.selectors.policy import Roles, Under, stories_under
from review.selectors.prepared import Prepared, Query, stand_ins, with_ids
from review.selectors.records import attestations_of, requests_of
from review.selectors.systems import allowed_systems

PICTURE = ("file_id", "name", "alt", "caption", "credit", "source_type", "metadata", "order")
FEW = 50  # stories of which it is asked first what there is at all; of more, nearly everything is there

Rows = Mapping[int, list[Any]]
Loaded = dict[str, Any]


class Gathered:
    """Every row the cases of some stories need, by article id; newest first unless said otherwise."""

    articles: list[Article]
    under: Mapping[int, Under]
    roles: Roles
    closed: frozenset[str]  # roles that nobody is given any more
    held: Mapping[int | None, Mapping[str, set[int]]]  # who signs in which role on which desk
    revisions: Rows  # oldest first, without their texts
    runs: Rows
    flags: Rows
    decisions: Mapping[int, list[FlagDecision]]  # by flag
    replies: Mapping[int, list[FlagReply]]  # by flag
    seconds: Rows  # by decision
    declarations: Rows
    disclosures: Rows
    sign_offs: Rows
    taken_back: Rows
    acceptances: Rows
    overrides: Rows
    publications: Rows
    attestations: Rows
    requests: Rows
    checked: Rows
    accusations: Rows
    early: Rows
    pictures: Rows
    contradictions: Rows
    systems: tuple[AllowedSystem, ...]

    def __init__(self, ids: Iterable[int]) -> None:
        self._ids = list(ids)
        self._there = _there(self._ids)
        for part in PARTS:
            self._load(part)

    def again(self, tables: Collection[str]) -> bool:
        """Reads the parts anew that look at these tables; False where none does."""
        stale = [part for part in PARTS if part.tables & set(tables)]
        for part in stale:
            if part.own in tables:
                self._there.add(part.slug)
            self._load(part)
        return bool(stale)

    def _load(self, part: Part) -> None:
        for name, value in (part.load(self._ids) if part.slug in self._there else nothing(part)).items():
            setattr(self, name, value)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that are read together; the first of `reads` are its own, the others hang on them.

    `tells`: what there must be a row of for the part to hold anything; none: it always does. Of no story,
    `load` gives nothing without a query.
    """

    slug: str
    load: Callable[[list[int]], Loaded]
    reads: tuple[type[Model], ...]
    tells: Callable[[list[int]], Any] | None = None

    @property
    def own(self) -> str:
        return self.reads[0]._meta.db_table

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(model._meta.db_table for model in self.reads)


@cache
def nothing(part: Part) -> Loaded:
    """What a part holds of no story; without a query."""
    return part.load([])


def _there(ids: list[int]) -> set[str]:
    """Slugs of the parts that hold a row of any of these stories. One query; nearly free."""
    every, asked = {part.slug for part in PARTS}, [part for part in PARTS if part.tells]
    if not ids or len(ids) > FEW:
        return every
    sql, given = _whether(len(ids))
    with connection.cursor() as cursor:
        cursor.execute(sql, with_ids(given, ids))
        found = cursor.fetchone()
    lacking = [part.slug for part, there in zip(asked, found or (), strict=False) if not there]
    return every - set(lacking)


@cache
def _whether(count: int) -> tuple[str, tuple[Any, ...]]:
    """The SQL that asks so many stories: compiling it costs more than running it."""
    ids = stand_ins(count)
    asked = [part.tells for part in PARTS if part.tells]
    has = {f"has_{number}": Exists(tells(ids)) for number, tells in enumerate(asked)}
    rows = Article.objects.filter(pk__in=ids).order_by().values_list(*has.values())[:1]
    return rows.query.sql_with_params()


def _grouped(rows: Iterable[Any], key: str = "article_id") -> Rows:
    return grouped((getattr(row, key), row) for row in rows)


def _by_article(model: type[Model]) -> Callable[[list[int]], Any]:
    return lambda ids: model._default_manager.filter(article__in=ids)


@Prepared
def _articles(ids: list[int]) -> Any:
    people = ("responsible", "approved_by", "changes_asked_by")
    rows = Article.objects.filter(pk__in=ids).select_related(
        *("head", "desk", "review__policy", "review__pin", "review__approved_revision"),
        *(f"review__{name}" for name in people),
    )
    return rows.prefetch_related("authors")


def _stories(ids: list[int]) -> Loaded:
    articles = in_order(_articles(ids), lambda one: one.created_at, reverse=True)
    return {"articles": articles, "under": stories_under(articles)}


def _house(ids: list[int]) -> Loaded:
    known = signing_roles()
    return {
        "roles": tuple((role.slug, role.name) for role in known),
        "held": signers_by_desk(),
        "closed": frozenset(role.slug for role in known if not role.active),
    }


@Prepared
def _texts(ids: list[int]) -> Any:
    rows = Revision.objects.filter(article__in=ids).select_related("created_by")
    return rows.defer("text", "standfirst", "import_notes")


def _revisions(ids: list[int]) -> Loaded:
    return {"revisions": _grouped(in_order(_texts(ids), lambda one: one.number))}


@Prepared
def _readings(ids: list[int]) -> Any:
    runs = AnalysisRun.objects.filter(revision__article__in=ids).exclude(status=RunStatus.SUPERSEDED)
    return runs.select_related("revision").only(
        *("status", "error", "failed_rules", "engine", "finished_at", "kind", "read_as", "language"),
        "reads_english",
        *(f"revision__{name}" for name in ("article_id", "substance_digest", "scheme", "mapped_digests")),
    )


def _runs(ids: list[int]) -> Loaded:
    return {"runs": grouped((run.revision.article_id, run) for run in newest_first(_readings(ids)))}


def _current_flags(ids: list[int]) -> Any:
    return Flag.objects.filter(article__in=ids, current__isnull=False)


@Prepared
def _standing(ids: list[int]) -> Any:
    return _current_flags(ids).select_related("current__run", "asked_by").defer("current__run__result")


def _flags(ids: list[int]) -> Loaded:
    flags = in_order(_standing(ids), lambda one: (one.current.field, one.current.start, one.number))
    decisions, replies = answers_to(flags)
    return {
        "flags": _grouped(flags),
        "decisions": decisions,
        "replies": replies,
        "seconds": _seconds(decisions),
    }


@Prepared
def _seconded(ids: list[int]) -> Any:
    return DecisionSecond.objects.filter(decision__in=ids).select_related("person")


def _seconds(decisions: Mapping[int, list[Any]]) -> Rows:
    """What second persons said of the dismissals among these decisions; no query where there is none."""
    dismissed = [one.pk for found in decisions.values() for one in found if one.outcome == "dismissed"]
    return _grouped(_seconded(dismissed), "decision_id")


def _newest(query: Query) -> Callable[[list[int]], Rows]:
    """What the query finds, newest first, by article."""
    rows: Prepared[Any] = Prepared(query)
    return lambda ids: _grouped(newest_first(rows(ids)))


@_newest
def _declarations(ids: list[int]) -> Any:
    rows = _by_article(Declaration)(ids).select_related("made_by", "revision").defer("revision__text")
    return rows.prefetch_related("uses")


@_newest
def _disclosures(ids: list[int]) -> Any:
    rows = _by_article(Disclosure)(ids).select_related("declaration", "decided_by", "policy", "pin")
    return rows.defer("policy__body", "pin__body")


@_newest
def _sign_offs(ids: list[int]) -> Any:
    rows = _by_article(SignOff)(ids).select_related("person", "revision", "ended_by", "carried_by")
    return rows.defer("revision__text")


@_newest
def _taken_back(ids: list[int]) -> Any:
    return _by_article(UseTakenBack)(ids).select_related("asked_by", "agreed_by", "use")


@_newest
def _acceptances(ids: list[int]) -> Any:
    return _by_article(EditAcceptance)(ids).select_related("revision").defer("revision__text")


@_newest
def _overrides(ids: list[int]) -> Any:
    return _by_article(Override)(ids).select_related("asked_by", "seconded_by")


@_newest
def _publications(ids: list[int]) -> Any:
    related = ("revision", "published_by", "confirmation")
    return _by_article(Publication)(ids).select_related(*related).defer("bundle", "revision__text")


@_newest
def _contradictions(ids: list[int]) -> Any:
    return _by_article(ImageContradiction)(ids).select_related("asked_by", "seconded_by", "reason")


def _attached(ids: list[int]) -> Any:
    return Attachment.objects.filter(revision__head_of__in=ids)


@Prepared
def _images(ids: list[int]) -> Any:
    """The images of the newest texts, without their files."""
    return _attached(ids).select_related("revision").only(*PICTURE, "revision__article_id")


def _pictures(ids: list[int]) -> Loaded:
    rows = in_order(_images(ids), lambda one: one.order)
    return {"pictures": grouped((row.revision.article_id, row) for row in rows)}


def _systems(ids: list[int]) -> Loaded:
    return {"systems": allowed_systems()}


def _own(name: str, rows: Callable[[list[int]], Rows], *reads: type[Model]) -> Part:
    """Rows of the first model, each of which names its story; there are any where one does."""
    return Part(name, lambda ids: {name: rows(ids)}, reads, _by_article(reads[0]))


AUTHORS = Article.authors.through
# What each part reads, but for the words of notes: a note is never changed while somebody acts on a story,
# except to be redacted, and comes with the row it belongs to. Held to the queries by test_unit_of_work.
PARTS: tuple[Part, ...] = (
    Part(
        "stories",
        _stories,
        (Article, AUTHORS, Desk, Review, Revision, User, PolicyVersion, PolicyEnd, PolicyPin),
    ),
    Part("house", _house, (HouseRole, Membership, User)),
    Part("revisions", _revisions, (Revision, User)),
    Part("runs", _runs, (AnalysisRun, Revision)),
    Part(
        "flags",
        _flags,
        (Flag, Sighting, AnalysisRun, Revision, User, FlagDecision, FlagReply, DecisionSecond),
        _current_flags,
    ),
    _own("declarations", _declarations, Declaration, AIUse, Revision, User),
    _own("disclosures", _disclosures, Disclosure, Declaration, User, PolicyVersion, PolicyPin),
    _own("sign_offs", _sign_offs, SignOff, Revision, User),
    _own("taken_back", _taken_back, UseTakenBack, AIUse, User),
    _own("acceptances", _acceptances, EditAcceptance, Revision),
    _own("overrides", _overrides, Override, User),
    _own("publications", _publications, Publication, RetractionConfirmation, Revision, User),
    _own("attestations", attestations_of, SourceRecord, User),
    _own("requests", requests_of, ReplyRequest, User),
    _own("checked", checked_of, SecondHandRecord, User),
    _own("accusations", accusations_of, Accusation, AccusationAct, Flag, User),
    _own("early", early_of, EarlyRelease, User),
    Part("pictures", _pictures, (Attachment, Revision, Article), _attached),
    _own("contradictions", _contradictions, ImageContradiction, User),
    Part("systems", _systems, (AISystem,)),
)
