"""Facts: what was written (Article, Revision, Attachment), what was found (AnalysisRun, Flag, Sighting)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.analysis.wrapping import unwrapped
from articles.readings import Reading, from_stored
from articles.schemes import Schemed
from newsroom.accounts.models import Desk

User = settings.AUTH_USER_MODEL


class ArticleKind(models.TextChoices):
    NEWS = "news", "news"
    BRIEF = "brief", "brief"
    FEATURE = "feature", "feature"
    ANALYSIS = "analysis", "analysis"
    OPINION = "opinion", "opinion"
    LIVE = "live", "live"
    AGENCY = "agency", "agency copy"


class Severity(models.TextChoices):
    BLOCK = "block", "Block"
    ASK = "ask", "Ask"
    NOTE = "note", "Note"


class RunStatus(models.TextChoices):
    QUEUED = "queued", "queued"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"
    SUPERSEDED = "superseded", "superseded"


ACTIVE_RUNS = (RunStatus.QUEUED, RunStatus.RUNNING)


class StoredFile(models.Model):
    """The bytes of an original or an image, once, under their sha256.

    In the database, so that they commit with the row that names them.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()  # bytes
    data = models.BinaryField()
    redacted_at = models.DateTimeField(null=True, blank=True)  # two people took the bytes out of the record


class Article(models.Model):
    """A story on a desk. Its text lives in revisions; `head` is the newest of them."""

    slug = models.SlugField(max_length=80, unique=True)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="articles")
    kind = models.CharField(max_length=10, choices=ArticleKind.choices, default=ArticleKind.NEWS)
    authors = models.ManyToManyField(User, related_name="articles")
    language = models.CharField(max_length=8, blank=True)  # as a person set it; blank: as the check finds it
    credited = models.JSONField(default=list)  # the authors' names as exports give them
    details_digest = models.CharField(max_length=64, blank=True)  # of kind, authors and language
    details_scheme = models.PositiveSmallIntegerField(default=1)
    head = models.OneToOneField(
        "Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="head_of"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["desk", "-created_at"])]

    def __str__(self) -> str:
        return self.slug


class Revision(Schemed):
    """One text of a story, never changed. `text` is normalised; every offset is a code point into it."""

    class Format(models.TextChoices):
        PLAIN = "plain", "plain text"
        MARKDOWN = "markdown", "Markdown"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    headline = models.CharField(max_length=300)
    standfirst = models.TextField(blank=True)
    byline = models.CharField(max_length=300, blank=True)
    alternative_headlines = models.JSONField(default=list)  # lines: for search, social media, another edition
    alert_text = models.TextField(blank=True)  # what a push message or mail alert says
    format = models.CharField(max_length=10, choices=Format.choices, default=Format.PLAIN)
    text = models.TextField()
    wrapped = models.BooleanField(default=False)  # its line ends are those of its width: see running_text
    sha256 = models.CharField(max_length=64)  # of headline, standfirst and text, exactly
    substance_digest = models.CharField(max_length=64, db_index=True)  # what approvals compare
    words_digest = models.CharField(max_length=64, db_index=True)  # finds the same words in another layout
    word_count = models.PositiveIntegerField()
    original = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    original_name = models.CharField(max_length=255, blank=True)
    import_notes = models.JSONField(
        default=list
    )  # sentences: what became of tracked changes, comments, notes
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["article", "-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_revision_a_number")]
        indexes = [models.Index(fields=["sha256"])]

    def __str__(self) -> str:
        return f"{self.article_id}, revision {self.number}"

    @property
    def running_text(self) -> str:
        """What is rendered, digested and exported: of a wrapped text, with spaces for line ends, as long."""
        return unwrapped(self.text) if self.wrapped else self.text


