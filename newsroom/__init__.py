"""The review desk's project: wires the parts and decides nothing."""

from newsroom.celery import app as celery_app

__all__ = ["celery_app"]
