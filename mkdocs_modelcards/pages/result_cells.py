"""Where an evaluation result comes from, as tables say it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec

from ..catalog.lines import one_line
from ..parse.evaluation import EvalResult

MAX_TEXT = 80
MAX_NOTE = 300
MAX_URL = 2_000

_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


class Origin(msgspec.Struct, frozen=True):
    """Where a result comes from: a text with a `url` if it has one of the web, who added it, when, and notes."""

    text: str = ""
    url: str | None = None
    by: str = ""
    date: str = ""
    notes: str = ""


NOWHERE = Origin()


def origin(result: EvalResult) -> Origin:
    """The origin of a result."""
    url = result.source_url or ""
    is_web = len(url) <= MAX_URL and _WEB.fullmatch(url) is not None
    return Origin(
        text=one_line(result.source_name or (_host(url) if is_web else url), MAX_TEXT),
        url=url if is_web else None,
        by=one_line(", ".join(who for who in (result.source_user, result.source_org) if who), MAX_TEXT),
        date=one_line(result.date or "", MAX_TEXT),
        notes=one_line(result.notes or "", MAX_NOTE),
    )


def is_verified(result: EvalResult) -> bool:
    """Whether a card says that the Hub measured or signed a result."""
    return bool(result.verified or result.verify_token)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
