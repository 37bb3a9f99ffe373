"""Who is accused of an offence, and whether the story gives an answer of theirs: two facts, each for itself."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from .attribution import Attributed
from .attribution.speakers import HE, IT, THEY, relative_head
from .document import Document
from .findings import Span
from .grammar import Token
from .lexicon.judgement import ACCUSING, OFFENCES
from .lexicon.verbs import SAY, words
from .registry import Reading

_ACCUSATIONS = words("accusation allegation charge claim complaint")
_OFFENDING = words(
    "abuse assault blackmail bribe cheat collude defraud embezzle extort falsify forge harass launder lie mislead murder plagiarise plagiarize rape rig steal"
)
_TOLD_AS_FACT = re.compile(
    r"\b(?:convict\w+|sentenced|jailed|imprisoned|pleaded guilty|found guilty|acquitted|cleared)\b", re.I
)
_FOR_SOMEBODY = words(
    "spokesman spokeswoman spokesperson spokespeople representative lawyer lawyers attorney attorneys solicitor solicitors barrister counsel agent publicist "
    "company firm bank club business operator office team campaign family"
)
ANSWERED = re.compile(
    r"\b(?:den(?:y|ied|ies|ial|ying)|reject(?:ed|s|ing)?|disput(?:ed|es|ing)|dismiss(?:ed|es) (?:the|any|all|as|it|those|these)|refut(?:ed|es)|rebuff(?:ed|s)|contest(?:ed|s)"
    r"|(?:call|describ|brand)(?:ed|s|es)? (?:it|them|(?:the|those|these|such) (?:claim|allegation|accusation|charge)s?) (?:as )?(?:\w+ )?(?:false|untrue|baseless|unfounded|lies|nonsense|absurd|politically)"
    r"|(?:baseless|unfounded|groundless|without (?:merit|foundation))|innocen(?:ce|t)|(?:pleaded|pled|pleads) (?:not )?guilty|no wrongdoing|did nothing wrong"
    r"|admit(?:ted|s)|conced(?:ed|es)|confess(?:ed|es)|apologi[sz](?:ed|es)|declin(?:ed|es)|in (?:response|reply)|respond(?:ed|s)|repli(?:ed|es))\b",
    re.I,
)
NO_REPLY = re.compile(
    r"\b(?:(?:did|do|does|had|has|have) not|(?:did|do|does|had|has|have)n['’]t|never|failed to|has yet to|have yet to|declined to|refused to)\s+"
    r"(?:\w+ly )?(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?(?=[^.!?]{0,60}?\b(?:call|e-?mail|message|request|letter|inquir|enquir))|answer(?:ed)?|comment(?:ed)?|acknowledged?)\b"
    r"(?=[^.!?]{0,90}?\b(?:request|requests|comment|inquir(?:y|ies)|enquir(?:y|ies)|call|calls|email|emails|e-mails?|messages?|questions|letter|phone|publication|press time|print|deadline|for this (?:story|article))\b|\s*[.,;]|\s+(?:further|publicly)\b)"
    r"|\b(?:declined|refused) (?:\w+ )?(?:to (?:comment|be interviewed|discuss|answer(?! (?:a|the|that|this) question\b)|elaborate|speak)|comment|requests? for)\b"
    r"|\b(?:would not|had no|has no|have no|offered no) (?:immediate |further )?comment\b(?! (?:section|piece))"
    r"|\b(?:attempts|efforts) to (?:reach|contact)\b[^.!?]{0,60}\b(?:were unsuccessful|failed|were not successful)\b"
    r"|\b(?:has|have|had|was|were) (?:been )?(?:contacted|approached|asked) for (?:a |further )?(?:comment|response|reply)\b"
    r"|\bcould not (?:immediately )?be reached\b|\b(?:was|were) (?:not|un)\s?(?:immediately )?(?:available|reachable) (?:for comment|to comment)?|\bunavailable for comment\b"
    r"|\bno (?:immediate )?(?:response|reply|comment) (?:was|came|had been|from)\b|\b(?:calls|emails|e-mails|messages|requests)\b[^.!?]{0,80}\b(?:went unanswered|were not (?:immediately )?(?:returned|answered))",
    re.I,
)
_REQUESTS = words("attempt call effort email e-mail inquiry enquiry letter message phone question request")
_BEFORE_A_COURT = words("accused defendant suspect man woman both all pair duo trio")  # as copy goes on
What = tuple[str, str]  # a kind of offence, and the last name of whoever accuses; "": nobody named
_ANYTHING: frozenset[What] = frozenset()
# What is one offence under several words: how they begin, and a name for it
_KINDS = tuple(
    (stem, kind)
    for kind, stems in {
        "bribery": "brib corrupt kickback",
        "deceit": "lying lied liar mislead misled perjury falsif forg cover",
        "fraud": "fraud defraud cheat launder misus tax evading embezzl",
        "harassment": "harass abus sexual assault rap",
        "theft": "theft steal stole embezzl",
        "wrong": "wrongdoing misconduct illegal broke breaking negligence",
    }.items()
    for stem in stems.split()
)
NEAR = 3  # sentences after an accusation in which "the company denied it" answers it
_ABOVE = 8  # words between one that tells of an answer and the verb whose subject gives it


@dataclass(frozen=True, slots=True)
class Accused:
    """Words that accuse somebody by name, and whether the copy goes on to tell of them."""

    by: Attributed
    name: str
    answer: Span | None  # the sentence that gives an answer of theirs
    heard: bool  # they speak somewhere, or the copy says that they did not answer

    @property
    def charged(self) -> bool:
        return _charges(self.by)


def accusations_in(*readings: Reading, each: bool = False) -> Iterator[tuple[Reading, Accused]]:
    """Each person or body that is accused, once, where they are first, after any charge; answered or not. Who
    is accused in one field is no other in the next. `each`: once more where somebody else accuses them, by name,
    or they are accused of something else."""
    known = _Known()
    for reading in readings:
        places = _Places(reading)
        for attributed in reading.attributions:
            what = _accused_of(reading.document, attributed) if each else _ANYTHING
            for token in accused_in(reading.document, attributed):
                if not _own_words(attributed, token.text) and known.new(token, _charges(attributed), what):
                    yield reading, _heard(places, attributed, token)


class _Known:
    """Who was accused so far, how, of what and by whom: a report of a charge does not hide that somebody accuses
    them, nor one offence another."""

    def __init__(self) -> None:
        # By last name: first names, a charge, of what by whom
        self._so_far: dict[str, list[tuple[str, bool, set[What]]]] = {}

    def new(self, token: Token, charged: bool, what: frozenset[What]) -> bool:
        """Is this another person, or accused otherwise than before? Kept then."""
        first = " ".join(kid.lower for kid in token.kids if kid.dep == "compound")
        same_name = self._so_far.setdefault(token.lower, [])
        for names, was_charged, known in same_name:
            if (first and names and first != names) or (was_charged and not charged):
                continue
            if charged or what <= known:
                return False
            known |= what
            return True
        same_name.append((first, charged, set(what)))
        return True


def _accused_of(document: Document, attributed: Attributed) -> frozenset[What]:
    """Of which kinds of offence, as far as the words tell them apart, and by whom: by nobody named as well."""
    said = [document.sentences[attributed.sentence], *attributed.content]
    words_ = {match[0].lower() for span in said for match in OFFENCES.finditer(span.of(document.masked))}
    kinds = {next((kind for stem, kind in _KINDS if word.startswith(stem)), word[:4]) for word in words_}
    voices = {"", (attributed.speaker or "").split(" ")[-1].lower()}
    return frozenset((kind, voice) for kind in kinds for voice in voices)


class _Places:
    """Where a reading's words and attributions stand, so that nobody's answer is looked for everywhere."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document = reading.document
        self.tokens: dict[int, list[Token]] = defaultdict(list)  # by sentence
        self._words: dict[str, list[Token]] = defaultdict(list)  # by their letters
        self._said: dict[int, set[int]] = defaultdict(set)  # by sentences: of what is said or of who says it
        self._by: dict[str, set[int]] = defaultdict(set)  # by the speaker's last name
        for token in (token for tokens in reading.tokens for token in tokens):
            self.tokens[token.sent].append(token)
            self._words[token.text].append(token)
        for number, said in enumerate(reading.attributions):
            self._said[said.sentence].add(number)
            if said.source_head is not None:
                self._said[said.source_head.sent].add(number)
            if said.speaker:
                self._by[said.speaker.split()[-1].lower()].add(number)

    def words(self, name: str) -> list[Token]:
        return self._words.get(name, [])

    def said(self, name: str, near: range) -> list[Attributed]:
        """Attributions in these sentences, of somebody of that name, or of whom is named in words about them."""
        sentences = {*near, *(token.sent for token in self.words(name))}
        numbers = set().union(self._by.get(name.lower(), ()), *(self._said.get(at, ()) for at in sentences))
        return [self.reading.attributions[number] for number in sorted(numbers)]

    def sentences(self, name: str, near: range) -> list[int]:
        """These sentences, and those in which the name stands."""
        document, found = self.document, {at for at in near if at < len(self.document.sentences)}
        at = document.masked.find(name)
        while at >= 0:
            index = document.sentence_at(at)
            if index >= 0 and at + len(name) <= document.sentences[index].end:
                found.add(index)
            at = document.masked.find(name, at + 1)
        return sorted(found)


