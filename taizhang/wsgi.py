"""The WSGI entry that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.settings")
application = get_wsgi_application()

from taizhang.bulletin import warming  # noqa: E402  models can be loaded only now

warming.warm_later()
