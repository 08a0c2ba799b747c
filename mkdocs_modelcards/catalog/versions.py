"""Follow `new_version` from card to card."""

from __future__ import annotations

from collections.abc import Mapping

from ..findings import Finding, finding
from ..parse.card import ModelCard

MAX_STEPS_SHOWN = 10


def newest_versions(cards: Mapping[str, ModelCard]) -> tuple[dict[str, str], list[Finding]]:
    """The end of each card's chain of `new_version`, by id, and a finding for each card on a cycle.

    The end may be a model that the catalog does not have. Cards that lead into a cycle have no end.
    """
    ends: dict[str, str | None] = {}
    on_cycle: dict[str, list[str]] = {}
    for start in cards:
        chain: list[str] = []
        place: dict[str, int] = {}
        current = start
        while current not in ends and current not in place:
            place[current] = len(chain)
            chain.append(current)
            following = cards[current].data.new_version if current in cards else None
            if following is None:
                ends[current] = current
                break
            current = following
        if current in place and current not in ends:
            cycle = chain[place[current] :]
            on_cycle.update(dict.fromkeys(cycle, cycle))
            ends.update(dict.fromkeys(cycle))
        for model_id in chain:
            ends.setdefault(model_id, ends[current])
    found = {model_id: end for model_id in cards if (end := ends[model_id]) is not None and end != model_id}
    return found, [_cycle_finding(cards[model_id], cycle) for model_id, cycle in on_cycle.items()]


def _cycle_finding(card: ModelCard, cycle: list[str]) -> Finding:
    shown = cycle if len(cycle) <= MAX_STEPS_SHOWN else [*cycle[:MAX_STEPS_SHOWN], "…"]
    steps = " → ".join([*shown, cycle[0]])
    message = f"The newer versions lead back to where they started: {steps}."
    return finding(card.path, 1, 1, "new-version-cycle", message, "Remove 'new_version' from the newest card.")
