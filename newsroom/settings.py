"""All settings, read from the environment; what is missing or wrong stops the start with a sentence."""

import os
import secrets
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from newsroom.data_folder import Unfit, prepared
from newsroom.proxies import proxies_from

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_bool(name: str, default: bool = False) -> bool:
    value = env(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name} is “{value}”: write 1 or 0.")


def env_int(name: str, default: int) -> int:
    value = env(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} is “{value}”: write a whole number.")
    return int(value)


def env_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in env(name, default).split(",") if item.strip()]


def story_url(base: str) -> str:
    """NEWSROOM_STORY_URL: where readers find a story. Empty: the publication's page at the desk itself."""
    url = env("NEWSROOM_STORY_URL")
    if url and not (url.startswith(("https://", "http://")) and "{slug}" in url):
        raise ImproperlyConfigured(
            f"NEWSROOM_STORY_URL is “{url}”: write an address with {{slug}} where the story’s name stands."
        )
    return url or f"{base}/stories/{{slug}}/publications/{{number}}/"


def signing_key() -> str:
    """NEWSROOM_SIGNING_KEY: 32 bytes as 64 hexadecimal digits; empty: one is made in the data folder."""
    key = env("NEWSROOM_SIGNING_KEY").lower()
    if key and (len(key) != 64 or set(key) - set("0123456789abcdef")):
        raise ImproperlyConfigured(
            "NEWSROOM_SIGNING_KEY is no key: write 64 hexadecimal digits, as manage.py rotate_key does."
        )
    return key


def secret_key(data: Path) -> str:
    """NEWSROOM_SECRET_KEY, or a key made once and kept readable by its owner alone in the data folder."""
    if key := env("NEWSROOM_SECRET_KEY"):
        return key
    kept = data / "secret_key"
    try:
        descriptor = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        if key := kept.read_text().strip():
            return key
        raise ImproperlyConfigured(f"{kept} is empty: delete it, or set NEWSROOM_SECRET_KEY.") from None
    with os.fdopen(descriptor, "w") as out:
        key = secrets.token_urlsafe(50)
        out.write(key)
    return key


# Where things are
try:
    DATA = prepared(Path(env("NEWSROOM_DATA") or BASE_DIR / ".data"))
except Unfit as no:
    raise ImproperlyConfigured(str(no)) from no
PORT = env_int("PORT", 8000)
DEMO = env_bool("NEWSROOM_DEMO")
DEBUG = env_bool("NEWSROOM_DEBUG")
SECRET_KEY = secret_key(DATA)
SIGNING_KEY = signing_key()  # signs the record; without it a key in the data folder does
ALLOWED_HOSTS = env_list("NEWSROOM_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("NEWSROOM_ORIGINS")
BASE_URL = env("NEWSROOM_URL") or f"http://127.0.0.1:{PORT}"
STORY_URL = story_url(BASE_URL)  # with {slug}, and {number} where each publication has an address of its own

# Who we are: the newsroom's own name is never somebody else's reporting
NEWSROOM_NAME = env("NEWSROOM_NAME", "The Estuary Courier" if DEMO else "Newsroom")

# The ordered tuples of rules that have a page in the handbook
HANDBOOK = [
    "articles.analysis.rules.RULES",
    "articles.analysis.images.IMAGE_RULES",
    "review.workflow.case_rules.CASE_RULES",
    "review.workflow.case_rules.OTHER_HALVES",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "newsroom",
    "newsroom.accounts",
    "articles",
    "review",
]
MIDDLEWARE = [
    "newsroom.proxies.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.middleware.NoStoreMiddleware",
    "newsroom.middleware.RequestLimitMiddleware",
    "newsroom.stale.KeepingLoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "newsroom.context.house",
            ],
        },
    }
]

