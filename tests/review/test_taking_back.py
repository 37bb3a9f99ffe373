"""A use of AI once declared is taken back by its declarer and a second person; both stay on record."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.services import article_update
from newsroom.accounts.models import User
from newsroom.accounts.services import person_deactivate
from review.disclosure.grade import Use
from review.disclosure.uses import declarers, found, gone, identity, successors
from review.models import AIUse, AuditEvent, Declaration, UseTakenBack
from review.record.verification import broken
from review.services import (
    Changed,
    Forbidden,
    Refused,
    declaration_carry,
    declaration_make,
    use_take_back_answer,
    use_take_back_ask,
)
from review.workflow.gates import results
from tests.people import CLEAN, People, draft, read, revise, signed_in
from tests.review.steps import case, step, text_digest

ALPHA = Use("translation", "Alpha", "Translated the letter", "Rita Calder")
BETA = replace(ALPHA, system="Beta")
SECOND = replace(ALPHA, what="Translated the minutes")


def newer(use: Use) -> Use:
    return replace(use, system_version="4")


# Which use is which


@pytest.mark.parametrize(
    ("before", "after", "left_out"),
    [
        ((ALPHA,), (ALPHA,), ()),
        ((ALPHA, BETA), (BETA,), (ALPHA,)),
        ((ALPHA, BETA), (ALPHA,), (BETA,)),
        ((ALPHA,), (newer(ALPHA),), ()),
        ((ALPHA,), (replace(ALPHA, what="Put it into English"),), ()),
        ((ALPHA,), (replace(ALPHA, system="alpha "),), ()),
        ((ALPHA,), (BETA,), (ALPHA,)),
        ((replace(ALPHA, scope="whole"),), (ALPHA,), (replace(ALPHA, scope="whole"),)),
        ((replace(ALPHA, image="a"),), (ALPHA,), (replace(ALPHA, image="a"),)),
        ((ALPHA, SECOND), (SECOND,), (ALPHA,)),
        ((ALPHA, SECOND), (newer(SECOND), newer(ALPHA)), ()),
        ((ALPHA, SECOND), (newer(SECOND),), (ALPHA,)),
        ((ALPHA, SECOND), (replace(ALPHA, what="Neither"),), (ALPHA, SECOND)),
        ((ALPHA,), (), (ALPHA,)),
        ((ALPHA, ALPHA), (ALPHA,), ()),
        ((replace(ALPHA, passages="a"), replace(ALPHA, passages="b")), (replace(ALPHA, passages="b"),),
         (replace(ALPHA, passages="a"),)),
    ],
)  # fmt: skip
def test_it_tells_a_correction_from_a_use_left_out(
    before: tuple[Use, ...], after: tuple[Use, ...], left_out: tuple[Use, ...]
) -> None:
    assert gone(before, after) == left_out


@pytest.mark.parametrize("name", [one.name for one in fields(Use)])
def test_of_a_colleagues_use_only_version_and_check_are_corrected(name: str) -> None:
    now = replace(ALPHA, **{name: "another"})
    kept = () if name in ("system_version", "checked_by", "checked_how", "checker") else (ALPHA,)
    assert gone([ALPHA], [now], others=[ALPHA]) == kept


USES = st.builds(
    Use,
    stage=st.just("translation"),
    system=st.sampled_from(["Alpha", "Beta"]),
    what=st.sampled_from(["the letter", "the minutes"]),
    checked_by=st.just("Rita Calder"),
    system_version=st.sampled_from(["", "4"]),
)
SOME = st.lists(USES, max_size=4)
WHY = "It was another story."


@settings(max_examples=300, deadline=None)
@given(SOME, SOME)
def test_no_use_stands_for_another_system_or_for_two(before: list[Use], after: list[Use]) -> None:
    pairs = successors(before, after)
    assert all(identity(old) == identity(new) for old, new in pairs.items())
    assert len(set(pairs.values())) == len(pairs)
    assert set(pairs) | set(gone(before, after)) == set(before)
    assert all(pairs[use] == use for use in before if use in after)


@settings(max_examples=300, deadline=None)
@given(SOME, SOME)
def test_what_is_kept_beside_what_is_said_is_there_once(before: list[Use], after: list[Use]) -> None:
    stands = [*dict.fromkeys(after), *gone(before, after)]
    assert len(set(stands)) == len(stands)
    systems = Counter(use.system for use in stands)
    assert all(systems[name] >= count for name, count in Counter(u.system for u in set(before)).items())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["Rita", "Ed"]), SOME), min_size=1, max_size=5))
def test_every_use_that_stands_is_somebodys(history: list[tuple[str, list[Use]]]) -> None:
    assert set(declarers(history)) == set(history[-1][1])


def test_whoever_corrects_the_use_of_somebody_else_does_not_make_it_theirs() -> None:
    history = [("Ed", [ALPHA]), ("Rita", [newer(ALPHA), BETA]), ("Ed", [newer(ALPHA), newer(BETA)])]
    assert declarers(history) == {newer(ALPHA): "Ed", newer(BETA): "Rita"}


def test_a_use_that_could_be_two_is_neither() -> None:
    assert found(replace(ALPHA, what=""), [ALPHA]) == ALPHA
    assert found(replace(ALPHA, what=""), [ALPHA, SECOND]) is None
    assert found(ALPHA, [ALPHA, SECOND]) == ALPHA


# The house


@pytest.fixture
def both(people: People) -> Article:
    """Rita's, translated in parts with Alpha and with Beta."""
    article = read(draft(people))
    said(article, people.rita, ALPHA, BETA)
    return article