def _charges(attributed: Attributed) -> bool:
    """A charge is brought in public, by somebody whose office it is."""
    verb = attributed.cue_token
    return verb is not None and verb.lemma.lower() == "charge"


def _own_words(attributed: Attributed, accused: str) -> bool:
    return bool(attributed.speaker) and accused.lower() in (attributed.speaker or "").lower().split()


def accused_in(document: Document, attributed: Attributed) -> Iterator[Token]:
    """The names of the people and bodies one attribution accuses of an offence."""
    verb = attributed.cue_token
    if verb is None or attributed.unreal:
        return
    lemma = verb.lemma.lower()
    content = " ".join(span.of(document.masked) for span in attributed.content)
    said = document.sentences[attributed.sentence].of(document.masked) if lemma in ACCUSING else content
    if not OFFENCES.search(said):
        return
    if lemma in ACCUSING:
        target = verb.child("nsubjpass") if attributed.passive else verb.child("dobj")
        yield from _names(target or _subject_of_clause(verb))
    elif lemma in _ACCUSATIONS and attributed.cue_kind == "noun":
        against = next((kid for kid in verb.subtree() if kid.lower == "against"), None)
        yield from _names(against.child("pobj") if against else None)
    elif attributed.cue_kind == "according" and not _TOLD_AS_FACT.search(content):
        yield from _names(_offender(verb.head))
    elif lemma in SAY and not _TOLD_AS_FACT.search(content):
        clause = verb.child("ccomp")
        yield from _names(_offender(clause) if clause else None)


