"""The register of AI systems: what is allowed now, and what was once."""

from __future__ import annotations

from review.disclosure.systems import AllowedSystem
from review.models import AISystem


def allowed_systems() -> tuple[AllowedSystem, ...]:
    """The register as a rule sees it. One query."""
    return tuple(
        AllowedSystem(row.name, tuple(row.versions), tuple(row.stages), row.note)
        for row in AISystem.objects.filter(is_active=True)
    )


def register_rows() -> list[AISystem]:
    """Every entry, those that are not allowed any more last."""
    return list(AISystem.objects.select_related("changed_by").order_by("-is_active", "name"))