def said(article: Article, by: User, *uses: Use, why: str = "") -> None:
    declaration_make(
        actor=by, article_id=article.pk, seen_digest=text_digest(article), used_ai=bool(uses),
        uses=[asdict(use) for use in uses], taken_back=why,
    )  # fmt: skip


def added(article: Article, by: User, use: Use) -> None:
    declaration_make(
        actor=by, article_id=article.pk, seen_digest=text_digest(article), used_ai=True,
        uses=[asdict(use)], editor_note=True,
    )  # fmt: skip


def standing(article: Article) -> list[Use]:
    stands = case(article).declared_last
    return list(stands.uses) if stands else []


def row_of(article: Article, use: Use) -> int:
    stands = case(article).declared_last
    assert stands is not None
    rows = AIUse.objects.filter(declaration=stands.pk, system=use.system, what=use.what, scope=use.scope)
    return rows.get(system_version=use.system_version).pk


def ask(article: Article, by: User, use: Use, why: str = WHY) -> UseTakenBack:
    return use_take_back_ask(actor=by, article_id=article.pk, use_id=row_of(article, use), why=why)


def answer(article: Article, by: User, agree: bool = True) -> UseTakenBack:
    row = UseTakenBack.objects.filter(article=article, agreed_by=None).latest("pk")
    return use_take_back_answer(actor=by, taken_back_id=row.pk, agree=agree)


def g3(article: Article) -> str:
    (result,) = results(case(article), ["G3"])
    return result.sentence


@pytest.mark.django_db
def test_it_takes_back_the_use_that_was_asked_about(people: People, both: Article) -> None:
    ask(both, people.rita, BETA)
    answer(both, people.ed)
    assert standing(both) == [ALPHA]
    assert g3(both) == "1 use of AI stays declared. Rita Calder took back the use of Beta, Ed Marlow agreed."


@pytest.mark.django_db
def test_a_declaration_that_names_another_use_takes_none_away(people: People, both: Article) -> None:
    with pytest.raises(Refused, match="the use of Alpha"):
        said(both, people.rita, BETA)
    said(both, people.rita, BETA, why=WHY)
    assert standing(both) == [BETA, ALPHA]
    assert UseTakenBack.objects.get().system == "Alpha"
    answer(both, people.ed)
    assert standing(both) == [BETA]


@pytest.mark.django_db
def test_of_two_uses_of_one_system_it_takes_back_the_one_asked_about(people: People) -> None:
    article = read(draft(people))
    said(article, people.rita, ALPHA, SECOND)
    ask(article, people.rita, SECOND)
    answer(article, people.ed)
    assert standing(article) == [ALPHA]
    assert "took back the use of Alpha" in g3(article)


@pytest.mark.django_db
def test_a_use_declared_again_waits_no_more(people: People, both: Article) -> None:
    row = ask(both, people.rita, BETA)
    said(both, people.rita, ALPHA, newer(BETA))
    with pytest.raises(Changed, match="answered this already"):
        use_take_back_answer(actor=people.ed, taken_back_id=row.pk, agree=True)
    assert standing(both) == [ALPHA, newer(BETA)]
    assert g3(both) == "Rita Calder declared 2 uses of AI."
    assert AuditEvent.objects.filter(action="use-declared-again", actor_id=people.rita.pk).exists()


