"""Filters, tests and functions that a template calls with a page's values, while a frame is learned.

`watched.py` notices what a template does itself. A filter such as `replace` makes a plain text of its value first, and
works with that unnoticed; where a mark holds nothing to replace, it even looks as if nothing was done. So while a
template is rendered with marks, what it calls is called through here. Filters that marks know are let through, and so
are parts of templates. Anything else that gets a value of the page is noted, and so are functions of plugins that get
the whole context.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias, cast

from jinja2 import Environment
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.tests import TESTS as DEFAULT_TESTS

from .marks import SIGNATURE
from .watched import Notes, Watched, WatchedText

Function: TypeAlias = Callable[..., Any]

KNOWN_FILTERS = "attr d default e escape first format join list map safe string striptags tojson".split()
KNOWN_TESTS = (
    # The first ones look at a value's type; the others compare with Python's operators, which values notice themselves.
    "boolean callable defined false float integer iterable mapping none number string true undefined "
    "!= < <= == > >= eq equalto ge greaterthan gt in le lessthan lt ne"
).split()
KNOWN_FUNCTIONS = "_ gettext ngettext npgettext pgettext".split()
ADDRESS_FILTERS = ("url", "script_tag")
GENERATORS = ("mkdocs", "properdocs", "material")
"""Packages whose filters for addresses do with them what MkDocs does."""
PARTS_OF_TEMPLATES = (Macro, LoopContext, BlockReference)


@contextmanager
def watched_calls(env: Environment, stem: str, notes: Notes) -> Iterator[None]:
    """Note calls with the page's values in templates that the environment renders meanwhile.

    `stem` is what all texts made of marks have in common.
    """
    caller = _Caller(stem, notes)
    unwatched = {*map(id, DEFAULT_NAMESPACE.values())}
    translations = {id(env.globals[name]) for name in KNOWN_FUNCTIONS if name in env.globals}

    class WatchedContext(env.context_class):  # type: ignore[name-defined,misc]  # whichever class it is
        def call(self, called: Function, /, *args: Any, **options: Any) -> Any:
            if not isinstance(called, PARTS_OF_TEMPLATES) and id(called) not in unwatched:
                own = {name: value for name, value in options.items() if name not in ("_loop_vars", "_block_vars")}
                caller.look("the page in a function", [getattr(called, "__self__", None), *args, own])
                if id(called) not in translations and hasattr(called, "jinja_pass_arg"):
                    notes.asked.append("the page in a function")
            return super().call(called, *args, **options)

    filters, tests, context_class = dict(env.filters), dict(env.tests), env.context_class
    env.filters.update({name: caller.filter(name, call) for name, call in filters.items()})
    env.tests.update({name: caller.test(name, cast(Function, call)) for name, call in tests.items()})
    env.context_class = WatchedContext
    try:
        yield
    finally:
        env.filters.update(filters)
        env.tests.update(tests)
        env.context_class = context_class


class _Caller:
    """Calls filters and tests, and looks at what they get."""

    def __init__(self, stem: str, notes: Notes) -> None:
        self._stem = stem
        self._notes = notes

    def filter(self, name: str, call: Function) -> Function:
        is_default = DEFAULT_FILTERS.get(name) is call
        is_address = name in ADDRESS_FILTERS and (call.__module__ or "").partition(".")[0] in GENERATORS
        is_known = is_default and name in KNOWN_FILTERS

        @functools.wraps(call)
        def watched(*args: Any, **options: Any) -> Any:
            if is_address:
                # Ids and parts of addresses stay as they are; other texts might be taken for addresses.
                self.look(
                    f"the page in the filter '{name}'",
                    [arg for arg in args if isinstance(arg, str) and SIGNATURE in str(arg)],
                )
            elif not is_known:
                self.look(f"the page in the filter '{name}'", [*args, options])
                if not is_default and any(isinstance(arg, Context) for arg in args):
                    self._notes.asked.append(f"the page in the filter '{name}'")
            result = call(*args, **options)
            if type(result) is str and self._stem in result:
                return WatchedText(result, self._notes, f"the page in the filter '{name}'")
            return result

        return watched

    def test(self, name: str, call: Function) -> Function:
        if DEFAULT_TESTS.get(name) is call and name in KNOWN_TESTS:
            return call

        @functools.wraps(call)
        def watched(*args: Any, **options: Any) -> Any:
            self.look(f"the page in the test '{name}'", [*args, options])
            return call(*args, **options)

        return watched

    def look(self, caller: str, values: Iterable[object]) -> None:
        """Note a caller that gets a value of the page."""
        for value in values:
            if isinstance(value, Watched) or (isinstance(value, str) and self._stem in str(value)):
                self._notes.asked.append(caller)
            elif isinstance(value, (list, tuple)):
                self.look(caller, value)
            elif isinstance(value, dict):
                self.look(caller, value.values())
