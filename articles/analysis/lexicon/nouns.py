"""Nouns and adjectives that carry a statement or a thought, and nouns that are documents."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

from .verbs import words

# "his claim that", "criticism of", "concern about"
SAYING = words(
    "claim statement argument remark comment warning allegation accusation charge suggestion demand call request promise pledge vow "
    "threat criticism endorsement denial assertion prediction announcement declaration assessment acknowledgment acknowledgement "
    "admission insistence contention complaint proposal recommendation reminder revelation disclosure confession boast "
    "question answer reply response explanation condemnation rebuke praise apology appeal plea objection protest "
    "observation message assurance reassurance testimony tweet post rumor rumour report characterization depiction description "
    "portrayal verdict conclusion estimate forecast projection narrative insinuation joke jab attack outcry calls rant tirade "
    "rebuttal commitment vow advice guidance urging "
    "toast eulogy sermon shout slogan motto mantra refrain aside quip pitch dig swipe broadside barb salvo "
    "tribute congratulation thanks condolence pushback resistance dissent refusal defense defence rejection "
    "dismissal mention reference allusion mockery ridicule scorn derision vilification critique appraisal recounting "
    "retelling affirmation repudiation disavowal"
)
THINKING = words(
    "belief view opinion hope fear concern worry desire wish idea thought expectation suspicion doubt conviction feeling sense "
    "perception impression understanding assumption intention intent plan goal support opposition skepticism scepticism outrage anger "
    "frustration regret confidence optimism pessimism eagerness willingness reluctance unwillingness disdain contempt admiration "
    "disappointment disapproval approval preference stance position interest faith distrust mistrust misgivings misgiving reservation "
    "reservations disgust dismay resentment hatred enthusiasm affection disbelief anxiety determination decision ambition aspiration "
    "respect trust love sympathy empathy hostility antipathy animosity obsession fascination curiosity attitude outlook mindset theory "
    "recognition awareness memory recollection nostalgia dream vision aim objective notion motivation zeal aversion appetite distaste "
    "hesitation readiness resolve inclination propensity fondness dislike indifference ambivalence unease discomfort alarm relief joy "
    "delight sadness shock surprise satisfaction dissatisfaction consensus"
)
ADJECTIVES = words(
    "afraid sure certain uncertain unsure confident worried concerned convinced hopeful optimistic pessimistic aware unaware skeptical "
    "sceptical doubtful critical supportive dismissive determined eager reluctant unwilling willing happy unhappy glad proud upset angry "
    "furious outraged opposed committed adamant clear wary leery fearful anxious nervous interested uninterested keen open hostile "
    "sympathetic complimentary effusive emphatic explicit vocal blunt coy silent mum disappointed dismayed alarmed appalled "
    "troubled shocked surprised stunned amazed impressed encouraged heartened thrilled pleased delighted satisfied dissatisfied "
    "frustrated irritated annoyed disturbed horrified ashamed embarrassed sorry grateful thankful fond enamored suspicious mindful "
    "jealous contemptuous disdainful distrustful unconvinced persuaded careful resigned unhappy sanguine bullish bearish tired sick"
)
DOCUMENTS = words(
    "report study survey poll polls data figure figures statistics statistic document documents memo memorandum email emails e-mail e-mails "
    "letter letters filing filings lawsuit suit complaint indictment affidavit transcript record records paper papers book bill law "
    "statute constitution act rule order ruling opinion decision verdict resolution treaty agreement contract statement release "
    "website site page webpage post tweet tweets video footage recording tape tapes audio photo photograph image images ad ads "
    "advertisement commercial platform plan proposal budget analysis review audit investigation inquiry probe research findings "
    "evidence census index ranking list chart graph map table database testimony deposition minutes notes diary memoir biography "
    "autobiography article petition warrant subpoena motion brief briefing dossier file files cable cables bulletin newsletter "
    "pamphlet brochure manual guidelines guidance policy form returns receipt invoice spreadsheet estimate estimates forecast "
    "projection results legislation amendment clause provision ballot measure initiative definition "
    "dictionary encyclopedia script manuscript essay note message messages text texts caption banner sign poster slogan headline "
    "communique declaration certificate license permit manifesto poem song lyrics proverb bible scripture quran "
    "slide slides presentation submission journal notice notices citation testimonial questionnaire application numbers tally count surveys studies reports model models test tests experiment trial autopsy"
)
REPORTISH = words(
    "report story article piece column account dispatch coverage exclusive scoop expose exposé profile feature editorial op-ed interview headline"
)
# Nouns that tell of a saying without a sayer: "allegations that".
RUMOURS = words(
    "allegation accusation claim charge rumor rumour report criticism complaint speculation suggestion question suspicion fear concern "
    "doubt belief perception outcry condemnation assertion insinuation call"
)