# Records
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": dj_database_url.parse(env("DATABASE_URL") or f"sqlite:///{DATA / 'newsroom.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Work behind the page. REDIS_URL names a Redis or Valkey; without it `serve` starts one in the data folder.
REDIS_URL = env("REDIS_URL")
BROKER_SOCKET = env("NEWSROOM_BROKER_SOCKET")
CELERY_BROKER_URL = REDIS_URL or f"redis+socket://{BROKER_SOCKET or DATA / 'broker.sock'}"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env_int("NEWSROOM_WORKERS", 2)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, float] = {
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    "max_retries": 1,  # a page that queues does not wait for a broker that is down; the sweep sends again
    "interval_start": 0.2,
}
# One check, in seconds. A reader that goes on for 30 more, or as long again where that is less, is killed.
# A message comes again after the visibility timeout, when no reader can be left.
ANALYSIS_SOFT_TIME_LIMIT = env_int("NEWSROOM_ANALYSIS_SECONDS", 120)
ANALYSIS_TIME_LIMIT = ANALYSIS_SOFT_TIME_LIMIT + min(30, ANALYSIS_SOFT_TIME_LIMIT)
CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] = max(600, 4 * ANALYSIS_TIME_LIMIT)
ANALYSIS_DEADLINE = env_int("NEWSROOM_ANALYSIS_DEADLINE", 45)  # without a sign of life for so long: lost
if ANALYSIS_DEADLINE < 5:
    raise ImproperlyConfigured("NEWSROOM_ANALYSIS_DEADLINE is too short: write 5 seconds or more.")
ANALYSIS_ATTEMPTS = 3
SWEEP_SECONDS = env_int("NEWSROOM_SWEEP_SECONDS", 10)
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "articles.tasks.sweep",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    # every night: what an older version rendered, or none did, is rendered for the pages
    "render": {"task": "articles.tasks.render", "schedule": crontab(hour=2, minute=47)},
    # every night: a checkpoint over all chains is signed, and the whole record is recomputed
    "record": {"task": "review.tasks.nightly", "schedule": crontab(hour=3, minute=17)},
}
CELERY_TIMEZONE = env("TIME_ZONE", "UTC")
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA / "beat-schedule")

# People
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "review:queue"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
PASSWORD_RESET_TIMEOUT = 24 * 3600
INVITATION_DAYS = env_int("NEWSROOM_INVITATION_DAYS", 7)
EMAIL_BACKEND = env("NEWSROOM_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
if smtp := env("NEWSROOM_SMTP_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = smtp
    EMAIL_PORT = env_int("NEWSROOM_SMTP_PORT", 587)
    EMAIL_USE_TLS = env_bool("NEWSROOM_SMTP_TLS", True)
    EMAIL_HOST_USER = env("NEWSROOM_SMTP_USER")
    EMAIL_HOST_PASSWORD = env("NEWSROOM_SMTP_PASSWORD")
EMAIL_TIMEOUT = 10  # seconds; a silent mail server must not hold a request
DEFAULT_FROM_EMAIL = env("NEWSROOM_FROM", "newsroom@localhost")

# Uploads, in bytes and files
UPLOAD_MAX_BYTES = 2 * 1024 * 1024
UPLOAD_MAX_FILES = 20
STRIP_ORIGINALS = env_bool("NEWSROOM_STRIP_ORIGINALS")  # keep of a file its words alone, or nothing
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
# One request: every file that may come at once, and the words typed beside them.
REQUEST_MAX_BYTES = UPLOAD_MAX_FILES * UPLOAD_MAX_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MAX_BYTES
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# The page
STATIC_URL = "static/"
STATIC_ROOT = Path(env("NEWSROOM_STATIC") or DATA / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "media"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = env("TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = False

# Closed by default
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "newsroom.stale.stale_form"
HTTPS = env_bool("NEWSROOM_HTTPS", BASE_URL.startswith("https://"))
# Whose X-Forwarded-For and -Proto are believed; over https a proxy speaks TLS, by default on this machine.
try:
    PROXIES = proxies_from(env_list("NEWSROOM_PROXIES", "127.0.0.1,::1" if HTTPS else ""))
except ValueError as no:
    raise ImproperlyConfigured(str(no)) from no
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = env_int("NEWSROOM_HSTS_SECONDS", 365 * 24 * 3600)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("NEWSROOM_LOG", "INFO")},
    "loggers": {"celery": {"level": "WARNING"}, "kombu": {"level": "WARNING"}},
}
