"""For every sign a chat tool leaves: copy that holds it, the words in [[...]], and copy that only looks so."""

from __future__ import annotations

Examples = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]  # sign -> (flagged, left alone)

CITATION: Examples = {
    "private-use": (
        (
            "The quay was built in 1932. [[\ue200cite\ue202turn0search3\ue201]]",
            "Fares rose [[\ue200cite\ue202turn1news2\ue202turn1news4\ue201]] in May.",
            "The list is short [[\ue200filecite\ue202turn0file1\ue202L4-L9\ue201]].",
        ),
        (
            "The company's sign, \uf8ff, hangs over the quay.",
            "An old typeface kept its arrow at \ue203 and nobody noticed.",
            "“\ue200cite\ue202turn0search3\ue201 stood in the leaflet,” said Ines Maddox, who prints it.",
        ),
    ),
    "turn-token": (
        (
            "The quay was built in 1932 [[citeturn0search3]].",
            "Traffic rose last year ([[turn0search1]]) and fell in May.",
            "The council met twice [[turn2news0turn2news5]] before the vote.",
        ),
        (
            "It was their turn0 in the game, and their return2search took an hour.",
            "The string turn0search0 has been found on 2,000 public pages, the library said.",
            "“Every page said ‘turn0search4’ and nobody read them,” Brightwell said.",
        ),
    ),
    "content-reference": (
        (
            "The quay was built in 1932 [[:contentReference[oaicite:2]{index=2}]].",
            "The fare is four crowns.[[:contentReference[oaicite:0]{index=0}]]",
            "Traffic fell by a tenth [[[oaicite:7]]] over the winter.",
        ),
        (
            "Editors search for oaicite and find a page a day, the library said.",
            "The page ended in “:contentReference[oaicite:2]{index=2}”, which nobody had read.",
            "The content reference of the report is on page 3.",
        ),
    ),
    "oai-citation": (
        (
            "The quay was built in 1932 [[[oai_citation:4‡Harbour](https://harbour.example/quay)]].",
            "Fares rose [[[oai_citation:1†tides.example]]] in May.",
            "Traffic fell [[oai_citation_attribution:3]] last winter.",
        ),
        (
            "Marks such as oai_citation show where a text was copied from, the paper's editors wrote.",
            "“The leaflet says ‘[oai_citation:4‡Harbour]’ twice,” Brightwell said.",
            "See the citation: [4] Harbour report.",
        ),
    ),
    "attributable-index": (
        (
            'The quay was built in 1932. [[({"attribution":{"attributableIndex":"1009-1"}})]]',
            'Fares rose in May [[{"attribution":{"attributableIndex":"0-3"}}]] and fell.',
            "The figures are in the report [[attributableIndex]] of last year.",
        ),
        (
            "The library looks for attributableIndex on every page it keeps.",
            "The index of attributable deaths rose, the hospital said.",
            "“It said attributableIndex, whatever that is,” Brightwell said.",
        ),
    ),
    "source-bracket": (
        (
            "The quay was built in 1932 [[【4†source】]].",
            "Fares rose [[【12†L1-L9】]] in May.",
            "Traffic fell [[【7:0†harbour.example】]] last winter.",
        ),
        (
            "The notice began 【1】 and went on in Japanese.",
            "The shop's sign reads 【営業中】 all day.",
            "“【4†source】,” the leaflet said, three times.",
        ),
    ),
    "writing-block": (
        (
            '[[:::writing{variant="standard" id="18204"}]]\nThe port will close in May.',
            "[[:::writing]]\nThe port will close in May.\n:::",
            "The port will close in May.\n[[::: writing]]\nIt opens again in June.",
        ),
        (
            "::: note\nThe port will close in May.",
            "The writing on the wall::: nobody read it.",
            "“:::writing” stood at the top of the leaflet, Brightwell said.",
        ),
    ),
    "file-service": (
        (
            "The picture is at [[file-service://file-Ab12Cd34Ef]].",
            "See [[file-service://file-9xYzQ2]] for the plan of the quay.",
            "The plan ([[file-service://file-Pq77]]) shows two berths.",
        ),
        (
            "The file service of the court opens at nine.",
            "Addresses like file-service://file-Ab12 lead nowhere, the library said.",
            "“file-service://file-Ab12 is what it printed,” Brightwell said.",
        ),
    ),
    "sandbox": (
        (
            "Download the table at [[sandbox:/mnt/data/fares.csv]].",
            "The chart is here: [[sandbox:/mnt/data/tides.png]]",
            "The table ([[sandbox:/mnt/data/berths.xlsx]]) holds every berth.",
        ),
        (
            "The children built a sandbox: a hundred tons of sand by the quay.",
            "The server keeps its files under /mnt/data and in a sandbox.",
            "“sandbox:/mnt/data/fares.csv,” the press release said, and nothing more.",
        ),
    ),
    "attached-file": (
        (
            "The quay was built in 1932 [[[attached_file:1]]].",
            "Fares rose [[[web:1]]] in May.",
            "Traffic fell last winter.[[[web:12]]]",
        ),
        (
            "The quay was built in 1932 [1].",
            "See the timetable [web: tides.example] for ferries.",
            "“It said ‘[web:1]’ after every line,” Brightwell said.",
        ),
    ),
    "ppl-upload": (
        (
            "The plan is at [[https://ppl-ai-file-upload.s3.amazonaws.example/web/direct-files/1/plan.pdf]].",
            "Source: [[ppl-ai-file-upload]]",
            "The table ([[ppl-ai-file-upload.s3.amazonaws.example/2/fares.csv]]) holds every berth.",
        ),
        (
            "The pupil's AI file upload failed twice.",
            "Addresses containing ppl-ai-file-upload show where a text came from, the library said.",
            "“It says ppl-ai-file-upload at the foot,” Brightwell said.",
        ),
    ),
    "grok-card": (
        (
            'The quay was built in 1932 [[grok_render_citation_card_json={"cardIds":["ab12"]}]].',
            'Fares rose [[<grok-card data-id="ab12" data-type="citation_card">]] in May.',
            "Traffic fell last winter [[grok_card]].",
        ),
        (
            "To grok card games takes years, Brightwell said.",
            "The tag grok_card appears on a dozen pages, the library said.",
            "“It printed grok_render_citation_card_json, no more,” Brightwell said.",
        ),
    ),
    "gemini-cite": (
        (
            "Traffic rose [[[cite: 1, 2]]] last year.",
            "[[[cite_start]]]The quay was built in 1932.",
            "Fares rose in May [[[cite: 4-6, 9]]].",
        ),
        (
            "The court may cite: 1, the deed; 2, the map.",
            "Readers found marks such as [cite: 1] in four reports, the library said.",
            "“There was a ‘[cite: 1, 2]’ in the minister's speech,” Brightwell said.",
        ),
    ),
    "gemini-span": (
        (
            "[[[span_1](start_span)]]The quay was built in 1932.",
            "The quay was built in 1932[[[span_2](end_span)]].",
            "Fares rose [[[span_12](start_span)]]in May.",
        ),
        (
            "The bridge has a span [1] of 80 metres.",
            "“It read ‘[span_1](start_span)’ all over,” Brightwell said.",
            "The tag [span_1](start_span) is on 300 pages, the library said.",
        ),
    ),
    "grounding-redirect": (
        (
            "The report is at [[https://vertexaisearch.cloud.google.com/grounding-api-redirect/AbF9wXG-x]].",
            "Source: [[https://vertexaisearch.cloud.google.com/grounding-api-redirect/AQXblr]]",
            "The table ([[vertexaisearch.cloud.google.com/grounding-api-redirect/Qx1=]]) holds every berth.",
        ),
        (
            "The service runs at vertexaisearch.cloud.google.com since May.",
            "The port's old address is a redirect, grounding two ferries.",
            "“vertexaisearch.cloud.google.com/grounding-api-redirect/A,” the footnote said.",
        ),
    ),
    "caret-note": (
        (
            "The quay was built in 1932[[[^1^]]].",
            "Fares rose [[[^2^][2]]] in May.",
            "Traffic fell last winter [[[^12^]]] and rose in May.",
        ),
        (
            "The quay was built in 1932[^1].",
            "The formula is x^1^ over two.",
            "“It said ‘[^1^]’, and there was no note,” Brightwell said.",
        ),
    ),
}

