"""GitHub's alerts: block quotes that start with `[!NOTE]` and the like."""

from __future__ import annotations

import re

_ALERT = re.compile(
    r"<blockquote>\n<p>\[!(note|tip|important|warning|caution)\](?P<end>(?:<br>)?\n|</p>)", re.IGNORECASE
)


def mark_alerts(html: str) -> str:
    """Sanitized HTML with alerts marked and titled. They stay block quotes, as they are without this."""
    return _ALERT.sub(_titled, html) if "<p>[!" in html else html


def _titled(match: re.Match[str]) -> str:
    kind = match[1].lower()
    title = f'<p class="mc-alert__title" data-mc-generated="">{kind.capitalize()}</p>'
    rest = "" if match["end"] == "</p>" else "\n<p>"
    return f'<blockquote class="mc-alert mc-alert--{kind}">\n{title}{rest}'
