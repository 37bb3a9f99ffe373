"""What review hears of articles; sent inside the caller's transaction: a failing receiver rolls it back."""

from django.dispatch import Signal

# revision: Revision, actor: User, first: bool (the article is new), embargo_unread: str (what its source says
# of an embargo, where that names no moment), embargo_later: datetime | None (the embargo that its source
# names, where the story has an earlier one)
revision_added = Signal()
# run: AnalysisRun (done or failed), flags: list[Flag] now in the text, gone: list[Flag] fixed by it
analysis_finished = Signal()
# run: AnalysisRun (under way): what the images of its revision say of themselves is another than was known
images_read = Signal()
# article: Article, actor: User, changed: list[str] (field names), named: list[int] (ids of those who are
# authors by it; none where it is left out)
article_changed = Signal()
# article: Article, desk: Desk: what would a move to this desk end? Receivers answer with sentences
desk_considered = Signal()
# article: Article: may its text and details be worked on now? Receivers answer with why not, else with ""
work_considered = Signal()
# revision: Revision, user: User: may this author of now open its original? Receivers answer with a boolean
original_considered = Signal()
# sighting: Sighting: may its suggested wording be taken now? Receivers answer with why not, else with ""
suggestion_considered = Signal()
# run: AnalysisRun, actor: User | None: a check was asked for by hand
analysis_requested = Signal()
# actor: User, outlet: Outlet, added: bool: what the reading knows of other newsrooms changed
outlet_saved = Signal()
