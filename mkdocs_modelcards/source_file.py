"""The text of a file, from its bytes."""

from __future__ import annotations

import codecs
import re
import shlex

import msgspec

from .findings import Finding, finding

MAX_FILE_BYTES = 4_000_000
"""How much of one file is read: more than the longest header and the longest text together."""

LFS_POINTER = b"version https://git-lfs.github.com/spec/v1"
"""The start of the small file that Git LFS leaves in the place of one that was not fetched (Git LFS specification)."""

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Marks of encodings other than UTF-8; the longer ones first, because one starts as another does."""

_LAST_CHARACTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,3}\Z")
"""A character of several bytes at the end of UTF-8, which may have been cut."""


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class SourceFile(msgspec.Struct, frozen=True):
    """A file's text and its path as a user would name it."""

    path: str
    text: str


def without_controls(text: str) -> str:
    """The text, of the same length, without characters that HTML, XML and terminals must not hold."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\v", " ").replace("\f", " "))


def source_file(path: str, data: bytes) -> tuple[SourceFile, list[Finding]]:
    """A file's text, whatever its bytes are. `path` is the file as a user would name it.

    Reports a file that is too large, is not UTF-8, or is a pointer of Git LFS.
    """
    findings = []
    if len(data) > MAX_FILE_BYTES:
        message = f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB; what comes after that is not read."
        hint = "Move long outputs and data into files of their own."
        findings.append(finding(path, 1, 1, "file-too-large", message, hint))
        data = _LAST_CHARACTER.sub(b"", data[:MAX_FILE_BYTES])
    if data.startswith(LFS_POINTER):
        message = "In the place of the file is a pointer of Git LFS."
        hint = f"Fetch the file: git lfs pull --include={shlex.quote(path)}"
        findings.append(finding(path, 1, 1, "file-lfs-pointer", message, hint))
    text, problem = _decoded(path, data)
    return SourceFile(path, text), findings if problem is None else [*findings, problem]


def _decoded(path: str, data: bytes) -> tuple[str, Finding | None]:
    hint = "Save the file as UTF-8."
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            message = f"The file is {encoding.upper()}, not UTF-8."
            return data.decode(encoding, "replace"), finding(path, 1, 1, "file-encoding", message, hint)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start]
        column = len(before.decode("utf-8")) + 1
        message = f"Byte 0x{data[error.start]:02x} is not UTF-8; such bytes are shown as \N{REPLACEMENT CHARACTER}."
        return data.decode("utf-8", "replace"), finding(path, line, column, "file-encoding", message, hint)