def _heard(places: _Places, attributed: Attributed, token: Token) -> Accused:
    """What the copy tells of the accused after the accusation, or before it: never what somebody else says."""
    accused, near = token.text, range(attributed.sentence, attributed.sentence + NEAR + 1)
    document, called = places.document, _called(places, accused)
    answer: Span | None = None
    heard = False
    for other in places.said(accused, near):
        if other is attributed or not _speaks(other, accused, called, other.sentence in near):
            continue
        heard = True
        sentence = document.sentences[other.sentence]
        if answer is None and (other.sentence in near or ANSWERED.search(sentence.of(document.text))):
            answer = sentence
    for index in places.sentences(accused, near):
        sentence = document.sentences[index]
        for told in (ANSWERED, NO_REPLY):
            for match in told.finditer(document.masked, sentence.start, sentence.end):
                if _is_theirs(places, match, accused, called, attributed, index in near):
                    heard = True
                    silent = told is NO_REPLY or NO_REPLY.search(sentence.of(document.masked))
                    answer = answer or (None if silent else sentence)
    return Accused(attributed, accused, answer, heard)


def _called(places: _Places, accused: str) -> frozenset[str]:
    """What the copy calls the accused beside their name: "the mayor, Tom Drew", "Mayor Tom Drew"."""
    found: set[str] = set()
    for token in places.words(accused):
        beside = [kid for kid in token.kids if kid.dep in ("appos", "compound")]
        found |= {kid.lower for kid in (*beside, *([token.head] if token.dep == "appos" else []))}
    return frozenset(found) - {accused.lower()}


def _speaks(attributed: Attributed, accused: str, called: frozenset[str], near: bool) -> bool:
    """Does the accused say something here, or somebody who speaks for them?"""
    if attributed.unreal or attributed.kind not in ("named", "spokesperson", "mental"):
        return False
    if attributed.speaker and attributed.speaker.split()[-1].lower() == accused.lower():
        return True
    head = attributed.source_head
    return head is not None and head.lower not in HE | THEY | IT and _stands_for(head, accused, called, near)


