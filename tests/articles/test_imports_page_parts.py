"""What stands in, over and under a story on its page goes, though the finder took it for the story."""

from __future__ import annotations

import pytest

from articles.imports import read_file
from articles.imports.account import Reading
from articles.imports.article import Article
from articles.imports.dressing import of_a_word_processor
from articles.imports.furniture import keep_article, leaves, take_out_boxes, take_out_named, wrap_loose
from articles.imports.markup import page_tree
from articles.imports.structured import Structured

STORY = [
    "The sea wall at Gullhaven held through the worst night of the winter, the harbour board told the Courier "
    "on Friday, while half the town stood on the hill and watched the lamps go out one after another.",
    "Forty fishing boats had been drawn up behind it the evening before by their crews, who carried nets and "
    "lobster pots as far as the churchyard and slept beside them under borrowed blankets.",
    "Rita Moss, who has kept the book of tides for eleven years, wrote down nine feet and four inches shortly "
    "after three, a height that nobody living has seen at that mark since her grandfather cut it.",
    "An engineer sent from Netherby found two cracks near the old slipway when daylight came, neither of them "
    "deeper than a hand, and ordered both filled with quick cement before noon.",
    "Builders had warned in autumn that money for repairs would not last beyond Christmas unless councillors "
    "raised harbour dues, which they refused to do by seven votes against five.",
    "Several owners along Chandler Street said they would now ask for pumps of their own, because cellars "
    "flooded twice this year already and insurers no longer answer letters about mould.",
    "Schools opened an hour late so that buses could take another road round the marsh; one driver counted "
    "thirty sheep standing on what used to be a football pitch.",
    "Meanwhile volunteers from three neighbouring villages brought soup, dry socks and a generator whose engine "
    "refused to start until somebody thought of looking into its tank.",
    "Insurance is only part of it, argues Professor Ida Quill, whose study last spring compared nineteen towns "
    "that chose either higher stone defences or wide reed beds in front of them.",
    "What happens next depends upon ministers, due to visit during February, and on weather: forecasters expect "
    "another deep low to cross from Iceland within ten days of Sunday’s spring tide.",
]
PARAGRAPHS = [f"<p>{text}</p>" for text in STORY]
NAMED = Structured(byline="Rita Calder")


def kept(html: str, again: str = "", said: Structured = NAMED) -> tuple[list[str], list[str]]:
    """The texts that stay of a page whose every line the finder took, and what is told: kind and words."""
    soup = page_tree(html)
    wrap_loose(soup)
    article = Article([block.get_text(" ") for block in leaves(soup)], again)
    reading = Reading([], [])
    take_out_boxes(soup, article, reading)
    take_out_named(soup, article, reading)
    keep_article(soup, article, set(), said, reading)
    texts = [" ".join(block.get_text(" ").split()) for block in leaves(soup)]
    return [text for text in texts if text], [f"{one.kind.slug}: {one.words}" for one in reading.asides]


def story(*, over: str = "", within: str = "", under: str = "") -> str:
    return "".join(
        ["<article><h1>Wall holds</h1>", over, *PARAGRAPHS[:5], within, *PARAGRAPHS[5:], under, "</article>"]
    )


@pytest.mark.parametrize(
    ("within", "kind"),
    [
        ("<div><h2>The morning tide</h2><p>The news of the coast, brought to you each day.</p><form><p>Your "
         "address here, please.</p><input type=email></form><p>You may leave whenever you like to.</p></div>", "furniture"),
        ("<form><p>Which way should the board decide about the wall?</p><p>For the wall, or against it.</p></form>", "furniture"),
        ("<ul><li><a href='#p7'>The night of the second tide</a></li><li><a href='#p8'>What the board said</a></li></ul>", "furniture"),
    ],
)  # fmt: skip
def test_a_box_that_is_no_story_goes_and_is_told(within: str, kind: str) -> None:
    texts, told = kept(story(within=within))
    assert texts == ["Wall holds", *STORY]
    assert told == [f"{kind}: "]


def test_a_list_of_the_headings_below_it_goes_with_none_of_them() -> None:
    parts = "<h2>The night of the second tide</h2>" + PARAGRAPHS[0]
    contents = "<ul><li><a>The night of the second tide</a> 20:42</li><li><a>The night of the second tide</a></li></ul>"
    texts, _ = kept(f"<article><h1>Wall holds</h1>{contents}{parts}{''.join(PARAGRAPHS[1:])}</article>")
    assert texts == ["Wall holds", "The night of the second tide", *STORY]


@pytest.mark.parametrize(
    "html",
    [
        story(within="<ul><li>Forty stones a yard, says the board.</li><li><a href='https://a.example/'>The book</a> of tides</li></ul>"),
        f"<form>{story()}<input type=email></form>",
        story(within="<div role=tabpanel><p>The harbour board meets on Friday to hear the keeper.</p></div>"),
    ],
)  # fmt: skip
def test_lists_forms_and_panels_that_hold_the_story_stay(html: str) -> None:
    texts, told = kept(html)
    assert len(texts) == 1 + len(STORY) + html.count("<li>") + html.count("tabpanel")
    assert told == []


