"""Reads the environment once and refuses to start on nonsense; every knob of an installation stands here."""

import os
import re
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from taizhang.foundation import sqlite

BASE_DIR = Path(__file__).resolve().parent


def _flag(name: str, default: bool) -> bool:
    text = os.environ.get(name, "1" if default else "0").strip().lower()
    if text not in {"0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name}={text!r}: say 1 or 0.")
    return text in {"1", "true", "yes"}


def _secret_key(data: Path) -> str:
    """The key from the environment, or one made once and kept in the data folder, readable by its owner only."""
    if key := os.environ.get("TAIZHANG_SECRET_KEY"):
        if len(key) < 32:
            raise ImproperlyConfigured("TAIZHANG_SECRET_KEY is shorter than 32 characters.")
        return key
    path = data / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


DATA_DIR = Path(os.environ.get("TAIZHANG_DATA", "data")).expanduser().resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o750)
SECRET_KEY = _secret_key(DATA_DIR)
DEBUG = _flag("TAIZHANG_DEBUG", False)
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("TAIZHANG_HOSTS", "*").split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("TAIZHANG_ORIGINS", "").split(",") if origin]
HTTPS = _flag("TAIZHANG_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# The site's own address, which links in e-mails and robots' messages begin with; left out where it is not set.
SITE_URL = os.environ.get("TAIZHANG_URL", "").rstrip("/")
if SITE_URL and not SITE_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured(f"TAIZHANG_URL={SITE_URL!r}: begin with http:// or https://.")
REMIND_AT = os.environ.get("TAIZHANG_REMIND_AT", "07:30")
if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", REMIND_AT):
    raise ImproperlyConfigured(f"TAIZHANG_REMIND_AT={REMIND_AT!r}: say a time such as 07:30.")
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31536000
# Other hosts of the office's domain are not ours to decide on (W005, W021); pages frame our own previews (W019).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]

INSTALLED_APPS = [
    "taizhang.web",
    "taizhang.journal",
    "taizhang.organisation",
    "taizhang.evidence",
    "taizhang.workbooks",
    "taizhang.figures",
    "taizhang.reminders",
    "taizhang.enterprises",
    "taizhang.investment",
    "taizhang.night_market",
    "taizhang.construction",
    "taizhang.targets",
    "taizhang.proofreading",
    "taizhang.bulletin",
    "taizhang.supervision",
    "taizhang.reports",
    "taizhang.archive",
    "taizhang.desk",
    "taizhang.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "taizhang.organisation.middleware.SignedInMiddleware",
    "taizhang.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "taizhang.urls"
WSGI_APPLICATION = "taizhang.wsgi.application"
FORM_RENDERER = "taizhang.web.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "taizhang.organisation.context.frame",
                "taizhang.reminders.context.bell",
            ],
            "builtins": [
                "taizhang.web.templatetags.page",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

# --- databases -------------------------------------------------------------------------------------------------------
SQLITE_VERSION = sqlite.install()
SQLITE_JOURNAL_MODE = sqlite.journal_mode(SQLITE_VERSION)
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'taizhang.sqlite3'}", conn_max_age=None
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            f"PRAGMA journal_mode={SQLITE_JOURNAL_MODE}; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
            "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON"
        ),
    }
elif DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name sqlite or postgres.")
FILTERS_EMPTY_CHOICE_LABEL = _("全部")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES: dict[str, str] = {}

# --- people ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "taizhang.organisation.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "taizhang.organisation.sign_in.ClosedSignup"
ACCOUNT_FORMS = {"login": "taizhang.organisation.forms.SignInForm"}
ACCOUNT_SESSION_REMEMBER = False
# What enterprises may say by their links without an account, beside the limits of signing in.
ACCOUNT_RATE_LIMITS = {"enterprise_word": "10/m/ip"}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0  # rate limits count the person, not the proxy
CSRF_FAILURE_VIEW = "taizhang.web.refusals.csrf_failure"

# --- language, time, files -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise asks that it exists; the finders serve the wheel's own files
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
FILES_DIR = DATA_DIR / "files"
FONTS_DIR = os.environ.get("TAIZHANG_FONTS", "")
UPLOAD_LIMIT_MB = 50
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

# --- the rest --------------------------------------------------------------------------------------------------------
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Shared by the web and worker processes, so that a running import can be watched without a database write.
    "progress": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA_DIR / "progress"),
        "TIMEOUT": 24 * 3600,
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("TAIZHANG_LOG", "WARNING")},
}
