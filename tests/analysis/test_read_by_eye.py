"""What came to light when whole stories of many kinds were read by eye, flag by flag."""

from __future__ import annotations

from tests.analysis.helpers import analysed, attributions, flags_of, passes


def told(text: str) -> list[tuple[str | None, str | None]]:
    """(source in words, speaker) of every attribution."""
    return [(a.source.of(text) if a.source else None, a.speaker) for a in analysed(text).attributions]


def test_it_takes_what_a_court_heard_as_told_there() -> None:
    for text in (
        "A jury has heard that the treasurer spent £200,000 on a kitchen.",
        "Tam Brightwell bought two horses for £31,000, the court heard.",
        "Jurors were told he bought two horses for £31,000.",
        "The inquest was told that 40 per cent of the calls went unanswered.",
    ):
        assert [kind for *_words, kind in attributions(text)] == ["spokesperson"], text
        passes("unsourced-figure", text)


def test_it_asks_who_says_so_where_only_one_person_has_heard_it() -> None:
    text = "Tam Brightwell heard that the port would lose 300 jobs."
    assert [kind for *_words, kind in attributions(text)] == ["mental"]


def test_it_finds_the_barrister_behind_the_opening_words() -> None:
    text = (
        "Opening the case at Kelsmouth Crown Court on Tuesday, Ines Maddox, prosecuting, said the treasurer "
        "had been trusted completely.\n\n“He hid it,” she told the jury."
    )
    assert {speaker for _source, speaker in told(text)} == {"Ines Maddox"}


def test_it_ends_a_source_before_its_own_verb() -> None:
    text = (
        "A woman who sat in the public gallery and asked not to be named because her son still volunteers "
        "at the station said the town had been torn apart."
    )
    source = next(source for source, _speaker in told(text) if source and source.startswith("A woman"))
    assert source.endswith("at the station")


def test_it_does_not_tie_a_live_blogs_answers_to_a_network_named_below() -> None:
    text = (
        "LIVE: Storm nears Kelsmouth\n\n"
        "Q: Is my street safe?\n\nA: Not at all.\n\nQ: How high will it get?\n\nMADDOX: Four metres.\n\n"
        "CNN reports that nine fishermen were rescued off the cape."
    )
    assert [text[f.start : f.end] for f in flags_of("second-hand-report", text)] == ["CNN reports"]


def test_it_ties_a_transcript_to_the_network_that_its_first_lines_name() -> None:
    text = (
        "Tam Brightwell spoke about the quay on CNN on Monday and said it would fall.\n\n"
        "LIND: Is it safe?\n\nBRIGHTWELL: Not at all.\n\nLIND: Since when?\n\nBRIGHTWELL: Since May."
    )
    assert [a.via for a in analysed(text).attributions][-4:] == ["CNN"] * 4


def test_it_calls_a_share_of_those_asked_by_the_name_of_the_poll() -> None:
    text = "In a Farran Institute poll of 1,204 adults, 58% said they had put off buying furniture."
    assert [speaker for _source, speaker in told(text)] == ["Farran Institute poll"]


def test_it_knows_its_own_paper_by_what_it_could_not_confirm() -> None:
    text = (
        "The lease had lapsed, according to letters reviewed by The Estuary Courier.\n\n"
        "The Courier could not independently verify the letters.\n\n"
        "Ines Maddox said in a note to the Courier that the lease was sound."
    )
    passes("second-hand-report", text)


def test_it_does_not_take_two_papers_of_one_name_for_its_own() -> None:
    text = (
        "The Fenby Times reported that the lease had lapsed. The Kelsmouth Times has not independently "
        "confirmed that."
    )
    assert len(flags_of("second-hand-report", text)) == 1


def test_it_knows_its_own_paper_by_the_credit_below() -> None:
    text = (
        "The berth will close, the Fenby Sentinel reported.\n\n"
        "The rent had doubled, letters seen by The Kelsmouth Sentinel show.\n\n"
        "Reporting by Tam Brightwell and the staff of The Kelsmouth Sentinel."
    )
    assert [text[f.start : f.end] for f in flags_of("second-hand-report", text)] == [
        "the Fenby Sentinel reported"
    ]


def test_it_joins_a_first_name_with_the_full_one() -> None:
    text = (
        "Ines Maddox goes down to the yard and taps a bell. “Flat,” she says.\n\n"
        "Tam Brightwell drove up on Friday.\n\nInes said the bell would be recast."
    )
    assert {speaker for _source, speaker in told(text)} == {"Ines Maddox"}


def test_it_keeps_two_people_of_one_last_name_apart() -> None:
    text = (
        "Odalys Farran goes down to the yard. She is 74. “Flat,” she says.\n\n"
        "Corwen Farran taught his daughter. He believed that bronze remembered."
    )
    assert [speaker for _source, speaker in told(text)] == ["Odalys Farran", "Corwen Farran"]


