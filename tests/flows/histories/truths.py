"""What is so of a story as the rows have it: read with plain queries, decided by the oracle alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q

from articles.models import AnalysisRun, Article, Flag, Revision, RunStatus
from newsroom.accounts.models import Membership
from review.models import (
    Accusation,
    AIUse,
    Declaration,
    FlagDecision,
    ReplyRequest,
    Review,
    SecondHandRecord,
    SourceRecord,
    UseTakenBack,
)
from tests.flows.histories.house import (
    ACCUSING,
    AI_WRITES,
    LEFTOVER,
    NAMELESS,
    SECOND_HAND,
    SIGNING,
)

Uses = frozenset[tuple[str, ...]]
OWN_FORM = ("anonymous-source", "reply-not-recorded", "second-hand-report")  # asked about below


def substance(head: Revision) -> tuple[str, ...]:
    """The text as written, white space folded, with what hangs on it and the words of its images."""
    pictures = head.attachments.order_by("order").values_list(
        "file_id", "alt", "caption", "credit", "source_type"
    )
    parts = [head.headline, head.standfirst, head.text, head.byline, head.format, head.alert_text]
    parts += [*head.alternative_headlines, *(str(one) for one in pictures)]
    return tuple(" ".join(part.split()) for part in parts)


def same_words(one: Revision, other: Revision | None) -> bool:
    return other is not None and substance(one) == substance(other)


def holds(person: int, article: Article, roles: Collection[str]) -> bool:
    """One of the roles, on the story's desk or in the whole house."""
    here = Membership.objects.filter(Q(desk=None) | Q(desk=article.desk_id), user_id=person, role__in=roles)
    return here.exists()


def may_sign(user: Any, article: Article) -> bool:
    """Works here, holds a role that signs, and is no author."""
    author = article.authors.filter(pk=user.pk).exists()
    return user.is_active and not author and holds(user.pk, article, SIGNING)


def uses_of(article_id: int) -> Uses:
    """What was declared last, as far as readers and signers are told of it."""
    row = Declaration.objects.filter(article_id=article_id).order_by("pk").last()
    names = ("stage", "scope", "system", "passages", "image", "checked_by")
    return frozenset(tuple(getattr(use, n) for n in names) for use in row.uses.all()) if row else frozenset()


def which(use: AIUse | UseTakenBack) -> tuple[str, ...]:
    """What makes a use that very one: other words about it are a correction."""
    return (use.stage, use.scope, " ".join(use.system.split()).casefold(), use.image)


def declared_uses(article_id: int) -> frozenset[tuple[str, ...]]:
    row = Declaration.objects.filter(article_id=article_id).order_by("pk").last()
    return frozenset(which(use) for use in row.uses.all()) if row else frozenset()


def roles_asked(article: Article, review: Review, body: Mapping[str, Any]) -> set[str]:
    """Roles the policy asks for, by what the text is and what was declared of it."""
    text = article.head.text if article.head else ""
    stages, known = {stage for stage, *_ in uses_of(article.pk)}, read(article)
    true = {
        "always": True,
        "anonymous-source": known
        and text in NAMELESS | SECOND_HAND
        and not _misread(article, "anonymous-source"),
        "ai-above-assisted": bool(stages & AI_WRITES),
        "asked": review.legal_asked_by_id is not None,
        "allegation": known and bool(accusations(article)),
    }
    return {role for role, when in body["signers"] if true[when] and role in SIGNING}


def accusations(article: Article) -> list[Accusation]:
    """Those that stand in the text: sure, or marked by a person; until two people, no authors, say that it is
    none, or whoever marked it says that it was by mistake."""
    text, out = article.head.text, set(article.authors.values_list("pk", flat=True))
    rows = Accusation.objects.filter(article=article).prefetch_related("acts")
    return [row for row in rows if row.quote in text and _stands_as_accusation(row, text, out)]


def _stands_as_accusation(row: Accusation, text: str, out: set[int]) -> bool:
    if row.marked_by_id is None and text not in ACCUSING:
        return False
    acts = [act for act in row.acts.order_by("pk") if act.made_by_id not in out]
    newest = {act.made_by_id: act.kind for act in acts if act.kind in ("yes", "no")}
    if "yes" in newest.values():
        return True
    if any(act.kind == "withdrawn" and act.made_by_id == row.marked_by_id for act in row.acts.all()):
        return False
    return list(newest.values()).count("no") < 2


def _misread(article: Article, rule: str) -> bool:
    """Dismissed as misread by one person, with somebody else's agreement; neither is an author."""
    for flag in flags_of(article).filter(rule=rule):
        newest = newest_decision(flag, article)
        if newest is None or (newest.outcome, newest.reason) != ("dismissed", "misread"):
            return False
        if not _agreed(newest, article):
            return False
    return True


