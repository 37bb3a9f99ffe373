"""Verbs that hand a statement, a thought or a plan to someone, by lemma and by what they take."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Neutral and coloured verbs of saying: take a quotation or a clause.
SAY = words(
    "say tell add note state report announce claim argue assert insist maintain contend declare explain reply respond answer ask "
    "write tweet retweet post blog text email e-mail comment remark observe mention acknowledge admit concede confirm deny reveal "
    "disclose confess warn caution predict forecast foretell estimate suggest propose recommend urge request demand order promise "
    "vow pledge swear threaten joke quip laugh shout yell scream whisper mutter murmur mumble chant sing sigh cry exclaim snap growl "
    "testify attest allege charge accuse boast brag complain gripe grumble lament protest object counter retort rebut continue begin "
    "conclude emphasize emphasise stress underscore underline reiterate repeat recall remember recount relate describe indicate imply "
    "hint signal convey communicate inform notify advise remind assure reassure convince teach read offer volunteer opine muse "
    "theorize speculate wonder question inquire enquire quote cite decree rule determine stipulate specify clarify elaborate expound "
    "interject chime agree disagree concur affirm reaffirm aver avow profess proclaim pronounce guarantee preach lecture proffer "
    "venture posit postulate hypothesize surmise conjecture reckon calculate project plead beg implore beseech exhort counsel press "
    "instruct command direct apologize apologise bemoan bewail rail rant rave thunder fume gush enthuse crow gloat deadpan intone "
    "stipulate footnote editorialize tout trumpet spin summarize summarise paraphrase caption headline point contradict dispute "
    "contest counterclaim fib bluster recite narrate dictate tip leak whine moan groan scoff sneer snipe chide scold interrupt "
    "retract recant correct echo message phone call publish highlight articulate express voice air vent mouth pen sign "
    "petition lobby appeal demur equivocate dodge sidestep deflect decline refuse speak talk cheer "
    "boo jeer heckle inveigh rejoin riposte query quiz grill challenge dare"
)
# Thoughts, wishes, feelings.
THINK = words(
    "think believe feel know understand realize realise suspect doubt fear worry hope wish want expect anticipate assume presume "
    "suppose imagine guess consider view see regard deem judge intend plan aim wonder fret agonize ponder contemplate envision "
    "envisage foresee dream desire prefer long yearn crave hate love loathe dislike dread resent regret appreciate recognize "
    "recognise accept find learn hear discover perceive sense misunderstand misjudge mistrust distrust trust favor favour like "
    "care mind decide resolve conclude calculate figure reckon interpret forget overlook seek hanker conceive "
    "admire respect value cherish envy pity"
)
# What documents and data do.
SHOW = words(
    "show find indicate suggest reveal demonstrate conclude confirm report estimate state say note describe document prove "
    "detail project predict forecast warn recommend argue claim point illustrate highlight rank rate "
    "measure establish allege charge explain require stipulate specify outline underscore imply "
    "calculate paint catalog catalogue uncover determine"
)
# Acts of giving words to the public: done or not done, where the others may be denied and yet tell of a stance.
PUBLISH = words("release issue publish post tweet retweet email e-mail circulate broadcast pen write present")
# Acts of speech on somebody or something: the object is the content.
JUDGE = PUBLISH | words(
    "criticize criticise praise blame attack condemn denounce slam blast rip mock ridicule endorse oppose defend reject "
    "dismiss applaud hail laud congratulate accuse challenge dispute refute debate call label "
    "liken chastise rebuke scold decry deplore deride disparage insult malign lambast lambaste excoriate skewer "
    "trash bash assail fault castigate berate admonish champion tout trumpet advocate urge demand propose "
    "recommend suggest outline unveil announce announce voice articulate convey reiterate repeat echo describe characterize "
    "characterise portray depict dub brand term cite mention discuss deny acknowledge admit confirm disclose reveal detail "
    "promise pledge threaten question protest contest bemoan lament express credit thank commend compliment extol support "
    "caricature vilify demonize belittle denigrate smear savage pillory pan disavow disown repudiate renounce condone "
    "predict forecast allege estimate declare proclaim explain recount recall emphasize emphasise stress underscore highlight "
    "note claim quote paint peg downplay exaggerate overstate understate minimize defend justify "
    "rationalize welcome greet summarize summarise sketch reference invoke decry taunt tease needle rib "
    "chide warn caution blast name back share list answer embrace nominate remember recite cheer ignore approve overrule overturn uphold veto pooh-pooh request grill applaud implore beg encourage counsel oppose "
    "rail clarify specify preview promote pitch plug hype "
    "accept adopt resist ban prohibit compare contrast expose contradict rebut counter boo jeer heckle extoll "
    "satirize satirise spotlight publicize publicise herald justify pronounce assert affirm reaffirm float knock hammer torch demean "
    "insult lampoon parody spoof disrespect second co-sponsor propound preach ask order sue remind bewail mourn trumpet "
    "disprove discredit debunk misrepresent mischaracterize mischaracterise misquote misstate"
)
# Thoughts on somebody or something: the object is the content.
FEEL = words(
    "fear hate love loathe dislike dread resent regret appreciate support favor favour oppose want prefer consider view regard deem "
    "admire respect expect doubt distrust mistrust anticipate desire envision envisage believe "
    "contemplate know seek feel like trust understand recognize recognise foresee forget covet"
)
# verb -> prepositions whose object is the content
TALK: dict[str, frozenset[str]] = {
    "call": words("for on upon"),
    "talk": words("about of"),
    "speak": words("about of out against on"),
    "refer": words("to"),
    "point": words("to at out"),
    "complain": words("about of that"),
    "agree": words("with on to about that"),
    "disagree": words("with on about over"),
    "object": words("to"),
    "respond": words("to with"),
    "reply": words("to with"),
    "react": words("to with"),
    "warn": words("of about against"),
    "comment": words("on about"),
    "joke": words("about"),
    "boast": words("of about"),
    "remind": words("of about"),
    "inform": words("of about"),
    "notify": words("of about"),
    "brag": words("of about"),
    "think": words("of about"),
    "worry": words("about over"),
    "hope": words("for"),
    "argue": words("for against over about with in"),
    "push": words("for"),
    "press": words("for on"),
    "plead": words("for with"),
    "appeal": words("for to against"),
    "apologize": words("for to"),
    "apologise": words("for to"),
    "ask": words("for about if whether"),
    "inquire": words("about into"),
    "dream": words("of about"),
    "opt": words("for"),
    "advocate": words("for against"),
    "lobby": words("for against"),
    "campaign": words("for against on"),
    "rail": words("against at about"),
    "lash": words("out at"),
    "hit": words("back out at"),
    "fire": words("back"),
    "shoot": words("back"),
    "allude": words("to"),
    "hint": words("at"),
    "speculate": words("about on that"),
    "approve": words("of"),
    "disapprove": words("of"),
    "believe": words("in"),
    "weigh": words("in on"),
    "focus": words("on"),
    "elaborate": words("on"),
    "expound": words("on"),
    "dwell": words("on"),
    "insist": words("on upon"),
    "write": words("about of in that"),
    "go": words("after"),
    "read": words("about from"),
    "hear": words("about of from"),
    "know": words("about of"),
    "care": words("about"),
    "concentrate": words("on"),
    "vote": words("for against to"),
    "stand": words("by"),
    "crack": words("down"),
    "take": words("issue aim"),
    "protest": words("against over"),
    "vent": words("about"),
    "rave": words("about"),
    "preach": words("about"),
    "debate": words("over about whether"),
    "mention": words("that"),
    "tell": words("of about"),
    "cast": words("as"),
    "side": words("with"),
    "swipe": words("at"),
    "jab": words("at"),
    "scoff": words("at"),
    "sneer": words("at"),
    "bristle": words("at"),
    "marvel": words("at"),
    "muse": words("about on"),
    "wonder": words("about"),
    "fret": words("about over"),
    "reflect": words("on"),
    "expand": words("on"),
    "touch": words("on"),
    "concur": words("with"),
    "sympathize": words("with"),
    "describe": words("as"),
    "backtrack": words("on"),
    "double": words("down"),
    "say": words("about"),
    "vouch": words("for"),
    "identify": words("with as"),
    "empathize": words("with"),
    "empathise": words("with"),
    "caution": words("against about"),
    "balk": words("at"),
    "count": words("on"),
    "riff": words("on"),
    "come": words("against"),
    "cheer": words("for on"),
    "root": words("for"),
    "look": words("to forward for"),
    "clamor": words("for"),
    "clamour": words("for"),
    "stump": words("for"),
    "quarrel": words("with over"),
    "spar": words("over with"),
    "bicker": words("over about"),
    "differ": words("on over with"),
    "lean": words("toward towards"),
    "tear": words("into"),
    "rip": words("into"),
    "light": words("into"),
    "zero": words("in on"),
    "home": words("in on"),
    "warm": words("to up"),
    "bet": words("on"),
    "sour": words("on"),
    "crow": words("about over"),
    "gloat": words("about over"),
    "gripe": words("about over"),
    "grumble": words("about over"),
    "seethe": words("over about at"),
    "fume": words("over about at"),
    "despair": words("of over about"),
    "agonize": words("over about"),
    "obsess": words("over about"),
    "gush": words("about over"),
    "lecture": words("on about"),
    "opine": words("on about"),
    "theorize": words("about"),
    "ruminate": words("on about over"),
    "contend": words("with"),
    "testify": words("about to against"),
    "swear": words("by off"),
}
SEEM = words("seem appear")
# Verbs that take a clause and yet hand nothing to anyone.
NOT_SAYING = words(
    "make let help cause ensure get have keep do be mean happen turn matter watch stop start force allow enable lead prevent "
    "require need deserve tend try attempt manage fail struggle work use continue begin cease remain stay come become prove sound look "
    "seem appear depend consist result exist occur live stand sit run walk move act serve wait spend"
)
LIGHT = words(
    "make express voice have give issue offer raise deliver release share state repeat reiterate air echo take hold hear "
    "announce present renew reaffirm confirm post publish file send sign show declare register pose draw face face provoke lodge "
    "harbor harbour cite shout tweet put write reject deny support defend level launch"
)
REFUSING = words("refuse decline avoid dodge sidestep deny fail stop neglect hesitate")
INVERSION = words(
    "say ask write add reply note tweet explain continue read argue warn conclude recall quip joke state go recall insist observe"
)
# Verbs whose infinitive says what someone wants or has committed to.
PLAN = words(
    "want plan hope intend promise vow pledge threaten refuse decline offer agree wish aim expect seek propose prefer "
    "love hate like swear decide resolve vote ask urge tell order call demand encourage advise instruct warn beg implore "
    "invite request claim profess pretend desire long dread fear hesitate consent commit opt strive yearn determine press "
    "persuade convince direct command challenge dare remind recommend authorize forbid "
)
# "is said to", "was accused of": passives that hide who says so.
HEARSAY_PASSIVES = words(
    "say believe think expect report allege accuse consider criticize criticise blame rumor rumour understand fear estimate suspect claim "
    "debate charge question regard view deem perceive presume assume tip predict project forecast describe portray depict denounce condemn "
    "mock ridicule pillory attack praise credit hail dismiss dub brand characterize characterise implicate suppose reckon anticipate "
    "announce slam blast challenge dispute fault pan"
)
