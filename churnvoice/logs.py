"""How ChurnVoice logs: JSON lines, and never a token, an address or a customer's words."""

import re
from typing import Any

import structlog

TOKEN_PATH = re.compile(r"/(r|u|join|password/reset/key|confirm-email)/[^/\s]+")


def mask_tokens(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """A link's token is the right to answer, so it never reaches a log."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = TOKEN_PATH.sub(r"/\1/***", value)
    if "request" in event:
        event["request"] = str(event["request"]).partition("?")[0]  # a search may hold a name
    return event


SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    mask_tokens,
]


def logging_settings(*, level: str, readable: bool) -> dict[str, Any]:
    """Django's LOGGING for one handler on stderr: JSON, or lines for people when `readable`."""
    structlog.configure(
        processors=[*SHARED_PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    # A plain traceback: the pretty one shows every variable, a customer's words among them, and takes seconds to draw.
    console = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    renderer = console if readable else structlog.processors.JSONRenderer(ensure_ascii=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                "foreign_pre_chain": SHARED_PROCESSORS,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
    }
