"""How gunicorn runs ChurnVoice (`gunicorn -c python:churnvoice.gunicorn churnvoice.wsgi`); logs hold no token."""

import logging
import os

from gunicorn import glogging

from churnvoice.logs import TOKEN_PATH


class MaskTokens(logging.Filter):
    """A link's token is the right to answer, so it is masked in whatever is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = TOKEN_PATH.sub(r"/\1/***", record.getMessage()), None
        return True


class Logger(glogging.Logger):
    def setup(self, cfg: object) -> None:
        super().setup(cfg)
        self.access_log.addFilter(MaskTokens())
        self.error_log.addFilter(MaskTokens())


workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
logger_class = Logger
accesslog = "-"
# Neither address nor referrer nor query: who answers is nobody's business, and a search may hold a name.
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(M)sms"
preload_app = False  # a chart drawn before the fork would hang the children
control_socket_disable = True
