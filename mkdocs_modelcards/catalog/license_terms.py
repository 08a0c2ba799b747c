"""What the known licenses ask of whoever shares something that was made from a work under them.

This is a rough sorting by what a license's text is generally known for, to notice where someone should look twice. It
is no legal advice, and says nothing about what a license means in a certain case or country.

`data/license_terms.json` has the terms of each identifier of `data/licenses.json`. Sources are the licenses' own texts,
as https://spdx.org/licenses/ has them or `data/licenses.json` links to them, and besides:

- for software and documents, the conditions at https://choosealicense.com/appendix/ and the comments at
    https://www.gnu.org/licenses/license-list.html
- for Creative Commons, https://creativecommons.org/share-your-work/cclicenses/ and the page on compatible licenses,
    https://creativecommons.org/share-your-work/licensing-considerations/compatible-licenses/
- for RAIL licenses, https://www.licenses.ai/

Families that hold licenses of different kinds (`cc`), `unknown` and `other` have no terms that are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

import msgspec

Term: TypeAlias = Literal[
    "public-domain",
    "permissive",
    "weak-copyleft",
    "strong-copyleft",
    "network-copyleft",
    "share-alike",
    "non-commercial",
    "no-derivatives",
    "use-restrictions",
]

TERM_NAMES: Mapping[Term, str] = {
    "public-domain": "nothing",
    "permissive": "credit and a copy of the license",
    "weak-copyleft": "the same license for changed parts",
    "strong-copyleft": "the same license and open sources for all of a derivative",
    "network-copyleft": "the same license and open sources also for what is offered over a network",
    "share-alike": "the same license for derivatives",
    "non-commercial": "non-commercial use only",
    "no-derivatives": "that no derivatives are shared",
    "use-restrictions": "limits on what it may be used for",
}
"""What each term asks for, in words that go on after "asks for"."""

_KEPT_BY: Mapping[Term, frozenset[Term]] = {
    "weak-copyleft": frozenset({"weak-copyleft", "strong-copyleft", "network-copyleft"}),
    "strong-copyleft": frozenset({"strong-copyleft", "network-copyleft"}),
    "network-copyleft": frozenset({"network-copyleft"}),
    "share-alike": frozenset({"share-alike", "strong-copyleft", "network-copyleft"}),
    "non-commercial": frozenset({"non-commercial"}),
    "no-derivatives": frozenset({"no-derivatives"}),
    "use-restrictions": frozenset({"use-restrictions"}),
}
"""For each term that a derivative's license has to keep: the terms that are as strict.

Versions of one license count as equal, since an identifier does not say whether "or any later version" holds.
"""

_COMPATIBLE: Mapping[str, frozenset[str]] = {
    "eupl-1.1": frozenset({"epl-1.0", "gpl", "gpl-2.0"}),
    "eupl-1.2": frozenset(
        {"cc-by-sa-3.0", "epl-1.0", "gpl", "gpl-2.0", "gpl-3.0", "lgpl", "lgpl-2.1", "lgpl-3.0", "mpl-2.0"}
    ),
}
"""Licenses that derivatives may have by the appendix of the base's license, although they ask for less."""


@cache
def license_terms() -> Mapping[str, tuple[Term, ...] | None]:
    """The terms of each known license by identifier, None where nothing is known."""
    data = files("mkdocs_modelcards").joinpath("data").joinpath("license_terms.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, tuple[Term, ...] | None])


def says_nothing(licenses: Iterable[str]) -> bool:
    """Whether the terms of a choice of licenses are not known: there is none, or one whose terms are not."""
    terms = license_terms()
    found = [terms.get(license) for license in licenses]
    return not found or None in found


def lost_terms(base: Sequence[str], own: Sequence[str]) -> tuple[Term, ...]:
    """What a base model's license asks for and that of a derivative does not.

    Both are licenses to choose from. Nothing is lost if one of the derivative's keeps the terms of one of the base's;
    otherwise the answer is about the first of each. Nothing is said where the terms of any are not known.
    """
    if says_nothing(base) or says_nothing(own):
        return ()
    if any(not _lost(one, other) for one in base for other in own):
        return ()
    return _lost(base[0], own[0])


@cache
def _lost(base: str, own: str) -> tuple[Term, ...]:
    terms = license_terms()
    kept = frozenset(terms[own] or ())
    if base == own or own in _COMPATIBLE.get(base, ()):
        return ()
    return tuple(term for term in terms[base] or () if term in _KEPT_BY and not (_KEPT_BY[term] & kept))
