"""What the other apps may hear about people; sent with send() inside the caller's transaction."""

from django.dispatch import Signal

# actor: User | None, action: str (an audit action's slug), subject: Model, detail: dict of ids and slugs
people_changed = Signal()
# role: HouseRole: may it be closed? Receivers answer with (sentence, path) of each reason why not
role_considered = Signal()