def _is_theirs(
    places: _Places,
    match: re.Match[str],
    accused: str,
    called: frozenset[str],
    attributed: Attributed,
    near: bool,
) -> bool:
    """Is whoever answers, or does not, in these words the accused, or somebody who speaks for them?"""
    token = places.reading.token_at(match.start())
    if token is None:
        return False
    subject = _subject_above(token)
    if subject is None or subject.dep == "expl":
        return any(one.text == accused for one in token.head.subtree())  # "no response came from Drew"
    if subject.pos == "PRON":
        subject = relative_head(subject) or subject
    if subject.lower in HE | THEY | IT:
        return near and _is_meant(places, subject, accused, attributed)
    return _stands_for(subject, accused, called, near)


def _subject_above(token: Token) -> Token | None:
    """Of the verb that a word hangs on, however far."""
    for _ in range(_ABOVE):
        if subject := token.child("nsubj", "nsubjpass", "expl"):
            return subject
        if token.head is token:
            return None
        token = token.head
    return None


def _is_meant(places: _Places, pronoun: Token, accused: str, attributed: Attributed) -> bool:
    """The copy has spoken of nobody else by name since: whose name stands last before the pronoun?"""
    for said in places.said(accused, range(pronoun.sent, pronoun.sent + 1)):
        if said.source_head is pronoun and said.speaker:
            return said.speaker.split()[-1].lower() == accused.lower()
    names = [
        token
        for sentence in range(attributed.sentence, pronoun.sent + 1)
        for token in places.tokens.get(sentence, ())
        if token.pos == "PROPN"
        and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos")
        and token.start < pronoun.start
    ]
    between = [token.text for token in names if token.sent > attributed.sentence]
    return all(name == accused for name in between) and accused in {token.text for token in names}


def _stands_for(head: Token, accused: str, called: frozenset[str], near: bool) -> bool:
    """Is it the accused, or somebody who speaks for them, and not for another?"""
    beside = [head, *(kid for kid in head.kids if kid.dep in ("compound", "appos", "amod", "conj"))]
    if accused in {one.text for one in beside}:
        return True
    owners = [owner for one in beside for owner in _owners(one)]
    speaks = any(one.lower in _FOR_SOMEBODY for one in beside)
    if any(owner.text == accused for owner in owners):
        return speaks or head.lemma.lower() in _REQUESTS  # "calls to Drew"
    ours = HE | THEY | IT | called | _FOR_SOMEBODY
    if not near or any(owner.lower not in ours for owner in owners):
        return False
    named = any(one.pos == "PROPN" for one in beside)
    return not named and (speaks or head.lower in called or head.lemma.lower() in _BEFORE_A_COURT)


def _owners(noun: Token) -> Iterator[Token]:
    """Whose it is, or whom it is for: "Drew’s lawyer", "a spokesman for the council", "calls to Drew"."""
    for kid in noun.kids:
        if kid.dep == "poss":
            yield kid
        elif kid.dep in ("prep", "acl", "relcl"):
            yield from (one for one in kid.subtree() if one.dep in ("pobj", "dobj"))


def _subject_of_clause(verb: Token) -> Token | None:
    clause = verb.child("ccomp")
    return clause.child("nsubj") if clause is not None else None


def _offender(clause: Token) -> Token | None:
    """ "said Tom Drew took bribes": whoever does the offence, not whom it was done to."""
    if clause.child("neg", "auxpass") or any(k.tag == "MD" for k in clause.kids):
        return None
    did = clause.lemma.lower() in _OFFENDING
    what = next((k for k in clause.kids if k.dep in ("dobj", "attr", "acomp")), None)
    took = what is not None and clause.lemma.lower() in _COMMITTING and OFFENCES.fullmatch(what.text)
    return clause.child("nsubj") if did or took else None


_COMMITTING = words("be commit take accept pay offer engage run")


def _names(target: Token | None) -> Iterator[Token]:
    """Proper names the target is, stands beside or is joined to: "the operator, Tom Drew, and his aunt"."""
    if target is not None and target.pos == "PRON":
        target = relative_head(target)  # "Drew, who has been accused"
    if target is None:
        return
    if target.pos == "PROPN":
        yield target
    for kid in target.kids:
        if kid.dep == "conj" or (kid.dep == "appos" and target.pos != "PROPN"):
            yield from _names(kid)
