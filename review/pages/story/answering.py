"""A flag's open form: fresh, as it was posted, or once more after something changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from articles.models import Article, Flag
from articles.selectors import sighting_before
from review.models import FlagDecision
from review.pages.story.forms import FORMS, REASONS, AnswerForm, TogetherForm
from review.pages.story.page import StoryPage
from review.pages.story.text import Asked
from review.pages.story.ways import WAY, Way
from review.selectors.case import case_of
from review.selectors.flags import FlagView, flag_views


@dataclass(frozen=True, slots=True)
class Answer:
    """A card's open form; `changed` says what changed while the person was typing."""

    number: int
    way: Way
    form: AnswerForm
    action: str
    changed: str = ""


def opened_by(page: StoryPage, asked: Asked) -> Answer | None:
    """The form an address asks for, where this person may answer so."""
    way, card = WAY.get(asked.way), page.card(asked.flag)
    if card is None or way is None or way not in card.ways:
        return None
    return Answer(card.number, way, _form(way, card.view), _url(page.article, card.number, way))


def bound(article: Article, number: int, way: Way, data: Mapping[str, Any]) -> Answer:
    """What was posted about one flag."""
    return Answer(number, way, _form(way, _view(article, number), data), _url(article, number, way))


def refreshed(article: Article, flag: Flag, answer: Answer, what: str) -> Answer:
    """The same words once more, now about what stands there; `changed` says what was and what is."""
    view = _view(article, flag.number)
    posted = dict(answer.form.data.items())
    seen = posted.get("seen_passage", "")
    posted |= {"seen_passage": view.seen_passage, "seen_decision": view.seen_decision or ""}
    changed = f"{what} {_difference(flag, seen, view)} What you typed is kept below."
    return replace(answer, form=_form(answer.way, view, posted), changed=" ".join(changed.split()))


def _form(way: Way, view: FlagView, data: Mapping[str, Any] | None = None) -> AnswerForm:
    """Unbound, it carries what the person sees now."""
    kind = FORMS[way.slug]
    seen = {"seen_passage": view.seen_passage, "seen_decision": view.seen_decision}
    mentions = [(number, f"Flag {number}") for number in view.together_numbers]
    more = {"mentions": mentions} if issubclass(kind, TogetherForm) else {}
    form = kind(data, initial=seen, **more)
    if "reason" in form.fields and not view.gone:
        form.fields["reason"].choices = [one for one in REASONS if one[0] != FlagDecision.Reason.GONE]
    return form


def _url(article: Article, number: int, way: Way) -> str:
    return reverse("review:flag_reply" if way.intent else "review:flag_decide", args=[article.slug, number])


def _difference(flag: Flag, seen: str, view: FlagView) -> str:
    """The passage as it was answered beside the passage as it reads now."""
    if not view.sighting or view.seen_passage == seen:
        return ""
    before = sighting_before(flag, seen)
    if before is None or before.quote == view.sighting.quote:
        return "The sentence around the words is another one now."
    return f"You answered “{before.quote}”; it now reads “{view.sighting.quote}”."


def _view(article: Article, number: int) -> FlagView:
    return next(view for view in flag_views(article, case_of(article)) if view.number == number)