def test_of_panels_side_by_side_the_longest_is_the_story() -> None:
    short = "<div role=tabpanel><h3>Summary</h3><p>The wall held, says the board of the harbour.</p></div>"
    texts, told = kept(f"<div>{short}<div role=tabpanel>{story()}</div></div>")
    assert texts == ["Wall holds", *STORY]
    assert told == ["hidden: "]


@pytest.mark.parametrize("line", ["<p>Live</p>", "<p>17:41 GMT, October 13, 2024</p>", "<h4>Coast and sea</h4>",
                                  "<p><b>Rita Calder</b></p>", "<p>By Rita Calder</p>"])  # fmt: skip
def test_a_line_over_the_story_is_told_apart_from_it(line: str) -> None:
    texts, told = kept(story(over=line))
    assert texts == ["Wall holds", *STORY]
    assert [words.split(":")[0] for words in told] == ["edge"]


def test_a_byline_that_only_the_page_shows_stays_for_whoever_reads_bylines() -> None:
    texts, told = kept(story(over="<p>By Rita Calder</p>"), said=Structured())
    assert (texts[1], told) == ("By Rita Calder", [])


def test_a_sub_head_and_a_short_sentence_further_down_stay() -> None:
    texts, told = kept(story(within="<h2>The tide</h2><p>It held.</p>"))
    assert (texts[6:8], told) == (["The tide", "It held."], [])


@pytest.mark.parametrize(
    "under",
    [
        "<p>Additional reporting by Ron Hale in Gullhaven</p>",
        "<ul><li>– Reporting by Ron Hale; editing by Jo Vale</li></ul>",
        "<p>Rita Calder is a correspondent of the Courier on the coast.</p>",
        "<p>This article was first published in the Estuary Review.</p>",
        "<p><em>The board’s account of the night is on sale at the harbour office.</em></p>",
    ],
)
def test_a_note_under_the_story_is_told_whole(under: str) -> None:
    texts, told = kept(story(under=under))
    assert texts == ["Wall holds", *STORY]
    assert len(told) == 1
    assert told[0].startswith("edge: ")
    assert len(told[0].split()) > 6


@pytest.mark.parametrize(
    "under",
    [
        "<p><em>“We shall build it again, and we shall build it higher,” the keeper said.</em></p>",
        "<blockquote><p><em>We shall build it again, and we shall build it higher than the tide.</em></p></blockquote>",
        "<p><em>The tide came in by night.</em></p><p><em>The wall held on till light.</em></p><p><em>And nobody knew why.</em></p>",
    ],
)  # fmt: skip
def test_slanted_words_of_the_story_itself_stay(under: str) -> None:
    texts, told = kept(story(under=under))
    assert len(texts) == 1 + len(STORY) + under.count("<p>")
    assert told == []


def test_slanted_words_under_a_picture_are_its_caption_and_the_picture_stays() -> None:
    within = "<p><img src='https://a.example/w.jpg'><br><em>The keeper on the wall</em></p>"
    texts, told = kept(story(within=within))
    assert texts == ["Wall holds", *STORY]
    assert told == ["caption: The keeper on the wall"]


def test_a_picture_among_several_short_paragraphs_makes_no_caption_of_them() -> None:
    lines = ["The wall held.", "The gate did not.", "The board will meet."]
    box = f"<div><img src='https://a.example/w.jpg'>{''.join(f'<p>{line}</p>' for line in lines)}</div>"
    texts, told = kept(story(within=box))
    assert (texts[6:9], told) == (lines, [])


def test_what_a_second_way_did_not_find_goes_where_it_stands_apart() -> None:
    teaser = "A cook in Netherby opened a door to the sea, and what came in surprised all of his guests."
    page = f"<p>{teaser}</p>{story(within='<h2>A tide of its own</h2>')}<p>{teaser}</p>"
    texts, told = kept(page, again=" ".join(STORY))
    assert texts == ["Wall holds", *STORY[:5], "A tide of its own", *STORY[5:]]
    assert told == ["furniture: ", "furniture: "]


def test_a_second_way_that_found_something_else_is_not_asked() -> None:
    end = "The harbour board of Gullhaven meets on Friday night to hear the keeper about the wall."
    texts, _ = kept(story(under=f"<p>{end}</p>"), again=" ".join(STORY[:5]))
    assert texts == ["Wall holds", *STORY, end]


def test_loose_words_in_a_link_around_blocks_are_judged_like_others() -> None:
    soup = page_tree("<div><a href='/live'><div></div>Live</a><p>It held.</p></div>")
    wrap_loose(soup)
    assert [block.get_text() for block in leaves(soup) if block.get_text()] == ["Live", "It held."]


def test_a_list_of_pictures_leaves_no_empty_items() -> None:
    copy = read_file(
        "a.html", b"<h1>Wall</h1><p>It held.</p><ol><li><img src='https://a.example/w.jpg'></li></ol>"
    )
    assert copy.text == "It held."


def test_words_in_a_script_make_no_word_processors_page() -> None:
    mark = "<p id='docs-internal-guid-1'>It held.</p>"
    assert of_a_word_processor(mark)
    assert not of_a_word_processor(f'<p>It held.</p><script>var a = "{mark}"</script><p>It stood.</p>')
    assert of_a_word_processor(f"<script>1</script>{mark}<script>")
