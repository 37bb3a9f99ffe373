"""The review page's reads: the whole page, the ways to answer a flag, and the sentences of its panels."""

from review.selectors.page.panels import must_record, printed, readers_see
from review.selectors.page.story import StoryPage, story_page
from review.selectors.page.text import Asked
from review.selectors.page.ways import WAY, Way

__all__ = ["WAY", "Asked", "StoryPage", "Way", "must_record", "printed", "readers_see", "story_page"]
