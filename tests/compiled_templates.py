"""Templates of pages compiled once for all tests of a process: compiling them takes longer than most tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

USERS = ("renderer", "snippet_templates")
"""The modules that make environments for templates."""


class MemoryCache(BytecodeCache):
    """Compiled templates in memory. Jinja compares the source of each with what was compiled."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a template's bucket if the template is known."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


@contextmanager
def compiled_once() -> Iterator[None]:
    """Let all environments for pages share what they compile."""
    environment = partial(Environment, bytecode_cache=MemoryCache())
    first, second = (patch(f"mkdocs_modelcards.pages.{name}.Environment", environment) for name in USERS)
    with first, second:
        yield