@pytest.mark.django_db
def test_it_names_who_acted_and_nobody_else(people: People) -> None:
    article = read(draft(people))
    said(article, people.rita, ALPHA)
    ask(article, people.rita, ALPHA)
    answer(article, people.ed)
    event = AuditEvent.objects.get(action="use-left-out")
    assert (event.actor_id, Declaration.objects.latest("pk").made_by) == (people.ed.pk, people.rita)
    assert g3(article) == (
        "No use of AI is declared any more. Rita Calder took back the use of Alpha, Ed Marlow agreed."
    )
    assert "Rita Calder declared that" not in results(case(article), ["G4"])[0].sentence
    assert not list(broken())


@pytest.mark.django_db
def test_what_was_agreed_holds_for_the_next_text(people: People, both: Article) -> None:
    ask(both, people.rita, BETA)
    ask(both, people.rita, ALPHA)
    revise(both, CLEAN + "\nNobody objected.", by=people.rita)
    answer(both, people.ed)
    answer(both, people.ed)
    said(both, people.rita)
    assert standing(both) == []
    assert g3(both).startswith("Rita Calder declared that no AI was used. Rita Calder took back the use of")


@pytest.mark.django_db
def test_what_waits_is_carried_on_and_still_waits(people: People, both: Article) -> None:
    ask(both, people.rita, BETA)
    revise(both, CLEAN + "\nNobody objected.", by=people.rita)
    declaration_carry(actor=people.rita, article_id=both.pk, seen_digest=text_digest(both))
    assert standing(both) == [ALPHA, BETA]
    assert "takes back the use of Beta" in g3(both)
    answer(both, people.ed)
    assert standing(both) == [ALPHA]


@pytest.mark.django_db
def test_a_text_that_comes_back_brings_no_older_declaration_with_it(people: People, both: Article) -> None:
    ask(both, people.rita, BETA)
    answer(both, people.ed)
    revise(both, CLEAN + "\nNobody objected.", by=people.rita)
    said(both, people.rita, ALPHA, BETA)
    revise(both, CLEAN, by=people.rita)
    assert case(both).declared is None
    assert standing(both) == [ALPHA, BETA]


@pytest.mark.postgres
@pytest.mark.django_db
def test_who_agreed_and_is_an_author_now_does_not_count(people: People, both: Article) -> None:
    row = ask(both, people.rita, ALPHA)
    answer(both, people.finn)
    article_update(actor=people.ed, article_id=both.pk, authors=[people.rita, people.finn])
    assert g3(both).startswith("Finn Dorsey agreed that Alpha was not used, and is an author now")
    page = signed_in(people.ed).get(f"/stories/{both.slug}/declaration/").content.decode()
    assert f"/taken-back/{row.pk}/" in page
    for who in (people.rita, people.finn):
        with pytest.raises(Forbidden):
            use_take_back_answer(actor=who, taken_back_id=row.pk, agree=True)
    with pytest.raises(Refused, match="add it there"):
        use_take_back_answer(actor=people.ed, taken_back_id=row.pk, agree=False)
    use_take_back_answer(actor=people.stan, taken_back_id=row.pk, agree=True)
    assert "Rita Calder took back the use of Alpha, Stan Okafor agreed." in g3(both)
    assert standing(both) == [BETA]
    with pytest.raises(Changed):
        use_take_back_answer(actor=people.ed, taken_back_id=row.pk, agree=True)
    assert list(broken()) == []


@pytest.mark.django_db
def test_it_says_no_more_that_a_use_was_taken_back_once_it_is_declared(people: People, both: Article) -> None:
    ask(both, people.rita, BETA)
    answer(both, people.ed)
    added(both, people.finn, BETA)
    assert g3(both) == "Finn Dorsey declared 2 uses of AI."
    ask(both, people.finn, BETA)
    answer(both, people.ed)
    assert g3(both) == "1 use of AI stays declared. Finn Dorsey took back the use of Beta, Ed Marlow agreed."


# Whose word it is

WROTE = Use("drafting", "ChatGPT", "Wrote all of it", "Ed Marlow", scope="whole")


