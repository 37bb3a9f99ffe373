"""What the review's own parts hear of each other; sent inside the caller's transaction."""

from django.dispatch import Signal

# actor: User | None, article_id: int: an approved story, perhaps a live one, is worked on again
taken_up = Signal()
