"""Who can be a source: informants, crowds, institutions and their people, titles, countries."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

from .verbs import words

# Specific people the copy chooses not to name.
INFORMANTS = words(
    "source sources official officials aide aides adviser advisers advisor advisors insider insiders staffer staffers operative operatives "
    "diplomat diplomats investigator investigators executive executives employee employees informant informants whistleblower "
    "whistleblowers associate associates confidant confidants confidante confidantes friend friends colleague colleagues coworker "
    "coworkers attorney attorneys lawyer lawyers prosecutor prosecutors detective detectives agent agents officer officers witness witnesses "
    "relative relatives neighbor neighbors neighbour neighbours intermediary intermediaries negotiator negotiators "
    "bureaucrat bureaucrats banker bankers trader traders manager managers staff assistant assistants deputy deputies "
    "caller callers bystander bystanders eyewitness eyewitnesses person people "
    "counselor lieutenant lieutenants handler handlers courtier courtiers consultant consultants paramedic paramedics "
    "nurse nurses minder minders underling underlings subordinate subordinates recruiter recruiters"
)
# Words that say of somebody that the copy gives no name: nobody holds them as an office.
UNNAMED_WORDS = words("source sources insider insiders")
# People a reader cannot find, however many they are.
CROWDS = words(
    "critic critics expert experts analyst analysts observer observers supporter supporters opponent opponents proponent proponents advocate "
    "advocates activist activists scholar scholars economist economists scientist scientists researcher researchers academic academics "
    "historian historians pundit pundits commentator commentators strategist strategists voter voters lawmaker lawmakers "
    "legislator legislators senator senators congressman congressmen congresswoman politician politicians leader leaders republican "
    "republicans democrat democrats conservative conservatives liberal liberals progressive progressives moderate moderates libertarian "
    "independent independents american americans resident residents citizen citizens people person many some others other most few several "
    "everyone everybody anyone anybody someone somebody nobody none one ones those they fan fans skeptic skeptics sceptic sceptics "
    "detractor detractors defender defenders protester protesters demonstrator demonstrators campaigner campaigners "
    "member members donor donors delegate delegates surrogate surrogates loyalist loyalists backer backers hawk hawks dove doves "
    "reformer reformers parent parents student students teacher teachers woman women man men worker workers physician physicians doctor "
    "doctors professor professors investor investors developer developers business businesses companies industry "
    "immigrant immigrants migrant migrants refugee refugees evangelical evangelicals christian christians muslim muslims jew jews catholic "
    "catholics mexican mexicans african-american african-americans latino latinos hispanic hispanics black blacks white whites millennial "
    "millennials veteran veterans soldier soldiers general generals judge judges juror jurors rival rivals contender contenders candidate "
    "candidates pollster pollsters user users reader readers viewer viewers listener listeners customer customers "
    "consumer consumers taxpayer taxpayers watcher watchers group groups figure figures elite elites establishment public nation world "
    "society community communities half majority minority percent dozen dozens hundreds thousands millions theorist theorists "
    "watchdog watchdogs nationalist nationalists rebel rebels militant militants farmer farmers villager villagers local locals "
    "specialist specialists commentariat respondent respondents foe foes adversary "
    "participant participants attendee attendees adversaries ally allies purist purists partisan partisans folk folks guy guys kid kids child children youth adult adults player players athlete "
    "athletes actor actors artist artists celebrity celebrities star stars author authors writer writers blogger bloggers "
    "theologian theologians philosopher philosophers planner planners environmentalist environmentalists feminist feminists "
    "governors mayors presidents ministers politico politicos partner partners tenants tenant owner owners landlord "
    "landlords shopkeepers shopkeeper fishermen islanders commuters passengers patients survivors victims mothers fathers "
    "mainstream left right base party parties faithful holdout holdouts"
)
# Many people under a word for one thing: who of them says so is as open as with "critics".
MASSES = words(
    "crowd audience public electorate throng mob nation world society community half majority minority dozen establishment "
    "mainstream left right base faithful commentariat industry side elite everyone everybody"
)
# Institutions that answer on the record.
INSTITUTIONS = words(
    "police authority authorities government administration campaign committee agency company firm corporation department ministry court "
    "office bureau commission council board union association organization organisation party congress senate house parliament "
    "legislature pentagon military army navy regime state city county country embassy university college school hospital church bank "
    "foundation institute center centre museum league team club network nonprofit charity coalition alliance group federation panel "
    "jury tribunal prosecution service force airline utility regulator publisher retailer "
    "manufacturer operator airport port prison jail pac family household estate camp kremlin palace vatican fed "
    "division branch secretariat delegation mission consulate cabinet treasury tank caucus "
    "conference subcommittee management startup chain lender insurer automaker"
)
SPOKES = words(
    "spokesman spokeswoman spokesperson spokespeople spokesmen spokeswomen representative representatives publicist press-secretary"
)
# One person whose name stands elsewhere in the story.
ROLES = words(
    "president senator governor mayor congressman congresswoman representative secretary minister chancellor premier king queen prince "
    "princess pope bishop archbishop rabbi imam pastor reverend judge justice attorney lawyer general colonel captain sergeant commander "
    "lieutenant chief director chairman chairwoman chairperson chair chief-executive ceo founder owner nominee candidate billionaire "
    "businessman businesswoman mogul author writer professor doctor actor actress singer director host anchor moderator commentator "
    "columnist leader speaker ambassador diplomat lawmaker republican democrat politician veteran activist economist analyst strategist "
    "pollster historian scientist researcher mother father wife husband son daughter brother sister widow man woman girl boy "
    "teen teenager student teacher coach player star comedian rapper driver suspect defendant victim gunman shooter officer "
    "sheriff prosecutor magnate developer libertarian socialist independent conservative vice-president frontrunner front-runner incumbent "
    "challenger opponent rival commissioner treasurer administrator manager executive clerk skipper farmer nurse surgeon resident "
    "superintendent principal dean archdeacon curator chef artist photographer scholar expert critic one duo couple pair "
    "contender hopeful running-mate mate nominee lady spouse dictator czar monarch tycoon tsar"
)
TITLES = words(
    "mr mrs ms mx dr sen rep gov gen lt col cpl capt cmdr maj sgt adm rev fr prof hon pres mr. mrs. ms. mx. dr. sen. sens. rep. reps. gov. "
    "govs. gen. lt. col. cpl. capt. cmdr. maj. sgt. adm. rev. fr. prof. hon. pres. president senator governor mayor congressman congresswoman "
    "representative secretary minister chancellor judge justice general colonel captain sergeant commander lieutenant sir dame lord lady king "
    "queen prince princess pope bishop archbishop rabbi imam pastor reverend chief speaker ambassador professor officer detective "
    "sheriff attorney spokesman spokeswoman spokesperson commissioner inspector superintendent deputy coach premier councillor councilor cllr cllr. councilman councilwoman alderman coroner magistrate"
)
ORGANISATION_WORDS = words(
    "university college department ministry committee inc inc. corp corp. corporation co co. ltd ltd. llc plc association center centre "
    "institute institution party court senate house agency bureau commission council board union foundation fund bank group company "
    "campaign administration government congress parliament police office service services society league federation alliance coalition "
    "network organization organisation church school hospital museum army navy forces force guard security intelligence pac action "
    "project initiative trust authority airlines airways motors energy oil systems technologies labs partners capital holdings "
    "international industries team club caucus conference convention lawyers democrats republicans press airport port line works "
    "estate laboratory laboratories academy brigade embassy treasury homeland pentagon kremlin fed reserve states kingdom nations "
    "republic county city district state watch rights legion brotherhood chamber commerce bar lines railway transit"
)
ORGANISATIONS = words(
    "nato fbi cia nsa irs epa fda cdc doj dhs dea atf sec ftc fcc fema nasa icc un u.n. eu e.u. imf who unicef unesco unhcr interpol opec "
    "wto naacp aclu nra afl-cio aarp dnc rnc gop isis isil hamas hezbollah taliban kremlin pentagon congress parliament google apple "
    "facebook twitter microsoft amazon uber tesla boeing exxon walmart pfizer goldman citigroup verizon comcast disney netflix toyota "
    "volkswagen samsung sony nintendo greenpeace oxfam amnesty medicare obamacare s.e.c. f.b.i. c.i.a. n.s.a. i.r.s. e.p.a. nypd lapd "
    "scotland-yard europol frontex ofcom ofgem ofsted nhs mod bundestag knesset duma politburo"
)
COUNTRIES = words(
    "afghanistan albania algeria america angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium bolivia "
    "bosnia botswana brazil britain bulgaria burma burundi cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus "
    "czechia denmark ecuador egypt england eritrea estonia ethiopia finland france gabon georgia germany ghana greece guatemala guinea haiti "
    "honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya korea kosovo kuwait "
    "kyrgyzstan laos latvia lebanon liberia libya lithuania luxembourg macedonia malawi malaysia mali malta mexico moldova mongolia "
    "montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan palestine panama paraguay "
    "peru philippines poland portugal qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan "
    "sweden switzerland syria taiwan tajikistan tanzania thailand tibet tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan "
    "vatican venezuela vietnam wales yemen zambia zimbabwe u.s. us u.k. uk usa washington moscow beijing pyongyang seoul tehran kyiv kiev "
    "brussels berlin paris london ankara riyadh damascus baghdad kabul jerusalem tokyo ottawa rome madrid warsaw prague hanoi "
    "taipei islamabad delhi caracas havana europe"
)
PARTISANS = words(
    "democrats republicans americans conservatives liberals progressives libertarians mexicans russians muslims christians jews catholics "
    "evangelicals hispanics latinos blacks whites african-americans asian-americans britons europeans germans chinese japanese koreans "
    "israelis palestinians iranians iraqis syrians turks ukrainians poles indians canadians tories labourites greens texans "
    "californians floridians ohioans iowans democrat republican socialists communists nationalists lawmakers senators "
    "brexiteers remainers canadians australians scots irish welsh africans arabs kurds sunnis shiites"
)
# "a spokesman, who asked not to be named": whoever the copy says this of is not on the record.
NAME_KEPT = (
    "condition of anonymity",
    "conditions of anonymity",
    "anonymous because",
    "not authorized to",
    "not authorised to",
    "not to be named",
    "not be named",
    "asked for anonymity",
    "requested anonymity",
    "granted anonymity",
    "anonymity because",
    "anonymity in order",
    "declined to be named",
    "declined to be identified",
    "not to be identified",
    "not be identified",
    "asked not to be",
    "requested not to be",
    "wished to remain anonymous",
    "wanted to remain anonymous",
    "remain anonymous",
    "unauthorized to speak",
    "not permitted to speak",
    "not allowed to speak",
    "spoke anonymously",
    "speak anonymously",
    "spoke on background",
    "withhold his name",
    "withhold her name",
    "withheld his name",
    "withheld her name",
    "withholding the name",
)
# "a senior official, who spoke on condition of anonymity because ..."
REASON_WORDS = (
    *NAME_KEPT,
    "not authorized",
    "not authorised",
    "fear of retribution",
    "fear of retaliation",
    "feared retaliation",
    "fears for",
    "for fear of",
)