@pytest.fixture
def eds(people: People) -> Article:
    """Rita declared no use; Ed added one."""
    article = read(draft(people))
    said(article, people.rita)
    added(article, people.ed, WROTE)
    return article


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [{"what": "Fixed one comma"}, {"scope": "parts"}, {"what": "Fixed one comma", "scope": "parts"}],
)
def test_other_words_on_a_colleagues_use_stand_beside_it(
    people: People, eds: Article, changed: dict[str, str]
) -> None:
    mine = replace(WROTE, **changed)
    said(eds, people.rita, mine, why=WHY)
    assert standing(eds) == [mine, WROTE]
    assert not UseTakenBack.objects.exists()
    with pytest.raises(Forbidden, match="Ed Marlow declared the use of ChatGPT"):
        ask(eds, people.rita, WROTE)
    ask(eds, people.ed, WROTE)
    answer(eds, people.finn)
    assert standing(eds) == [mine]


@pytest.mark.django_db
def test_a_colleagues_use_is_corrected_in_version_and_check(people: People, eds: Article) -> None:
    right = replace(WROTE, system_version="5", checked_by="Rita Calder", checked_how="Read it twice")
    said(eds, people.rita, right)
    assert standing(eds) == [right]
    with pytest.raises(Forbidden, match="Ed Marlow declared the use of ChatGPT"):
        ask(eds, people.rita, right)


@pytest.mark.django_db
def test_a_colleagues_use_is_not_left_out_without_a_word(people: People, eds: Article) -> None:
    with pytest.raises(Refused, match="Leave it in the declaration"):
        said(eds, people.rita, ALPHA, why=WHY)


@pytest.mark.django_db
def test_it_stays_theirs_when_an_earlier_text_comes_back(people: People, eds: Article) -> None:
    revise(eds, CLEAN + "\nNobody objected.", by=people.rita)
    said(eds, people.rita, newer(WROTE))
    revise(eds, CLEAN, by=people.rita)
    assert standing(eds) == [WROTE]
    said(eds, people.rita, replace(WROTE, what="Fixed one comma"), why=WHY)
    assert WROTE in standing(eds)


# Who may ask, and who answers


@pytest.mark.django_db
def test_an_editor_takes_back_what_they_added(people: People) -> None:
    article = read(draft(people))
    said(article, people.rita)
    added(article, people.ed, ALPHA)
    ask(article, people.ed, ALPHA)
    with pytest.raises(Forbidden, match="a second person"):
        answer(article, people.ed)
    answer(article, people.finn)
    assert standing(article) == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["rita", "finn", "stan"])
def test_nobody_takes_back_what_a_colleague_declared(people: People, who: str) -> None:
    article = read(draft(people))
    said(article, people.rita)
    added(article, people.ed, ALPHA)
    with pytest.raises(Forbidden, match=r"Ed Marlow declared the use of Alpha \(translation\): only they"):
        ask(article, getattr(people, who), ALPHA)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["rita", "finn", "stan"])
def test_anybody_asks_for_who_left_the_house(people: People, who: str) -> None:
    article = read(draft(people))
    said(article, people.rita)
    added(article, people.ed, ALPHA)
    person_deactivate(actor=people.ada, user_id=people.ed.pk)
    ask(article, getattr(people, who), ALPHA)
    answer(article, people.lena)
    assert standing(article) == []


@pytest.mark.django_db
def test_an_author_who_is_none_any_more_cannot_ask_and_others_can(people: People, both: Article) -> None:
    both.authors.set([people.ron])
    with pytest.raises(Forbidden, match="Only an author, an editor"):
        ask(both, people.rita, BETA)
    ask(both, people.ron, BETA)
    answer(both, people.ed)
    assert standing(both) == [ALPHA]


@pytest.mark.django_db
def test_it_asks_why_once_and_of_what_stands(people: People, both: Article) -> None:
    with pytest.raises(Refused, match="Say in a sentence why"):
        ask(both, people.rita, BETA, why=" ")
    old = row_of(both, BETA)
    ask(both, people.rita, BETA)
    with pytest.raises(Refused, match="asked already"):
        ask(both, people.rita, BETA)
    said(both, people.rita, newer(ALPHA), BETA)
    with pytest.raises(Changed, match="declared anew"):
        use_take_back_ask(actor=people.rita, article_id=both.pk, use_id=old, why=WHY)


@pytest.mark.django_db
def test_it_takes_nothing_back_of_a_story_put_aside(people: People, both: Article) -> None:
    step(both, "spike", people.rita, "Overtaken")
    with pytest.raises(Refused, match="spiked"):
        ask(both, people.rita, BETA)


# Whatever they do, in whatever order