CHAT: Examples = {
    "as-an-ai": (
        (
            "[[As an AI language model, I cannot verify this]].",
            "The port will close. [[As a large language model, I don't have an opinion on the council]].",
            "[[As an AI developed by Tidemark, it is important to note that fares may change]].",
        ),
        (
            "As a large language model, Tern was trained on two trillion words.",
            "“As an AI language model, I cannot,” the screen read, Brightwell said.",
            "The bot told her that, as an AI language model, it could take no sides.",
        ),
    ),
    "i-am-an-ai": (
        (
            "[[I am an AI language model and cannot name the mayor]].",
            "[[I'm just an AI assistant, so please check these figures]].",
            "The port will close. [[I am an artificial intelligence model trained by Tidemark]].",
        ),
        (
            "I am an AI assistant professor at the school, and I teach drawing.",
            "I'm an AI sceptic, and I have been one since May.",
            "“I am an AI language model,” it answered, and would not say more.",
        ),
    ),
    "refusal": (
        (
            "[[I'm sorry, but I can't assist with that request]].",
            "[[I cannot fulfil that request]].",
            "[[I'm sorry, but I cannot provide the names of private persons]].",
        ),
        (
            "I'm sorry, but I can't see the point of a second bridge.",
            "“I'm sorry, but I can't help you with that,” the clerk said.",
            "The tool replied: I'm sorry, but I can't assist with that request.",
        ),
    ),
    "no-access": (
        (
            "[[I don't have access to real-time information about ferries]].",
            "[[I do not have the ability to browse the port's pages]].",
            "Fares may have changed; [[I don't have real-time data on them]].",
        ),
        (
            "I don't have access to a car, and the bus comes twice a day.",
            "“I do not have real-time data,” the harbour master said.",
            "Drivers do not have access to real-time information, the union said.",
        ),
    ),
    "knowledge-update": (
        (
            "The figures are [[as of my last knowledge update in 2023]].",
            "The mayor, [[as of my knowledge cutoff]], is Ines Maddox.",
            "[[Since my last training update]], fares may have changed.",
        ),
        (
            "The model's knowledge cutoff is in May, the company said.",
            "“As of my last knowledge update, the mayor was a man,” it told her.",
            "My last update on the storm was at nine.",
        ),
    ),
    "training-data": (
        (
            "Fares were four crowns [[as of my last training data]].",
            "[[My training data only goes up to 2023]].",
            "[[Based on my training data, the port has two berths]].",
        ),
        (
            "Based on my training data, the watch says I should run slower on Sundays.",
            "I spent a year cleaning my training data before the classifier worked.",
            "“Nobody asked me, and my work is in their training data,” said Ines Maddox, a painter.",
        ),
    ),
    "yes-here-is": (
        (
            "[[Certainly! Here's a polished version of your article:]]\nThe port will close in May.",
            "[[Sure, here is the draft with a stronger lead:]]\n\nThe port will close in May.",
            "The port will close in May.\n\n[[Absolutely! Below is a shorter version of the second paragraph.]]\n\nIt opens in June.",
        ),
        (
            "Sure, here are the facts: the quay is closed and the mayor is away.",
            "Of course, here is where the plan fails.",
            "“Certainly! Here's a polished version of your article,” the tool wrote back.",
        ),
    ),
    "yes-i-can": (
        (
            "[[Sure! I'd be happy to help you rewrite this.]]\nThe port will close in May.",
            "[[Certainly! I can help draft a story about the port.]]\n\nThe port will close in May.",
            "[[Of course! I'll rewrite the article in a neutral tone.]]\n\nThe port will close in May.",
        ),
        (
            "Sure, I'd be happy to pay more for a ferry that comes.",
            "“Of course! I'd be happy to help,” Ines Maddox told the council.",
            "Certainly I can help a neighbour, and so can you.",
        ),
    ),
    "reworked-version": (
        (
            "[[Here is a rewritten version of the article:]]\nThe port will close in May.",
            "[[Here's a more concise and professional version:]]\n\nThe port will close in May.",
            "[[Below is a polished draft that keeps the quotes:]]\n\nThe port will close in May.",
        ),
        (
            "Here is an edited version of our conversation:\nThe port will close in May.",
            "Here is a list of the polished stones in the report, and where they lie.",
            "Here is the revised budget: nine million crowns for the quay.",
        ),
    ),
    "version-of-yours": (
        (
            "[[Here's a news article based on the information you provided:]]\nThe port will close in May.",
            "[[Here is a summary of your notes:]]\n\nThe port will close in May.",
            "[[Below is a draft based on the provided details:]]\n\nThe port will close in May.",
        ),
        (
            "Here is a summary of the report.",
            "Here is the story of your town, told by those who left it.",
            "Here is the text of the letter:\nThe port will close in May.",
        ),
    ),
    "article-for-you": (
        (
            "[[Here is a news article about the port's closure:]]\nThe port will close in May.",
            "[[Here's the draft article:]]\n\nThe port will close in May.",
            "[[Here is a press release for the event:]]\n\nThe port will close in May.",
        ),
        (
            "Here is the news: the port will close in May.",
            "Here is the full text of the speech:\nThe port will close in May.",
            "Here's a report from the quay by Ines Maddox.",
        ),
    ),
    "hope-this-helps": (
        (
            "The port will close in May.\n[[I hope this helps! Let me know if you'd like a shorter version.]]",
            "The port will close in May.\n\n[[I hope this version meets your needs.]]",
            "The port will close in May.\n\n[[I hope this draft helps with the morning page.]]",
        ),
        (
            "Dear Ida,\nYour neighbour may play until ten. Talk to him first.\nI hope this helps.",
            "The leaflet ended with “I hope this helps!”, which nobody had noticed.",
            "I hope this helps the town more than the last bridge did.\nThe port will close in May.\nIt opens in June.",
        ),
    ),
    "let-me-know": (
        (
            "The port will close in May.\n[[Let me know if you'd like any changes!]]",
            "The port will close in May.\n\n[[Please let me know if you need further adjustments.]]",
            "The port will close in May.\n\n[[Let me know if you want me to add a quote.]]",
        ),
        (
            "The port will close in May.\nLet me know if you have a tip about the harbour.",
            "“Let me know if you'd like a shorter version,” her editor wrote.",
            "Let me know if you want to come along on Saturday.",
        ),
    ),
    "feel-free": (
        (
            "The port will close in May.\n[[Feel free to adjust the tone to suit your paper.]]",
            "The port will close in May.\n\n[[Feel free to replace the placeholders with real names.]]",
            "The port will close in May.\n\n[[Feel free to ask if you need further assistance!]]",
        ),
        (
            "Bake for an hour.\nFeel free to adjust the salt.",
            "Write to me at the desk, and feel free to ask about the ferry.",
            "“Feel free to edit the text,” Brightwell told the council.",
        ),
    ),
    "would-you-like": (
        (
            "The port will close in May.\n[[Would you like me to shorten this for the web?]]",
            "The port will close in May.\n\n[[Do you want me to add a few headlines?]]",
            "The port will close in May.\n\n[[Shall I write a shorter version?]]",
        ),
        (
            "“Would you like me to stay?” she asked.",
            "Would you like me to stay? That is what a good host asks.",
            "“Would you like me to rewrite this?” the tool asked at once.",
        ),
    ),
    "i-can-also": (
        (
            "The port will close in May.\n[[If you'd like, I can also suggest some headlines.]]",
            "The port will close in May.\n\n[[I can also create a shorter version for social media.]]",
            "The port will close in May.\n\n[[If you want, I can tailor it for a younger audience.]]",
        ),
        (
            "If you like, I can meet you at the quay, he wrote.",
            "I can also see why the town wants a bridge.",
            "“If you'd like, I can add some details,” the mayor said.",
        ),
    ),
    "anything-else": (
        (
            "The port will close in May.\n[[Is there anything else I can help you with?]]",
            "The port will close in May.\n\n[[Is there anything else you'd like me to change?]]",
            "The port will close in May.\n\n[[Let me know if there's anything else I can assist you with.]]",
        ),
        (
            "“Is there anything else I can help you with?” the clerk asked.",
            "Is there anything else you would like from a ferry?",
            "There is nothing else I can help with, the clerk wrote.",
        ),
    ),
}

