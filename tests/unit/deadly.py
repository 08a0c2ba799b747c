"""Set up in the processes of a test: cards that end the process they are rendered in, or never come back."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

from mkdocs_modelcards.discover import CardSource
from mkdocs_modelcards.formulas.typeset import Typesetter
from mkdocs_modelcards.processing import workers
from mkdocs_modelcards.processing.processed import ProcessedCard, process_cards
from mkdocs_modelcards.render.options import RenderOptions

DEADLY = "This card ends the process."
ENDLESS = "This card never comes back."


def arm() -> None:
    """Let cards with these texts do what they say, in a process that gives up after a second."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    workers.process_cards = process  # type: ignore[attr-defined]  # in this process only
    workers.SECONDS_FOR_ONE = 1
    workers.SECONDS_MORE_FOR_EACH = 0


def process(sources: Sequence[CardSource], options: RenderOptions, typesetter: Typesetter) -> list[ProcessedCard]:
    for source in sources:
        if DEADLY in source.file.text:
            os._exit(9)
        while ENDLESS in source.file.text:
            pass
    return process_cards(sources, options, typesetter)
