"""Words that judge or attack people, and words of accusation."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re

from .verbs import words

ATTACKS = words(
    "criticize criticise attack blast slam mock ridicule denounce condemn accuse blame insult malign belittle deride disparage lambaste "
    "excoriate skewer trash bash assail berate vilify demonize smear savage pillory pan sneer scoff rail rip"
)
JUDGEMENTS = re.compile(
    r"\b(?:disgrac\w+|disast\w+|idiot\w*|incompeten\w+|liars?|lying|fools?|foolish|stupid\w*|moron\w*|clowns?|crooks?|coward\w*|weak|pathetic|embarrass\w+|"
    r"terrible|horrible|awful|ridiculous|absurd|insane|crazy|unhinged|unfit|toxic|bull(?:y|ies)|arrogan\w+|greedy|corrupt|dishonest|reckless|"
    r"careless|hopeless|clueless|delusional|childish|petulant|vindictive|nasty|cruel|racist|sexist|bigot\w*|fascist\w*|thugs?|charlatans?|quacks?|"
    r"frauds?|shameful|despicable|disgusting|contempt\w*|nightmare|joke|mess|catastroph\w+|appalling|outrageous|lazy|"
    r"narcissist\w*|egomaniac\w*|tyrant\w*|dictator\w*|traitors?|hypocri\w+|fiasco|debacle|farce|sham|"
    r"brilliant|wonderful|fantastic|genius|hero(?:ic)?|the best (?:\w+ )?ever|visionary|"
    r"(?:I|we) (?:(?:think|believe|feel) (?=(?:that|like|he|she|they|it|this|there|we|you|the|[A-Z]\w+)\b)|hate|love|despise|don['’]t trust))",
    re.I,
)
ACCUSING = words("accuse allege charge")
OFFENCES = re.compile(
    r"\b(?:fraud(?:ulent(?:ly)?)?|corrupt(?:ion)?|brib(?:es?|ed|ery|ing)|sexual(?:ly)?\s+(?:abus\w+|assault\w*|harass\w+|misconduct)|abus(?:e|ed|ing)|misconduct|harass(?:ed|ment|ing)|embezzl\w+|launder(?:ed|ing)|"
    r"collu(?:sion|ded|ding)|perjury|theft|stealing|stole|stolen|steal|plagiari\w+|negligence|cover[- ]up|covering up|covered up|assault(?:ed|ing)?|rap(?:e|ed|ist)|murder(?:ed|ing)?|"
    r"extort\w+|blackmail\w*|tax evasion|evading tax(?:es)?|insider trading|doping|war crimes|discriminat(?:ion|ed|ing)|racis[mt]|"
    r"lying|lied|liar|cheat(?:ed|ing)?|rigg(?:ed|ing)|falsif\w+|forg(?:ed|ery|ing)|kickbacks?|defraud\w*|mislead\w*|misled|misus(?:e|ed|ing)|wrongdoing|illegal(?:ly)?|broke the law|breaking the law)\b",
    re.I,
)