def flags_of(article: Article) -> Any:
    return Flag.objects.filter(article=article, current__isnull=False).select_related("current__run")


def newest_decision(flag: Flag, article: Article) -> FlagDecision | None:
    """Of the passage as it is now, by somebody who is no author."""
    authors = article.authors.values_list("pk", flat=True)
    here = flag.decisions.filter(passage_digest=flag.current.passage_digest)
    return here.exclude(made_by__in=list(authors)).order_by("-pk").first()


def _agreed(decision: FlagDecision, article: Article) -> bool:
    out = {decision.made_by_id, *article.authors.values_list("pk", flat=True)}
    return any(one.person_id not in out for one in decision.seconds.filter(agreed=True))


def read(article: Article) -> bool:
    """The newest finished check read this very text, as the kind of story it is: what it asks stands there."""
    done = AnalysisRun.objects.filter(revision__article=article, status=RunStatus.DONE)
    newest = done.select_related("revision").order_by("finished_at", "pk").last()
    return newest is not None and newest.kind == article.kind and same_words(newest.revision, article.head)


def answered(article: Article, review: Review, body: Mapping[str, Any]) -> Iterable[str]:
    """What is not answered, unless a newer engine asked it after the approval."""
    severities = body["severities"]
    for flag in flags_of(article):
        severity = severities.get(flag.rule) or flag.current.severity
        if flag.asked_by_id:
            severity = flag.current.severity
        if severity != "block" or flag.rule in OWN_FORM:
            continue
        if not _stands(flag, article) and not _late(flag, article, review):
            yield f"Published with a blocking question open ({flag.rule})."
    if read(article):
        yield from (*_leftover(article, severities), *_sources(article), *_reports(article))
    yield from _replies(article)


def _leftover(article: Article, severities: Mapping[str, str]) -> Iterable[str]:
    """What a chat tool left in a text that was read was asked about, and somebody answered."""
    if severities.get("chat-residue", "block") != "block" or article.head.text != LEFTOVER:
        return
    if not Flag.objects.filter(article=article, rule="chat-residue", decisions__isnull=False).exists():
        yield "Published with what a chat tool left, and nobody answered for it."


def _stands(flag: Flag, article: Article) -> bool:
    """Answered: with evidence, by whoever asked, or by a dismissal that somebody else agreed to."""
    newest = newest_decision(flag, article)
    if newest is None or newest.outcome == "reopened":
        return False
    own = flag.asked_by_id == newest.made_by_id
    return newest.outcome == "evidenced" or own or _agreed(newest, article)


def _late(flag: Flag, article: Article, review: Review) -> bool:
    """A newer engine asked it after the approval of a text that an older one had read to the end."""
    run = flag.current.run
    if run is None or flag.asked_by_id or review.approved_at is None or flag.created_at <= review.approved_at:
        return False
    before = AnalysisRun.objects.filter(
        revision__article=article, status=RunStatus.DONE, finished_at__lte=review.approved_at
    )
    rows = before.select_related("revision")
    engines = {each.engine for each in rows if same_words(each.revision, article.head)}
    return bool(engines) and run.engine not in engines


def _sources(article: Article) -> Iterable[str]:
    """Somebody who is no author, and works here, knows who the unnamed source is."""
    if article.head.text not in NAMELESS or _misread(article, "anonymous-source"):
        return
    authors = article.authors.values_list("pk", flat=True)
    known = SourceRecord.objects.filter(article=article, editor_knows__is_active=True)
    if not known.exclude(editor_knows__in=list(authors)).exists():
        yield "Published with an unnamed source whom nobody here vouches for."


def _reports(article: Article) -> Iterable[str]:
    """Another newsroom's report is linked, and confirmed or said not to be."""
    if article.head.text not in SECOND_HAND or _misread(article, "second-hand-report"):
        return
    if not SecondHandRecord.objects.filter(article=article).exists():
        yield "Published with another newsroom's unnamed source, and nobody says where its report is."


def _replies(article: Article) -> Iterable[str]:
    """Whoever is accused was asked and their time is over, or somebody says why nobody need be."""
    authors = set(article.authors.values_list("pk", flat=True))
    for row in accusations(article) if read(article) else ():
        excused = any(
            act.kind != "answered" or act.words in article.head.text
            for act in row.acts.exclude(kind__in=("yes", "no", "withdrawn")).exclude(made_by__in=authors)
        )
        about = [r for r in ReplyRequest.objects.filter(article=article) if row.passage_digest in r.passages]
        if not excused and all(r.outcome == "waiting" for r in about):
            yield f"Published with an accusation against {row.against}, who was not asked."
