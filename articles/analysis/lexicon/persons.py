"""Words for one person: he and she, kin, and nouns for somebody who does something."""

# ruff: noqa: E501  (word lists read better unbroken)

from __future__ import annotations

from .people import CROWDS, INFORMANTS, ROLES
from .verbs import words

FEMALE = words(
    "she her hers herself mrs mrs. ms ms. miss woman mother wife daughter sister aunt niece grandmother widow queen "
    "spokeswoman chairwoman congresswoman councilwoman businesswoman actress lady girl"
)
MALE = words(
    "he him his himself mr mr. man father husband son brother uncle nephew grandfather widower king spokesman chairman "
    "congressman councilman businessman actor boy"
)
KIN = words(
    "mother father wife husband daughter son sister brother aunt uncle niece nephew cousin grandmother grandfather "
    "granddaughter grandson widow widower partner"
)
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ant", "guard", "eer", "ee", "mother", "father")
_NO_PERSONS = words(
    "newspaper paper letter number matter answer order offer power river water tower center counter computer weather poster factor error "
    "quarter danger summer winter chapter corner border dinner layer pressure sector color colour honor honour labor labour floor door "
    "mirror motor rumor rumour favor favour behavior behaviour humor humour horror terror restaurant grant plant guarantee committee "
    "cover safeguard sticker flyer flier header folder trailer newsletter helicopter cluster shelter ladder container marker monitor tractor "
    "elevator indicator predictor generator degree fee coffee list twist "
    "warrant covenant disaster register "
    "character cancer charter theater theatre filter barrier carrier frontier career chamber november december october september"
)
# Persons by callings, kin and fates whose words end like any other.
_OTHERS = words(
    "steward wizard coward drunkard mechanic medic paramedic pilot cook architect priest nun monk vicar cleric midwife vet maid nanny stewardess hostess apprentice "
    "intern recruit cadet constable private cop spy scout graduate pupil patient tenant cousin guest heir bride groom boss "
    "inmate convict plaintiff farmhand stagehand deckhand"
)


def person_like(word: str) -> bool:
    """keeper, conductor, guard: a word for one who does something."""
    return word in INFORMANTS | CROWDS | ROLES | _OTHERS or (
        word.endswith(_PERSON_ENDINGS) and word not in _NO_PERSONS
    )