PEOPLE = ["rita", "ron", "ed", "finn"]
AUTHORS, EDITORS = PEOPLE[:2], PEOPLE[2:]
ACTS = st.one_of(
    st.tuples(st.just("declare"), st.sampled_from(AUTHORS), SOME, st.booleans()),
    st.tuples(st.just("add"), st.sampled_from(EDITORS), USES),
    st.tuples(st.just("ask"), st.sampled_from(PEOPLE), st.integers(0, 3)),
    st.tuples(st.just("agree"), st.sampled_from(PEOPLE), st.integers(0, 2)),
    st.tuples(st.just("keep"), st.sampled_from(PEOPLE), st.integers(0, 2)),
    st.tuples(st.just("carry"), st.sampled_from(AUTHORS)),
    st.tuples(st.just("text"), st.sampled_from(AUTHORS), st.integers(0, 2)),
)
TEXTS = [CLEAN, CLEAN + "\nNobody objected.", CLEAN + "\nThe quay stays."]
NAMES = {"rita": "Rita Calder", "ron": "Ron Hale", "ed": "Ed Marlow", "finn": "Finn Dorsey"}


@dataclass
class Onlooker:
    """Writes down whose each use is, who asked about which, and what was taken back; asks no code of ours."""

    whose: dict[Use, str] = field(default_factory=dict)
    asked: dict[int, tuple[Use, str]] = field(default_factory=dict)
    taken: list[tuple[str, str]] = field(default_factory=list)  # system, and what is to be said of it
    none_by: str = ""  # who said last that there was none

    def standing(self, who: str, after: list[Use]) -> None:
        """Whoever corrects a use leaves it whose it was, and only its declarer says what it did in other
        words; what is new is theirs."""
        lost = [use for use in self.whose if use not in after]
        before, self.whose = self.whose, {}
        for use in after:
            same = [old for old in lost if old.system == use.system]
            own = [old for old in same if before[old] == who]
            same = [old for old in same if old.what == use.what] or own
            owner = before.get(use) or (before[same[0]] if same else "")
            if not owner:
                self.taken = [one for one in self.taken if one[0] != use.system]
            self.whose[use] = owner or who


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def waiting(article: Article) -> list[UseTakenBack]:
    return list(UseTakenBack.objects.filter(article=article, agreed_by=None).order_by("pk"))


def done(article: Article, who: User, act: tuple[Any, ...]) -> int | None:
    """The act, over the services; the request it answers."""
    kind, rest = act[0], act[2:]
    if kind == "text" and case(article).text != TEXTS[rest[0]]:
        revise(article, TEXTS[rest[0]], by=who)
    elif kind == "declare":
        said(article, who, *rest[0], why=WHY if rest[1] else "")
    elif kind == "add":
        added(article, who, rest[0])
    elif kind == "carry":
        declaration_carry(actor=who, article_id=article.pk, seen_digest=text_digest(article))
    elif kind == "ask" and rest[0] < len(standing(article)):
        ask(article, who, standing(article)[rest[0]])
    elif kind in ("agree", "keep") and rest[0] < len(waiting(article)):
        row = waiting(article)[rest[0]]
        return use_take_back_answer(actor=who, taken_back_id=row.pk, agree=kind == "agree").pk
    return None


def looked(article: Article, book: Onlooker, act: tuple[Any, ...], answered: int | None) -> None:
    """Nothing is there twice, and nothing left but the very use its declarer and a second person took back."""
    kind, who = act[:2]
    before, after = list(book.whose), standing(article)
    assert len(set(after)) == len(after)
    if kind == "agree" and answered:
        use, asker = book.asked[answered]
        assert after == [one for one in before if one != use]
        assert book.whose[use] == asker != who
        assert who in EDITORS
        sentence = f"{NAMES[asker]} took back the use of {use.system}, {NAMES[who]} agreed."
        book.taken.append((use.system, sentence))
        book.none_by = ""
    else:
        counts = Counter(use.system for use in after)
        assert all(counts[name] >= n for name, n in Counter(use.system for use in before).items())
        theirs = Counter((use.system, use.what) for use in before if book.whose[use] != who)
        assert theirs <= Counter((use.system, use.what) for use in after)
    for row in UseTakenBack.objects.filter(article=article).exclude(pk__in=book.asked).select_related("use"):
        assert row.use is not None
        use = Use(**{key: getattr(row.use, key) for key in asdict(ALPHA)})
        book.asked[row.pk] = (use, who)
        assert book.whose[use] == who
    book.standing(who, after)
    if kind in ("declare", "carry"):
        book.none_by = who if not after else ""
    assert {book.asked[row.pk][0] for row in waiting(article)} <= set(after)


