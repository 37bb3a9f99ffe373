"""The WSGI entry point; every address is loaded here, before the server forks, not on the first request."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()
addresses = get_resolver().url_patterns
