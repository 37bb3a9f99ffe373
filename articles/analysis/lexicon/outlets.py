"""Newsrooms, wires and stations by name, and how an unknown one is recognised."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re

_NAMES = """
Associated Press|The AP|Reuters|Agence France-Presse|AFP|Bloomberg|Bloomberg News|Bloomberg Businessweek|United Press International|UPI|
Press Association|PA Media|Dow Jones|Dow Jones Newswires|Xinhua|TASS|Interfax|RIA Novosti|Yonhap|Kyodo|Kyodo News|Jiji Press|ANSA|EFE|DPA|APA|
Anadolu Agency|Press Trust of India|IANS|Antara|Bernama|KCNA|Korean Central News Agency|SANA|IRNA|Fars|Fars News|Tasnim|Mehr|WAM|MENA|Ukrinform|
BelTA|Interfax-Ukraine|ITAR-TASS|Sputnik|RT|Russia Today|
The New York Times|New York Times|NYT|The Times|The Washington Post|Washington Post|WaPo|The Post|The Wall Street Journal|Wall Street Journal|WSJ|USA Today|
Los Angeles Times|The Los Angeles Times|LA Times|Chicago Tribune|Chicago Sun-Times|Boston Globe|The Boston Globe|Boston Herald|New York Post|
New York Daily News|Daily News|Newsday|Philadelphia Inquirer|San Francisco Chronicle|San Jose Mercury News|Mercury News|Houston Chronicle|
Dallas Morning News|Miami Herald|Tampa Bay Times|Orlando Sentinel|Sun-Sentinel|Detroit Free Press|Detroit News|Denver Post|Seattle Times|
Star Tribune|Star-Ledger|Baltimore Sun|Arizona Republic|Atlanta Journal-Constitution|Cleveland Plain Dealer|Plain Dealer|Des Moines Register|
Kansas City Star|Las Vegas Review-Journal|Las Vegas Sun|Sacramento Bee|Charlotte Observer|News & Observer|Milwaukee Journal Sentinel|
Indianapolis Star|Courier-Journal|Salt Lake Tribune|Deseret News|Texas Tribune|Texas Monthly|Union Leader|Concord Monitor|
Post and Courier|Times-Picayune|Richmond Times-Dispatch|Virginian-Pilot|Pittsburgh Post-Gazette|St. Louis Post-Dispatch|Oregonian|
Omaha World-Herald|Honolulu Star-Advertiser|Anchorage Daily News|Christian Science Monitor|Washington Times|Washington Examiner|Washington Free Beacon|
Daily Caller|Daily Beast|The Daily Beast|Daily Signal|Daily Wire|Breitbart|Breitbart News|Newsmax|InfoWars|WorldNetDaily|WND|The Blaze|TheBlaze|
Drudge Report|Politico|POLITICO|Axios|Semafor|Punchbowl News|The Hill|Roll Call|National Journal|CQ|The Intercept|ProPublica|
Center for Public Integrity|Marshall Project|FiveThirtyEight|RealClearPolitics|Real Clear Politics|Vox|Vice|Vice News|BuzzFeed|BuzzFeed News|
Huffington Post|HuffPost|The Huffington Post|Slate|Salon|Mother Jones|The Nation|The New Republic|New Republic|The Atlantic|Atlantic|National Review|Weekly Standard|
The Weekly Standard|The Federalist|Reason|American Prospect|Talking Points Memo|ThinkProgress|Think Progress|Daily Kos|RedState|Media Matters|
Mediaite|Gawker|Gizmodo|Jezebel|Deadspin|The Verge|Wired|Ars Technica|TechCrunch|CNET|ZDNet|Engadget|Recode|Business Insider|Insider|
Forbes|Fortune|Barron's|MarketWatch|CNBC|Benzinga|Quartz|The Economist|Economist|Financial Times|FT|Time magazine|Newsweek|U.S. News & World Report|People magazine|
Us Weekly|Vanity Fair|The New Yorker|New Yorker|New York magazine|Rolling Stone|Esquire|GQ|Cosmopolitan|Vogue|Elle|Glamour|Teen Vogue|Variety|
The Hollywood Reporter|Hollywood Reporter|Deadline|Billboard|Entertainment Weekly|TMZ|Page Six|E! News|Sports Illustrated|ESPN|Foreign Policy|
Foreign Affairs|Zero Hedge|ZeroHedge|PolitiFact|Politifact|FactCheck.org|Snopes|The Onion|Scientific American|National Geographic|
NPR|National Public Radio|PBS|PBS NewsHour|NewsHour|C-SPAN|CBS|CBS News|NBC|NBC News|ABC|ABC News|Fox News|Fox News Channel|Fox Business|Fox Business Network|Fox|FOX|FNC|
MSNBC|CNN|CNN International|HLN|Univision|Telemundo|Yahoo News|Yahoo|Yahoo Finance|AOL|Voice of America|VOA|Radio Free Europe|Radio Liberty|RFE/RL|
Radio Free Asia|Al Jazeera|Al-Jazeera|Al Arabiya|Al-Arabiya|BBC|BBC News|BBC Radio|ITV|ITV News|Channel 4|Channel 4 News|Sky News|Sky|LBC|GB News|
The Guardian|Guardian|The Observer|The Independent|Daily Telegraph|The Telegraph|The Daily Telegraph|The Sunday Times|Sunday Times|The Sun|
Daily Mail|The Daily Mail|MailOnline|Mail on Sunday|Daily Mirror|Daily Express|Evening Standard|The Scotsman|The Herald|Irish Times|The Irish Times|Irish Independent|
RTE|RTÉ|The Spectator|New Statesman|Private Eye|Bellingcat|Metro|The i|
Le Monde|Le Figaro|Libération|Liberation|Mediapart|France 24|France24|Franceinfo|BFMTV|TF1|L'Express|Le Point|Paris Match|Les Echos|
Der Spiegel|Spiegel|Die Zeit|Die Welt|Bild|Frankfurter Allgemeine|Frankfurter Allgemeine Zeitung|Süddeutsche Zeitung|Handelsblatt|Deutsche Welle|DW|ARD|ZDF|Tagesspiegel|
El País|El Pais|El Mundo|La Vanguardia|Corriere della Sera|La Repubblica|La Stampa|RAI|Neue Zürcher Zeitung|NZZ|SRF|Der Standard|ORF|
De Telegraaf|NRC|De Standaard|Politiken|Dagens Nyheter|Aftonbladet|SVT|NRK|VG|Aftenposten|Helsingin Sanomat|Yle|Gazeta Wyborcza|Rzeczpospolita|
Telex|Index.hu|Kathimerini|Hürriyet|Hurriyet|Cumhuriyet|Sabah|Milliyet|Haaretz|Jerusalem Post|The Jerusalem Post|Times of Israel|The Times of Israel|Yedioth Ahronoth|Ynet|
Israel Hayom|Channel 12|Asharq Al-Awsat|Al-Ahram|Al Ahram|The National|Gulf News|Dawn|Geo News|Times of India|The Times of India|The Hindu|Hindustan Times|
Indian Express|NDTV|Caixin|Global Times|People's Daily|China Daily|South China Morning Post|Apple Daily|CCTV|CGTN|Straits Times|The Straits Times|Channel NewsAsia|Nikkei|
Nikkei Asia|Asahi Shimbun|Yomiuri Shimbun|Mainichi|NHK|Japan Times|Korea Herald|Chosun Ilbo|JoongAng Ilbo|Hankyoreh|Rodong Sinmun|Bangkok Post|Jakarta Post|
Rappler|Inquirer|Philippine Star|Sydney Morning Herald|The Age|The Australian|Australian Financial Review|News.com.au|SBS|Stuff|New Zealand Herald|
Globe and Mail|The Globe and Mail|Toronto Star|National Post|CBC|CBC News|CTV|CTV News|Global News|La Presse|Le Devoir|Radio-Canada|Folha de S.Paulo|Folha|O Globo|Estadão|
Clarín|Clarin|La Nación|La Nacion|El Universal|Reforma|Milenio|Proceso|El Tiempo|El Espectador|Granma|Novaya Gazeta|Kommersant|Vedomosti|Izvestia|
Pravda|Moscow Times|The Moscow Times|Meduza|Dozhd|Kyiv Post|Kyiv Independent|The Kyiv Independent|Ukrainska Pravda|Mail & Guardian|Daily Maverick|News24|Daily Nation|The Standard|
Punch|Premium Times|Daily Monitor|Addis Standard|Jeune Afrique|Zero|Christian News Service|CNS News|CNSNews|Western Journalism|Townhall|PJ Media|Hot Air|
Gateway Pundit|One America News|OAN|Morning Joe|Meet the Press|Face the Nation|This Week|State of the Union|Fox News Sunday|Fox & Friends|Fox and Friends|
Good Morning America|Today show|60 Minutes|Nightline|Dateline|20/20|Frontline|Hannity|The O'Reilly Factor|New Day|Morning Edition|All Things Considered|
The View|The Tonight Show|The Late Show|Hardball|Hill.TV|Lifezette|LifeZette|Independent Journal Review|Mic|Fusion|The Root|Ebony|Essence|The Advocate|
Inside Higher Ed|Chronicle of Higher Education|Education Week|Stars and Stripes|Military Times|Defense News|Jane's|Lawfare|Just Security|SCOTUSblog|Law360|
STAT|Kaiser Health News|KFF Health News|Nature News|New Scientist|The Conversation|Grist|Inside Climate News|E&E News|Carbon Brief
"""
OUTLETS: frozenset[str] = frozenset(
    name.removeprefix("The ").lower()
    for name in (part.strip() for part in _NAMES.replace("\n", "").split("|"))
    if name
)
# Newsrooms that are written in capitals alone.
INITIALS: frozenset[str] = frozenset(
    name.lower() for name in _NAMES.replace("\n", "").split("|") if name.isupper() and name.isalpha()
)
# Names that are also everyday words or places: an outlet only after "told", "in", "by" with a capital and an article.
AMBIGUOUS = frozenset(
    [
        "times",
        "post",
        "sun",
        "observer",
        "guardian",
        "independent",
        "hill",
        "nation",
        "reason",
        "time",
        "sky",
        "atlantic",
        "insider",
        "metro",
        "i",
        "age",
        "standard",
        "star",
        "herald",
        "stuff",
        "punch",
        "fox",
        "slate",
        "salon",
        "vice",
        "vox",
        "people",
        "fortune",
        "today",
        "national",
        "new",
        "day",
        "this",
        "week",
        "view",
        "root",
        "advocate",
        "zero",
        "deadline",
        "billboard",
        "wired",
        "quartz",
        "mic",
        "fusion",
        "mena",
        "fars",
        "mehr",
        "bild",
        "vg",
        "ft",
        "globe",
        "ebony",
        "essence",
        "stat",
        "people's",
        "pravda",
        "reforma",
        "index",
        "variety",
        "forbes",
        "rt",
        "abc",
        "inquirer",
        "telegraph",
        "economist",
        "apa",
        "sana",
        "wam",
        "dawn",
        "yahoo",
        "atlantic",
        "bloomberg",
    ]
)
# Agencies: what they were told, many papers carry.
WIRES = frozenset(
    (
        "associated press",
        "ap",
        "reuters",
        "afp",
        "agence france-presse",
        "bloomberg",
        "bloomberg news",
        "united press international",
        "upi",
        "press association",
        "pa media",
        "dow jones",
        "xinhua",
        "tass",
        "interfax",
    )
)
# Programmes named like everyday things: one only in quotation marks, or beside the station that airs it.
PROGRAMMES = frozenset(
    (
        "state of the union",
        "this week",
        "new day",
        "today show",
        "frontline",
        "dateline",
        "nightline",
        "the view",
        "view",
        "hardball",
        "fusion",
        "hannity",
        "20/20",
        "60 minutes",
    )
)
_KIND = (
    r"Times|Post|Tribune|Herald|News|Journal|Gazette|Chronicle|Globe|Daily|Weekly|Magazine|Review|Courier|Examiner|"
    r"Show|Podcast|Inquirer|Dispatch|Register|Sentinel|Telegraph|Observer|Mirror|Mercury|Bulletin|Enquirer|Republican-Herald|Radio|TV|Television|"
    r"Broadcasting|Newspapers|Newswire|Wire|Argus|Echo|Bee|Ledger|Plain Dealer|Press-Herald|Reporter|Monitor|Intelligencer|Leader-Post|Evening \w+"
)
MASTHEAD = re.compile(_KIND)
CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}(?:[- ]?(?:TV|FM|AM|\d{2,4}))?")
_CAPITAL, _GAP = r"[A-Z][\w.&'’-]*", r" (?:(?:of|de|and|&|del|la) [ -]?)?"
NAMED_OUTLET = re.compile(
    rf"(?!.*\b(?:Medical|Law|Scientific|Clinical|Economic|Psychological|Surgery|Medicine)\b)(?:The |the )?{_CAPITAL}(?:{_GAP}{_CAPITAL}){{0,3}}(?:{_GAP})?\b(?:{_KIND})\b(?! (?:Service|Department|Corps|Office|Party|Secretary|Conference))"
    r"|(?:Radio|Télé|TV) [A-Z][\w-]+"
    rf"|\b{CALL_SIGN.pattern}\b"
)
# Newsrooms without a name.
NAMELESS_OUTLET = re.compile(
    r"\b(?:(?:state|local|national|international|foreign|russian|chinese|north korean|south korean|iranian|israeli|german|french|british|turkish|"
    r"italian|spanish|japanese|mexican|ukrainian|pro-\w+|government-run|state-run|state-owned|state-controlled|independent|regional|conservative|liberal|"
    r"right-wing|left-wing|\w+-language|[a-z]+(?:ic|ian|ish|ese|can|ean)|domestic|western|arab|social-?)[ -]+){0,6}"
    r"(?:news )?(?:media(?: (?:reports?|outlets?|accounts?|organi[sz]ations?))?|news (?:agenc(?:y|ies)|outlets?|organi[sz]ations?|reports?|site|website|service|channel|network)s?"
    r"|newspapers?|press (?:reports?|accounts?)|tabloids?|broadcasters?|(?:tv|television|radio) (?:stations?|networks?|channels?|reports?|news)|wire services?|state television|state radio|state tv)\b",
    re.I,
)


def is_outlet(name: str, own: str = "") -> bool:
    """Is this the name of a newsroom other than our own?"""
    plain = plain_name(name)
    if not plain or (own and plain == plain_name(own)):
        return False
    if plain in OUTLETS:
        return (
            plain not in AMBIGUOUS
            or name[:4].lower() == "the "
            or plain
            in (
                "abc",
                "bloomberg",
                "rt",
                "fox",
                "ft",
                "slate",
                "salon",
                "vox",
                "fortune",
                "forbes",
                "variety",
                "vice",
                "wired",
            )
        )
    return bool(NAMED_OUTLET.fullmatch(name.strip()))


def plain_name(name: str) -> str:
    """A name as the list holds it: no article, no possessive, no quotation marks, lower case."""
    name = name.strip().strip("\"'“”‘’ ").replace("’", "'")
    return name.removesuffix("'s").removesuffix("'").lower().removeprefix("the ")


_ON_AIR = re.compile(
    r"(?:cnn|hln|msnbc|cnbc|(?:nbc|abc|cbs|fox|sky|vice|al jazeera|univision|bbc|itv|channel \d) ?(?:news|business|radio|universal|one|two|four)?.*|npr|pbs.*|c-span|"
    r"newsnation|telemundo|univision|ndtv|rt|cbc|ctv|rté|rte|lbc|itv.*|wnyc|democracy now!?|meet the press|face the nation|60 minutes|morning joe|"
    r"[kw][a-z]{2,3}(?:[- ]?(?:tv|fm|am|\d))*|(?:radio|tv) .+|.*\b(?:show|podcast|radio|tv|television|broadcasting|network|siriusxm|program)\b.*)"
)


def is_broadcast(name: str) -> bool:
    """A station, a network or a programme: what is said there is said in an interview."""
    return bool(_ON_AIR.fullmatch(plain_name(name)))
