"""The door through which a web server calls ChurnVoice."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "churnvoice.settings")
application = get_wsgi_application()
