"""The files of one index, as Pagefind makes them from records, and as bytes that can be kept."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable

import msgspec

from .binary import Pagefind, PagefindError
from .service import SECONDS_FOR_ANSWER, IndexFile, PagefindService

ENTRY = "pagefind-entry.json"
SIGNATURE = b"pagefind_dcd"
"""What Pagefind writes in front of each of its files before it compresses them."""

_INDEX_FILE = re.compile(
    r"pagefind-entry\.json|pagefind\.[\w-]+\.pf_meta|(?:index/[\w-]+\.pf_index|fragment/[\w-]+\.pf_fragment)", re.ASCII
)
_PROGRAM_FILE = re.compile(r"pagefind(?:-worker)?\.js|wasm\.[\w-]+\.pagefind", re.ASCII)
"""The program's files have the same names in all versions, and so has the entry file in all indexes."""

_NAME = re.compile(r"[0-9a-f]{7,}")
_DIGEST = 16


class Record(msgspec.Struct, frozen=True):
    """What the index knows of one model. `address` is that of its page."""

    address: str
    title: str
    text: str


class Bundle(msgspec.Struct, frozen=True, array_like=True):
    """An index: its own files, those of the program that reads it, and its name for each model, by address."""

    index: tuple[IndexFile, ...]
    program: tuple[IndexFile, ...]
    ids: dict[str, str]


class _Fragment(msgspec.Struct):
    url: str


class _Language(msgspec.Struct):
    wasm: str | None = None


class _Entry(msgspec.Struct):
    languages: dict[str, _Language]


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Bundle)


def build_bundle(
    pagefind: Pagefind,
    language: str,
    records: Iterable[Record],
    started: Callable[[PagefindService], None] = lambda service: None,
    seconds: float = SECONDS_FOR_ANSWER,
) -> Bundle:
    """Make an index of records. `started` is given the process, for someone who may want to kill it.

    Raises `PagefindError` when Pagefind does not do what it should.
    """
    service = PagefindService(pagefind, seconds)
    try:
        started(service)
        made = service.ask({"type": "NewIndex", "config": {"force_language": language}})
        if made.index_id is None:
            raise PagefindError("Pagefind has made no index.")
        for record in records:
            service.send(
                {
                    "type": "AddRecord",
                    "index_id": made.index_id,
                    "url": record.address,
                    "content": record.text,
                    "language": language,
                    "meta": {"title": record.title},
                }
            )
        return _bundle(service.ask({"type": "GetFiles", "index_id": made.index_id}).files)
    finally:
        service.close()


def _bundle(files: Iterable[IndexFile]) -> Bundle:
    by_path = {file.path.replace("\\", "/"): file.content for file in files}
    try:
        languages = msgspec.json.decode(by_path[ENTRY], type=_Entry).languages
        wanted = {f"wasm.{language.wasm or 'unknown'}.pagefind" for language in languages.values()}
        ids = {
            _address(content): path.rpartition("/")[2].removesuffix(".pf_fragment").rpartition("_")[2]
            for path, content in by_path.items()
            if path.endswith(".pf_fragment")
        }
    except (KeyError, ValueError, zlib.error):
        raise PagefindError("Pagefind's files are not what they should be.") from None
    if not all(map(_NAME.fullmatch, ids.values())):
        raise PagefindError("Pagefind's names of records are not what they should be.")
    sorted_files = [IndexFile(path, content) for path, content in sorted(by_path.items())]
    return Bundle(
        tuple(file for file in sorted_files if _INDEX_FILE.fullmatch(file.path)),
        tuple(
            file
            for file in sorted_files
            if _PROGRAM_FILE.fullmatch(file.path) and (file.path in wanted or file.path.endswith(".js"))
        ),
        ids,
    )


def _address(fragment: bytes) -> str:
    content = zlib.decompress(fragment, zlib.MAX_WBITS | 16)
    return msgspec.json.decode(content.removeprefix(SIGNATURE), type=_Fragment).url


def is_index_file(path: str) -> bool:
    """Whether a file with this path may be one of a bundle."""
    return _INDEX_FILE.fullmatch(path) is not None or _PROGRAM_FILE.fullmatch(path) is not None


def is_named_by_content(path: str) -> bool:
    """Whether a file of a bundle has another name when its content differs."""
    return path != ENTRY and _PROGRAM_FILE.fullmatch(path) is None


def packed_bundle(bundle: Bundle) -> bytes:
    """The bundle as bytes, with a checksum."""
    data = _ENCODER.encode(bundle)
    return hashlib.blake2b(data, digest_size=_DIGEST).digest() + data


def unpacked_bundle(data: bytes) -> Bundle:
    """What `packed_bundle` was given. Raises `ValueError` for bytes that it did not return."""
    content = data[_DIGEST:]
    if hashlib.blake2b(content, digest_size=_DIGEST).digest() != data[:_DIGEST]:
        raise ValueError("the checksum is wrong")
    bundle = _DECODER.decode(content)
    if not all(_INDEX_FILE.fullmatch(file.path) for file in bundle.index) or not all(
        _PROGRAM_FILE.fullmatch(file.path) for file in bundle.program
    ):
        raise ValueError("a file has no name of Pagefind's")
    return bundle
