"""What decides whether a model fits, at a glance: task, license, data, results, limits."""

from __future__ import annotations

import msgspec
from markupsafe import Markup


class Fact(msgspec.Struct, frozen=True):
    """One line of facts: its kind (for an icon), its title, and what it says as HTML; `folded` opens on demand."""

    kind: str
    title: str
    shown: Markup
    folded: Markup = Markup()
    folded_count: int = 0
