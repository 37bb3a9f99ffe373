"""Words that make a statement checkable, public, or a matter of opinion."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re

from ..bounds import REST
from .verbs import words

# What makes a reader ask "how do you know?": (why, weight, pattern)
FIGURE = re.compile(
    rf"\b\d[\d,.]{REST}\s?(?:%|percent|per cent|percentage points?)|[$£€¥]\s?\d[\d,.]*(?:\s?(?:million|billion|trillion|bn|tn|m)\b)?|\b\d[\d,.]{REST}\s?(?:million|billion|trillion|thousand|hundred)\b"
    r"|\b\d{1,3}(?:,\d{3})+\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|nearly \w+|most|\d+) (?:in|out of|of every) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b(?! \d)"
    r"|\b(?:one|two|three|four|nine) (?:[a-z]+ ){1,3}(?:in|out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred|\d{1,3})\b(?! (?:hours|days|weeks|months|years|minutes))|\bhalf (?:its|their|his|her|our) (?!time\b|life\b|lives\b|day\b|size\b|age\b|length\b|height\b|normal\b|usual\b|former\b|face\b|mind\b)\w+"
    r"|\b(?:less than|more than|fewer than|nearly|almost|about|over|under|just under|just over) (?:half|a (?:third|quarter|fifth)) (?:of |the |all )|(?<!first )(?<!second )(?<!other )(?<!better )\bhalf of (?:all |the |its |their )?\w+"
    r"|\b(?:two|three|one|four)[- ](?:thirds?|quarters?|fifths?) of\b|\b(?:a|one) (?:third|quarter|fifth) of\b|\b(?:doubled|tripled|quadrupled|halved)\b"
    r"|\b(?:twice|three times|four times|ten times|\d+ times) (?:as|the|more|higher|larger|what)\b|\brecord (?:high|low|number|amount|level)s?\b|\bby \d+ (?:points?|votes?|times)\b"
    r"|\bat (?:a|the) rate of (?:about |nearly |almost |some |more than )?(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|a dozen|dozens)\b",
    re.I,
)
MAGNITUDE = re.compile(
    r"\b(?:dozens|scores|hundreds|(?:tens|hundreds) of thousands|thousands|millions|billions|trillions) of\b|\b(?:a|half a) (?:million|billion|trillion)\b",
    re.I,
)
PLAIN_NUMBER = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|twenty|thirty|forty|fifty|\d{2,}) of (?:the|its|their|his|her|our|these|those) [a-z]+s\b|"
    r"\b(?:about|around|nearly|almost|roughly|some|over|more than|less than|fewer than|at least|up to|approximately|an estimated|as many as)\s+(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|a dozen|half)\b",
    re.I,
)
PRIVATE = re.compile(
    r"\b(?:privately|secretly|quietly|covertly|behind (?:the scenes|closed doors)|in secret|in private(?! \w)|in private (?=with|that|and|to|by)|internally|confidentially|back[- ]channel|tacitly|clandestine(?:ly)?"
    r"|motives?|motivations?|real reason|reasons? (?:that|why)|eagerness|no illusions|in despair|intent on|obsessed with|preoccupied with)\b",
    re.I,
)
NEVER = re.compile(
    r"\b(?:there (?:is|was|are|were|has been|have been|had been|remains?) (?:no|not)\b|not a single|nothing has|no (?:direct|evidence|record)\b)",
    re.I,
)
NOT_ONCE = re.compile(r"\b(?:has|have|had) never\b", re.I)
NOT_DONE = re.compile(
    r"\b(?:no one|nobody|none of|(?:has|have) yet to|(?:have|has|had) not (?:\w+)|(?:has|have|had)n['’]t (?:\w+)|without any|(?:has|have|had) no (?!doubt|idea|plans?|comment|choice|interest|intention|one|longer|sense|trouble|problem)\w+)\b",
    re.I,
)
WRONGDOING = re.compile(
    r"\b(?:fraud(?:ulent(?:ly)?)?|corrupt(?:ion)?|brib(?:e|es|ed|ery)|abus(?:e|ed|es|ive)|misconduct|harass(?:ed|ment|ing)?|embezzl\w+|launder(?:ed|ing)|cover[- ]up|covered up|collu\w+|illegal(?:ly)?(?! (?:and legal )?(?:immigra|alien|migra|border))|unlawful(?:ly)?|"
    r"violat(?:e|ed|es|ing|ions?)|crimes?(?! bill)|criminal(?:s|ly)?(?! (?:justice|division|law|court|code|record|investigation|trial))|cheat(?:ed|ing)?|stole|stolen|theft|lied|lying (?:about|to)|(?<=\ba )lie\b|(?<=\bthe )lies?\b|lies about|mislead\w*|misled|decept\w+|deceiv\w+|dubious|questionable|illicit|rigg(?:ed|ing)|plagiari\w+|negligen\w+|"
    r"investigated|probed|sham|hoax|smuggl(?:ed|ing)|traffick(?:ed|ing)|tortur(?:e|ing)|tortured(?= \w+s\b| by)|extort\w+|blackmail\w*|intimidat\w+|sexual(?:ly)?|racist|(?<!anti-)discriminat\w+|kickbacks?|whitewash\w*|doping|defraud\w+)\b",
    re.I,
)
TREND = re.compile(
    r"\b(?:grown|grew(?! up)|growing|ris(?:en|ing)(?! to (?!\d))|rose(?! to (?!\d))|increas(?:ed|ing|e)|declin(?:ed|ing)(?! to)|dropped(?! (?:out|by|in|off))|fallen|fell|soared|surged|plunged|plummeted|shrunk|shrank|dwindled|spiked|climbed|slumped|worsened|improved|accelerated|skyrocketed|rapidly|sharply|dramatic(?:ally)?|"
    r"massive|(?<!most )extensive|widespread|steadily)\b",
    re.I,
)
CAUSE = re.compile(
    r"\b(?:because of|because|due to|led to|leads to|caused|causes|causing|result(?:ed|ing)? in|prompted|thanks to|so that|forced|amid|as a result)\b",
    re.I,
)
TIES = re.compile(
    r"\b(?:ties (?:to|with)|links? (?:to|with)|linked to|connections? (?:to|with)|surrounded (?:himself|herself|themselves)|allied with|close to|backed by|funded by|financed by|controlled by|orchestrated|masterminded|engineered|plotted|arranged|rejected|turned (?:away|back|down)|pressured|ordered)\b",
    re.I,
)

PUBLIC = re.compile(
    r"\b(?:elected|inaugurated|sworn in|voted|signed (?:into law|the)|passed (?:the|a)|enacted|ratified|born|died|founded|established|created in|graduated|"
    r"(?:held|holds|hold|gave|gives|attended|hosted|convened) (?:a|an|the|its|his|her|rallies|elections?)|(?:five|six|three|two|four|several) debates|debate(?! (?:inside|within|among|between))|hearing|press conference|news conference|town hall|speech|ceremony|summit|registered|"
    r"election|elections|primary|referendum|trial|court|supreme court|senate|congress|sentenced|convicted|charged|indicted|pleaded|arraigned|lawsuit|bill|law|legislation|act\b|constitution|treaty|resolution|sanctions|"
    r"appeared|spoke|speaks|joined|met with|meets|visited|arrived|traveled|travelled|launched|won|lost(?! (?:half|[$£€\d]|nearly|about|almost|more than|at least))|beat|defeated|resigned|retired|appointed|nominated|named|sued|filed|aired|published|released|televised|taped|"
    r"requires?|allows?|permits?|prohibits?|bans?|known as|called|defined as|is located|comes? (?:as|after|just|a day|days|weeks|amid)|came (?:as|after|just|a day|days|weeks|amid))\b",
    re.I,
)
DATED = re.compile(
    r"\b(?:in|since|until|from|by) (?:early |late |mid-)?(?:1[5-9]|20)\d\d\b|\b(?:on |last |next |this )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    r"|(?<!since )\b(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May \d|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.)) ?\d*"
    r"|\b(?:last|this|next) (?:week|month|year|summer|fall|autumn|winter|spring|weekend|night)\b|\b(?:yesterday|tomorrow|today|tonight)\b|\b\d+ (?:years|months|weeks|days) ago\b"
)
FUTURE = re.compile(
    r"\b(?:will|is scheduled to|are scheduled to|is due to|is set to|are set to|is slated to)\b"
)
OPINION = re.compile(
    r"\b(?:should|ought|must|(?-i:may)|might|could|would|seems?|seemed|appears?|appeared|perhaps|maybe|likely|unlikely|probably|hardly|surely|arguably|clearly|clear(?:er)?|obviously|undeniably|of course|frankly|"
    r"sadly|fortunately|unfortunately|ironically|disgraceful|shameful|ridiculous|absurd|brilliant|wonderful|terrible|horrible|awful|great|best|worst|least surprising|decisive|to be sure|in a way|the truth is|the fact is|it is hard|it's hard|"
    r"inevitabl\w+|remarkabl\w+|needless|deserves?|legacy|tone|heart of|stakes|matters?|problem|challenge|obstacles?|crucial|vital|feels? like|no wonder|imagine|let us|let's|sense of|spirit)\b",
    re.I,
)
FIRST_PERSON = re.compile(
    r"(?:^|[\s“\"(])(?:I|I['’](?:m|ve|d|ll)|my|me|we|we['’](?:re|ve|ll)|our|us|you|your)\b", re.I
)
CONVERSATIONAL = re.compile(
    r"^(?:So|Well|Now|OK|Okay|Yes|No|And yet|But hey|Look|Imagine|Remember|Think|Consider|Ask|Let|Why|How|What|Who)\b"
)
PERFECT = re.compile(
    r"\b(?:has|have|['’]s|['’]ve)\s+(?:\w+ly\s+)?(?:been\s+)?(?:more\s+)?\w+(?:ed|en|wn|ne|de|ld|nt|ught|lt|un|um|ung|it|ut|et|id|st)\b"
)
# Talk that happens, as against talk that tells: an event somebody must have witnessed or been told of.
MEETING_VERBS = words(
    "talk speak discuss debate argue negotiate confer deliberate consult chat converse meet"
)

# What a law, a contract or a programme lays down stands in it.
TERMS = words(
    "punish allow require subject apply permit prohibit ban forbid limit cap entitle mandate guarantee provide impose authorize authorise fine exempt"
)
# Prices at which shares and goods trade are seen by everybody.
MARKET = re.compile(
    r"\b(?:(?:stock|share|oil|gold|bond|gas|wheat) prices?|shares (?:of|in|rose|fell|closed|were|have)|(?:stock|bond) market|Dow Jones|Nasdaq|FTSE|S&P|exchange rate|population of (?:about |some |around |more than |less than )?[\d,.]+|barrel|(?:stock|shares) (?:\w+ )?(?:rose|fell|closed|dropped|gained|jumped|climbed|slid|sank|opened))\b",
    re.I,
)
# Why somebody did it, as only they can know.
MOTIVE = re.compile(
    r"\b(?:because|since|as) (?:he|she|they|it) (?:wanted|needed|feared|hoped|hated|resented|envied|distrusted|(?:was|were) (?:afraid|desperate|jealous|ashamed|bored|tired|angry|eager))\b",
    re.I,
)
PURPOSE = re.compile(
    r"\b(?:in an? (?:effort|attempt|bid|move|push) to|in order to|so as to|in (?:the )?hopes? (?:of|that)|(?:to|of|by) (?:avoid|prevent|hide|conceal|evade|appease|placate|woo|court|discredit|undermine)(?:ing)?|part of (?:an? )?(?:\w+ )?(?:effort|strategy|plan|campaign|push|bid))\b",
    re.I,
)
# What is counted in public when people vote.
BALLOTS = re.compile(
    r"(?<!-)\b(?:(?:super)?delegates?|votes?|seats?|ballots?|electors?|majority|turnout|margins?|primar(?:y|ies)|caucus(?:es)?|election night|carried the (?:state|county|city|district|ward|vote)|takes [\d,]+ to win)\b"
)
# Nouns whose present tense is the letter of a rule.
RULES = words(
    "rule law act agreement treaty violation offense offence statute regulation constitution contract licence license program programme bill policy ordinance"
)
# Whatever is put forward carries its own figures.
PLANS = words(
    "plan proposal propose offer pledge promise budget bill law deal agreement subsidy fine penalty limit cap fund package demand settlement"
)
# Papers and counts that are themselves the source of the figures told of them.
COUNTED = words(
    "poll survey census study tally filing index estimate report audit database data statistic average lawsuit indictment complaint"
)
# People whose part in the news is to speak: what they think, they have said.
COMMENTATORS = words(
    "critic expert analyst observer scholar economist scientist researcher academic historian pundit commentator strategist skeptic sceptic "
    "opponent proponent supporter advocate activist campaigner lawyer official doctor investigator prosecutor"
)
# Nouns made of verbs and moods do nothing themselves; institutions, which often end the same way, do.
ABSTRACT = re.compile(r"\w{2,}(?:tion|sion|ment|ness|ity|ism|ance|ence|ship|success|critique)(?:e?s)?$")
# Verbs of judging that are deeds as well: who has backed or promoted something has not thereby told us so.
DEEDS = words(
    "promote back support oppose embrace ignore tolerate approve uphold overrule overturn share list celebrate remember"
)
TIMES = words("second minute hour day week weekend month season year decade century time")
# People at work where no reporter stands beside them, and what goes on among them.
INSIDERS = words(
    "official investigator adviser advisor aide operative administrator staffer executive insider negotiator strategist handler consultant"
)
AMONG_THEM = re.compile(
    r"\b(?:debates?|discussions?)\b(?: \w+){0,3} (?:inside|within|among|under ?way at)\b"
    r"|\b(?:negotiations|tensions?|strife|infighting|disagreements?|rifts?|rivalr(?:y|ies))\b(?: \w+){0,2} (?:inside|within|among|between)\b"
    r"|\binternal (?:debate|strife|divisions?|discussions?|tensions?|struggles?)\b",
    re.I,
)
