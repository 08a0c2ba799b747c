"""Model ids and the parts of addresses: the Hub's rules, and a path for any value."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

MAX_PART_CHARACTERS = 96
MAX_SEGMENT_BYTES = 120
MAX_ID_PART_BYTES = 200
"""File systems allow 255 bytes a name; the rest is left for suffixes."""

_PART = re.compile(r"[A-Za-z0-9._-]+")
_UNSAFE = re.compile(r"[^\w.+-]+")


def id_problem(model_id: str) -> str | None:
    """What is wrong with a model id by the Hub's rules for `ORG/NAME` and `NAME`, or None."""
    for part in model_id.split("/"):
        problem = _part_problem(part)
        if problem is not None:
            return problem
    return None


def _part_problem(part: str) -> str | None:
    if not part:
        return "a part of it is empty"
    if len(part) > MAX_PART_CHARACTERS:
        return f"a part of it is longer than {MAX_PART_CHARACTERS} characters"
    if not _PART.fullmatch(part):
        wrong = sorted(set(_PART.sub("", part)))
        return f"it holds {' '.join(repr(char) for char in wrong)}; letters, digits, '.', '_' and '-' are allowed"
    for sequence in ("--", ".."):
        if sequence in part:
            return f"it holds '{sequence}'"
    if part[0] in "-." or part[-1] in "-.":
        return "a part of it starts or ends with '-' or '.'"
    if part.endswith(".git"):
        return "a part of it ends with '.git'"
    return None


def path_segment(value: str) -> str:
    """One segment of a path for any text: the text itself where that is safe, else a readable form with a hash.

    Never empty, `.`, `..`, `-` or the name of a page's own file, without separators, at most `MAX_SEGMENT_BYTES` bytes,
    and different for different values (up to SHA-256's first 32 bits, for values that needed a change).
    """
    segment = _UNSAFE.sub("-", unicodedata.normalize("NFC", value)).strip("-.")
    segment = segment.encode("utf-8")[: MAX_SEGMENT_BYTES - 9].decode("utf-8", "ignore")
    if segment == value and segment and segment.lower() != "index.html":
        return segment
    return f"{segment}-{_short_hash(value)}".lstrip("-")


def id_path(model_id: str) -> str:
    """The path of a model's id: the id, with parts that are too long for file systems cut as `path_segment` does."""
    parts = model_id.split("/")
    return "/".join(part if len(part.encode("utf-8")) <= MAX_ID_PART_BYTES else path_segment(part) for part in parts)


def value_path(value: str) -> str:
    """The path of a facet's value, such as `apache-2.0` or `ORG/NAME` for the id of a model or a dataset."""
    parts = value.split("/")
    if len(parts) == 2 and all(path_segment(part) == part for part in parts):
        return value
    return path_segment(value)


def with_hash(path: str, value: str) -> str:
    """The path made different from others that only differ in case, always in the same way for the same value."""
    return f"{path}-{_short_hash(value)}"


def url_path(path: str) -> str:
    """The path percent-encoded for a URL, slashes kept (RFC 3986)."""
    return quote(path, safe="/~")


def _short_hash(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:8]