def told(article: Article, book: Onlooker) -> None:
    """What G3 says is what happened."""
    if case(article).declared is None or waiting(article):
        return
    sentence = g3(article)
    assert sentence.count("took back") == len(book.taken)
    assert all(one in sentence for _, one in book.taken)
    if not book.whose:
        start = f"{NAMES[book.none_by]} declared that no AI was used." if book.none_by else "No use of AI is"
        assert sentence.startswith(start)


@pytest.mark.postgres
@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(acts=[("declare", "rita", [], False), ("add", "ed", ALPHA), ("declare", "rita", [SECOND], True)])
@example(
    acts=[("declare", "rita", [], False), ("add", "ed", ALPHA), ("declare", "ron", [newer(ALPHA)], False)]
)
@given(acts=st.lists(ACTS, min_size=2, max_size=9))
def test_no_use_leaves_without_its_declarer_and_a_second_person(
    people: People, acts: list[tuple[Any, ...]]
) -> None:
    with undone():
        article, book = draft(people, authors=[people.rita, people.ron]), Onlooker()
        for act in acts:
            before = standing(article)
            try:
                answered = done(article, getattr(people, act[1]), act)
            except Refused:
                assert standing(article) == before
                continue
            looked(article, book, act, answered)
            told(article, book)


# Where the second person finds it


def queue_of(person: User) -> str:
    return signed_in(person).get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "in_review", "changes_requested"])
def test_it_stands_on_the_queue_of_everybody_who_may_answer(
    people: People, both: Article, state: str
) -> None:
    if state != "draft":
        step(both, "submit", people.rita)
    if state == "changes_requested":
        step(both, "request_changes", people.stan, "Ask the clerk.")
    ask(both, people.rita, BETA)
    waits = "Rita takes back the use of Beta"
    may = {people.ed, people.finn, people.stan, people.lena}
    for who in (people.rita, people.ron, people.ed, people.finn, people.stan, people.lena):
        assert (waits in queue_of(who)) is (who in may), who
    answer(both, people.ed, agree=False)
    assert not [who for who in may if waits in queue_of(who)]


@pytest.mark.django_db
def test_it_asks_no_author_to_declare_what_is_declared(people: People, both: Article) -> None:
    ask(both, people.rita, BETA)
    assert "Declare AI use." not in queue_of(people.rita)


@pytest.mark.django_db
def test_an_editor_who_asks_waits_for_somebody_else(people: People, both: Article) -> None:
    step(both, "submit", people.rita)
    added(both, people.ed, replace(ALPHA, system="Gamma"))
    ask(both, people.ed, replace(ALPHA, system="Gamma"))
    assert "takes back the use of Gamma" not in queue_of(people.ed)
    assert "Ed takes back the use of Gamma" in queue_of(people.finn)


@pytest.mark.django_db
def test_the_story_says_it_beside_what_readers_are_told(people: People, both: Article) -> None:
    step(both, "submit", people.rita)
    ask(both, people.rita, BETA)
    found = {result.code: result for result in results(case(both), ["G3", "G4"])}
    assert found["G4"].status == "fail"
    page = html.unescape(signed_in(people.ed).get(f"/stories/{both.slug}/").content.decode())
    bar = page.partition('<p class="why">')[2].partition("</p>")[0]
    assert "Rita Calder takes back the use of Beta; somebody who may sign agrees, or does not." in bar
    assert found["G4"].sentence in bar
    assert f'<a href="/stories/{both.slug}/declaration/#taken-back">Read why, and answer</a>' in bar
    assert "Opens when somebody has answered what is taken back of AI use" in page


@pytest.mark.django_db
def test_it_says_it_where_the_text_changed_too(people: People, both: Article) -> None:
    ask(both, people.rita, BETA)
    ask(both, people.rita, ALPHA)
    waits = "Rita Calder takes back the use of Beta and Alpha; somebody who may sign agrees, or does not."
    assert g3(both) == waits
    revise(both, CLEAN + "\nNobody objected.", by=people.rita)
    assert g3(both).startswith("The text changed since AI use was declared for revision 1. Any AI use since?")
    assert g3(both).endswith(waits)
