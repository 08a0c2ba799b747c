"""The code by which a card shows how to use its model, where no section's title says so."""

from __future__ import annotations

import re

from .placed_ids import PlacedId

CODE_ID = "mc-code"

MAX_BLOCKS = 30
MAX_READ = 2_000
"""Blocks of code, and characters of each, that are looked at."""

_BLOCK = re.compile(r'<pre><code(?P<place>)(?: class="[^"]*")?>')
_USES = re.compile(r"\b(?:import|from_pretrained|pipeline|pip3? install|hf_hub_download|snapshot_download|git clone)\b")
_DOWNLOADS = re.compile(
    r"\b(?:from_pretrained|hf_hub_download|snapshot_download|huggingface-cli|hf download|load_from_hub)\b|\bpipeline\("
)


def downloads(markdown: str) -> bool:
    """Whether a card's code loads something from a registry."""
    return bool(_DOWNLOADS.search(markdown))


def usage_code(html: str) -> PlacedId | None:
    """The first block of code that loads something, and an id for it; None when there is none.

    `html` is sanitized, and its code is not highlighted yet.
    """
    for number, block in enumerate(_BLOCK.finditer(html)):
        if number == MAX_BLOCKS:
            break
        code = html[block.end() : block.end() + MAX_READ].partition("<")[0]
        if _USES.search(code) and not code.lstrip().startswith("@"):
            return PlacedId(block.end("place"), CODE_ID)
    return None