class Rendering(models.Model):
    """A revision's text as rendered, once: see articles/rendering/kept.py."""

    revision = models.OneToOneField(
        Revision, on_delete=models.CASCADE, primary_key=True, related_name="rendering"
    )
    renderer = models.PositiveSmallIntegerField()  # the version that rendered it
    elements = models.TextField()  # JSON
    seal = models.CharField(max_length=64)  # under the house's secret key


class Attachment(models.Model):
    """An image that belongs to a revision."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    alt = models.TextField(blank=True)
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=300, blank=True)
    source_type = models.CharField(max_length=50, blank=True)  # IPTC term, where a person gave it
    metadata = models.JSONField(default=dict)  # what its file says (ImageFacts); empty: not read yet
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["revision", "order"]


class AnalysisRun(models.Model):
    """One reading of one revision by the engine. The row is the truth, the broker's message only a hint."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="runs")
    status = models.CharField(max_length=12, choices=RunStatus.choices, default=RunStatus.QUEUED)
    engine = models.CharField(max_length=64, blank=True)  # digest of rules, parser, model, outlet list
    attempts = models.PositiveSmallIntegerField(default=0)  # committed before the work begins
    deadline = models.DateTimeField()  # past it, the sweep queues the run again
    error = models.TextField(blank=True)  # in words a person can act on
    failed_rules = models.JSONField(default=list)  # [[rule, error], ...]: the others' findings stand
    language = models.CharField(max_length=8, blank=True)  # as the reading took the text to be
    kind = models.CharField(max_length=10, blank=True)  # the story's, as it was read; blank: not known
    read_as = models.CharField(max_length=8, blank=True)  # the language a person had set
    reads_english = models.BooleanField(default=False)  # plainly, whatever a person had set
    result = models.JSONField(default=dict)  # see articles.readings
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    queued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision"], condition=Q(status__in=["queued", "running"]), name="one_active_run"
            )
        ]
        indexes = [models.Index(fields=["status", "deadline"])]

    @property
    def active(self) -> bool:
        return self.status in ACTIVE_RUNS

    @property
    def reading(self) -> Reading:
        return from_stored(self.result)


class Flag(models.Model):
    """A thread of questions about one passage, through all revisions. Numbered within its story."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="flags")
    number = models.PositiveIntegerField()
    rule = models.SlugField(max_length=40)
    current = models.OneToOneField(
        "Sighting", on_delete=models.SET_NULL, null=True, blank=True, related_name="current_of"
    )  # where it stands in the newest finished reading; none: the passage is gone, the flag is fixed
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True, blank=True)
    gone_in = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["article", "number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_flag_a_number")]


class Sighting(models.Model):
    """Where a flag stood in one reading of a revision (W3C Web Annotation: position and quote selectors)."""

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="sightings")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="sightings")
    run = models.ForeignKey(
        AnalysisRun, on_delete=models.CASCADE, null=True, blank=True, related_name="sightings"
    )
    field = models.CharField(max_length=10, default="text")  # a name of flagging.FIELDS
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    passage_digest = models.CharField(max_length=64)  # a decision holds while this stays
    severity = models.CharField(
        max_length=5, choices=Severity.choices
    )  # the rule's default; a policy may change it
    message = models.TextField()
    clears = models.TextField(blank=True)
    standard = models.TextField(blank=True)
    confidence = models.FloatField(default=1.0)
    source_key = models.CharField(max_length=200, blank=True)  # mentions of one source share it
    suggestion = models.TextField(null=True, blank=True)  # noqa: DJ001 - "" takes the quote out, null: none

    class Meta:
        ordering = ["field", "start", "end"]
        constraints = [
            models.UniqueConstraint(
                fields=["flag", "run"], condition=Q(run__isnull=False), name="one_sighting_a_run"
            )
        ]


class Outlet(models.Model):
    """A newsroom the reading knows beside its own list; or, with `own`, another name of this one."""

    name = models.CharField(max_length=120, unique=True)
    aliases = models.JSONField(default=list)
    own = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)  # False: the reading does not know it any more
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-own", "name"]

    def __str__(self) -> str:
        return self.name