def test_it_learns_who_is_he_from_the_sentence_after_the_name() -> None:
    text = (
        "Odalys Farran goes down to the yard. She is 74.\n\n"
        "Her apprentice, Corwen Lister, came nine years ago. He is 31 now.\n\n"
        "Odalys nods. Lister tips the bowl and Odalys looks on. “It will do,” he said."
    )
    assert told(text)[-1] == ("he", "Corwen Lister")


def test_it_takes_no_letters_behind_a_name_for_the_name() -> None:
    text = "Ines Maddox KC said the lease was sound. Maddox said it would be renewed."
    assert {speaker for _source, speaker in told(text)} == {"Ines Maddox"}


def test_it_knows_somebody_called_by_a_name() -> None:
    text = "A retired postman called Corwen Lister has come since 1988. He said it was the colour."
    assert told(text)[-1] == ("He", "Corwen Lister")


def test_it_counts_on_from_one_unnamed_source_to_the_third() -> None:
    text = (
        "The chairman rewrote the terms, three people with knowledge of the bids said.\n\n"
        "A third, a former finance officer, said the vote took an hour."
    )
    assert [kind for *_words, kind in attributions(text)][-1] == "anonymous"


def test_it_leaves_an_engineer_without_a_name_unnamed_further_down() -> None:
    text = (
        "An engineer who sat on the panel said the terms had been rewritten. Mayor Tam Brightwell said they had not.\n\n"
        "“We were told to sign,” the engineer said."
    )
    assert [kind for *_words, kind in attributions(text)] == ["anonymous", "named", "anonymous"]


def test_it_does_not_take_the_means_for_the_doer() -> None:
    text = "Corwen Lister, 61, is accused of fraud by abuse of position. He denies it."
    assert "abuse" not in " ".join(source or "" for source, _speaker in told(text))


LIVE = (
    "LIVE: Storm nears Kelsmouth\n\n"
    "9:47 p.m. — Two dead in Port Linnet, mayor says\n\n"
    "At least two people have died, Mayor Ines Maddox said.\n\n"
    "8:31 p.m. — Q&A: Should I leave?\n\n"
    "We put your questions to Petra Lind, a storm scientist at the university.\n\n"
    "Q: Are 40 per cent of the walls in ruins?\n\nA: Not at all.\n\n"
    "8:05 p.m. — Mayor: “This is not a drill”\n\n"
    "@quaywatcher: The roof just went."
)


def test_it_gives_answers_to_the_guest_and_questions_to_nobody() -> None:
    assert ("A", "Petra Lind") in told(LIVE)
    assert ("Q", None) in told(LIVE)
    passes("unsourced-figure", LIVE)


def test_it_reads_the_label_of_a_live_blog_as_nobody() -> None:
    assert not [source for source, _speaker in told(LIVE) if source == "LIVE"]


def test_it_finds_the_speaker_of_an_entrys_heading_behind_the_time() -> None:
    assert ("mayor", "Ines Maddox") in told(LIVE)
    assert ("Mayor", "Ines Maddox") in told(LIVE)
    passes("unattributed-quote", LIVE)


def test_it_gives_a_post_to_its_handle() -> None:
    assert ("@quaywatcher", "@quaywatcher") in told(LIVE)


def test_it_reads_who_says_so_at_the_end_of_a_headline_without_a_verb() -> None:
    for headline, source in (
        ("No survivors in ferry disaster, officials say", "officials"),
        ("Port to close in May: sources", "sources"),
        ("Treasurer in fraud trial over lifeboat cash, court hears", "court"),
    ):
        assert told(f"{headline}\n\nThe hall was full.")[0][0] == source


def test_it_knows_that_it_is_the_firm_the_sentence_before_is_about() -> None:
    text = (
        "A spokeswoman for the harbour office said it had no comment.\n\n"
        "The losing bidder, Farran Marine, filed a protest in June. It claims that the winner owns no dredge."
    )
    assert told(text)[-1] == ("It", "Farran Marine")


def test_it_reads_two_names_with_an_ampersand_as_one_firm() -> None:
    text = "Farran & Ember Co. has warned that tariffs will add to its costs."
    assert [(a.kind, a.speaker) for a in analysed(text).attributions] == [
        ("spokesperson", "Farran & Ember Co.")
    ]


def test_it_asks_nothing_about_somebody_who_only_asked() -> None:
    passes(
        "anonymous-source",
        "The theft came to light when a builder rang the hall to ask why his deposit had bounced.",
    )