PLACEHOLDER: Examples = {
    "insert-bracket": (
        (
            "The clerk, [[[Insert name]]], said the seats were booked.",
            "[[[Your Name]]] reported from Kelsmouth.",
            "Fares rose by [[[add figure here]]] in May.",
        ),
        (
            "“We want [your] votes,” Brightwell said.",
            "She laughed. [Added emphasis is ours.] The council did not.",
            "Read [your council's plan](https://council.example/plan) before Monday.",
        ),
    ),
    "named-bracket": (
        (
            "[[[Company]]] said the ferry would sail.",
            "The mayor spoke in [[[Town]]] on Monday.",
            "Traffic fell by a tenth [[[source needed]]].",
        ),
        (
            "The clerk [Ines Maddox] said so.",
            "A reader from Kelsmouth [name withheld] wrote to us.",
            "See the [Company](https://ferry.example) and its fares.",
        ),
    ),
    "date-gap": (
        (
            "The berth closes on [[2026-XX-XX]].",
            "The vote is on [[XX/XX/2026]].",
            "The council meets on [[May XX, 2026]].",
        ),
        (
            "The berth closes on 2026-05-01.",
            "A person with XX chromosomes may apply.",
            "“2026-XX-XX is what the form said,” Brightwell said.",
        ),
    ),
    "capital-gap": (
        (
            "The plan is at [[INSERT_SOURCE_URL]].",
            "The mayor, [[INSERT NAME HERE]], was away.",
            "Write to [[YOUR_EMAIL]] for tickets.",
        ),
        (
            "The sign says INSERT COIN, and it takes crowns.",
            "Developers replace YOUR_API_KEY with a key of their own.",
            "“INSERT NAME HERE,” the invitation read.",
        ),
    ),
    "angle-gap": (
        (
            "The clerk, [[<insert name>]], said so.",
            "Fares rose by [[<add percentage>]] in May.",
            "[[<your name>]] reported from Kelsmouth.",
        ),
        (
            "The page opens with <b> and never closes it.",
            "The fare is <4 crowns for children and >6 for all others.",
            "“<insert name>,” the invitation read.",
        ),
    ),
    "slot": (
        (
            "Harbour News reported on [[‹day›]], citing two people it did not name.",
            "We asked the operator on Monday, and it had until [[‹the deadline›]].",
            "The reporter, [[‹name of the clerk›]], said so.",
        ),
        (
            "Das Blatt schrieb: «Er nannte das ‹eine gute Sache›.»",
            "The temperature was ‹ 4 degrees.",
            "Le maire a dit : «C’est un ‹jour› noir.»",
        ),
    ),
    "template-gap": (
        (
            "Dear [[{{ reader_name }}]], the port will close in May.",
            "The fare is [[{{ticket price}}]] from May.",
            "The port will close. [[Lorem ipsum dolor]] sit amet.",
        ),
        (
            "The set {1, 2} has two members.",
            "The stone reads lorem in old letters.",
            "“{{ name }} is what the letter called me,” Brightwell said.",
        ),
    ),
}


def _links(mark: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        (
            f"The table is at [[https://port.example/table?{mark}]] since May.",
            f"The [table]([[https://port.example/t?page=2&{mark}&x=1]]) is new.",
            f"The table is at [[https://port.example/?{mark}]].",
        ),
        (
            f"The table is at https://port.example/table?{mark}-weekly since May.",
            f"Links ending in {mark} come from a chat tool, the library said.",
            f"“https://port.example/table?{mark} was in the report,” Brightwell said.",
        ),
    )


LINK: Examples = {
    "link-chatgpt": _links("utm_source=chatgpt.com"),
    "link-openai": _links("utm_source=openai"),
    "link-copilot": _links("utm_source=copilot.com"),
    "link-perplexity": _links("utm_source=perplexity"),
    "link-claude": _links("utm_source=claude.ai"),
    "link-gemini": _links("utm_source=gemini"),
    "link-grok": _links("referrer=grok.com"),
}
BY_RULE: dict[str, Examples] = {
    "chat-residue": CHAT,
    "citation-residue": CITATION,
    "placeholder-text": PLACEHOLDER,
    "ai-search-link": LINK,
}