def test_it_asks_once_about_a_report_and_whom_it_cites() -> None:
    text = "The berth will close, Reuters reported, citing two people it did not name."
    assert len(flags_of("second-hand-report", text)) == 1


def test_it_blocks_on_another_newsrooms_unnamed_sources() -> None:
    text = "The berth will close, Reuters reported, citing people familiar with the matter."
    assert [flag.severity for flag in flags_of("second-hand-report", text)] == ["block"]
    text = "The berth will close, Reuters reported, citing a letter to the board."
    assert [flag.severity for flag in flags_of("second-hand-report", text)] == ["ask"]


def test_it_knows_the_network_of_the_sentence_before() -> None:
    text = "ABC News reports that nine fishermen were rescued. Sources told the network that one was hurt."
    assert [a.via for a in analysed(text).attributions] == ["ABC News", "ABC News"]


def test_it_does_not_ask_who_things_are() -> None:
    passes("vague-attribution", "New bridges do not want to be painted.")
    passes("vague-attribution", "Her father's bells say nothing of it, and the stones say it all.")


def test_it_takes_what_a_company_expects_of_itself_as_told_by_it() -> None:
    passes("unsourced-figure", "The company now expects adjusted earnings of $1.10 to $1.25 a share.")


def test_it_takes_a_comparison_for_nobody() -> None:
    text = "In the pictures she stands like a woman expecting bailiffs. She has strong views on butter."
    assert "anonymous" not in [kind for *_words, kind in attributions(text)]


def test_it_does_not_lend_one_sources_reason_to_the_next() -> None:
    text = (
        "A second person, who was not authorized to discuss the bids, said two calls were made. "
        "A third, a former finance officer, said the vote took an hour."
    )
    said = [a for a in analysed(text).attributions if a.cue and a.cue.of(text) == "said"]
    assert [a.reason_given for a in said] == [True, False]


def test_it_keeps_a_reason_told_a_sentence_later_of_the_same_source() -> None:
    text = "An official said two calls were made. The official spoke on condition of anonymity."
    assert analysed(text).attributions[0].reason_given


def test_it_knows_that_a_trial_says_who_accuses() -> None:
    passes(
        "vague-attribution",
        "A jury was sworn in on Monday. Corwen Lister is accused of fraud. He denies eleven charges.",
    )
    assert flags_of(
        "vague-attribution", "Corwen Lister is accused of fraud, and the club will meet on Monday."
    )


def test_it_takes_a_forecast_that_is_cut_for_a_noun() -> None:
    passes("vague-attribution", "Farran shares slide as retailer cuts forecast for second time")


def test_it_calls_an_unnamed_woman_the_same_source_when_she_goes_on() -> None:
    text = (
        "A woman in the gallery said the town had been torn apart. “People cross the road,” she said. "
        "“Nobody knows who knew.”"
    )
    found = flags_of("anonymous-source", text)
    assert len({flag.source_key for flag in found}) == 1
    assert all(flag.message.startswith("“A woman") for flag in found)


def test_it_asks_where_a_rate_comes_from() -> None:
    assert flags_of("unsourced-figure", "Chapels on the coast are closing at the rate of one a week.")


def test_it_takes_no_town_for_a_first_name() -> None:
    text = (
        "A mechanic told the hearing in Stourbeck that he had been offered money. He said a colleague had gone.\n\n"
        "The Stourbeck Herald reported that cracks had been found."
    )
    assert [(a.kind, a.speaker) for a in analysed(text).attributions][:2] == [
        ("anonymous", None),
        ("anonymous", None),
    ]


def test_it_keeps_the_mechanic_without_a_name_unnamed() -> None:
    text = (
        "A mechanic who worked at the depot said nobody kept a list. "
        "The mechanic, who cannot be named for legal reasons, said he had been offered £4,000."
    )
    assert [kind for *_words, kind in attributions(text)] == ["anonymous", "anonymous"]
    passes("anonymous-no-reason", text)


def test_it_does_not_count_the_title_of_a_councillor_as_a_name() -> None:
    text = "Councillor Jude Farran, who chairs the committee, said it was late."
    assert [speaker for _source, speaker in told(text)] == ["Jude Farran"]


def test_it_gives_the_reply_to_who_was_asked() -> None:
    text = "Coroner Dr Corwen Fitch asked Mr Tolland whether he still worked there. “I do,” he replied."
    assert told(text)[-1] == ("he", "Tolland")


def test_it_does_not_take_another_mechanic_for_the_mechanic() -> None:
    text = (
        "A mechanic who worked at the depot said nobody kept a list. Ines Maddox, the clerk, said they did. "
        "The mechanic said he had been offered money. Another mechanic, Corwen Tolland, remembered no offer."
    )
    assert [(a.kind, a.speaker) for a in analysed(text).attributions][2] == ("anonymous", None)
