"""Values that notice when a template does more with them than to write them out.

A template may ask anything of a page: whether its title is long, whether its address begins with a word. What it then
writes depends on the answer, and a frame learned from one page would be wrong for another. So the values that stand
for a page's own while a frame is learned note each operation on them. A few are allowed, because their answers are the
same for all pages of a variant (the title is not empty; the content has, or has not, a heading of its own) or because
they only join texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

H1 = "<h1"
"""What themes look for in a page's content, to add the title where it has none."""


class Notes:
    """What a template did that a frame can't repeat (`asked`), and what it looked for and did not find (`missing`)."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.missing: set[str] = set()
        self.levels = False
        self.listed = False


class Watched:
    """What stands for something of a page while a frame is learned."""


class WatchedText(Watched, str):
    """A text that notes all that is done with it, except writing it, joining it, and asking whether it is empty."""

    notes: Notes
    name: str

    def __new__(cls, text: str, notes: Notes, name: str) -> WatchedText:
        """Watch a text; `name` is what it is called in the notes."""
        watched = super().__new__(cls, text)
        watched.notes = notes
        watched.name = name
        return watched

    def __str__(self) -> str:
        return "".join((self,))

    def __bool__(self) -> bool:
        return True

    def __add__(self, other: str) -> str:
        return f"{self}{other}"

    def __radd__(self, other: str) -> str:
        return f"{other}{self}"

    def __format__(self, spec: str) -> str:
        if spec:
            self.notes.asked.append(self.name)
        return format(str(self), spec)


def _noting(operation: str) -> Callable[..., object]:
    def note(self: WatchedText, *args: object, **options: object) -> object:
        self.notes.asked.append(self.name)
        return getattr(str, operation)(self, *args, **options)

    return note


# Those of `object` serve Python itself, such as `__class__`; what `str` adds or does in its own way looks at the text.
_UNWATCHED = {"__new__", "__doc__", "__str__", "__add__", "__format__", "__getattribute__", "__getnewargs__"}
for _operation in set(vars(str)) - _UNWATCHED:
    setattr(WatchedText, _operation, _noting(_operation))


class WatchedContent(WatchedText):
    """A page's content, which may be asked for a heading of its own."""

    has_h1: bool

    def __contains__(self, part: object) -> bool:
        if part == H1:
            return self.has_h1
        self.notes.asked.append(self.name)
        return False


class WatchedUrl(WatchedText):
    """A page's address, with which MkDocs works out the way from the page to another.

    It does so by taking the address apart at its last `/`, and looking the address up among those taken apart before.
    So one look-up is allowed after each taking apart.
    """

    _lookups = 0

    def rpartition(self, separator: str) -> tuple[str, str, str]:
        self._lookups = 1
        return str(self).rpartition(separator)

    def startswith(self, *args: object) -> bool:
        if args != ("/",):
            self.notes.asked.append(self.name)
        return str(self).startswith(*args)  # type: ignore[arg-type]  # str checks them

    def __hash__(self) -> int:
        if not self._lookups:
            self.notes.asked.append(self.name)
        self._lookups = 0
        return hash(str(self))

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, str) and str(self) == str(other)
        if not same:
            self.notes.asked.append(self.name)
        return same


class WatchedEntry(Watched):
    """An entry of a table of contents."""

    def __init__(self, title: str, anchor: str, level: int, children: WatchedList, notes: Notes) -> None:
        self.title = WatchedText(title, notes, "page.toc")
        self.id = WatchedText(anchor, notes, "page.toc")
        self.url = WatchedText(f"#{anchor}", notes, "page.toc")
        self.children = children
        self._level = level
        self._notes = notes

    @property
    def level(self) -> int:
        """The entry's level. Whoever asks may write entries of other levels in another way."""
        self._notes.levels = True
        return self._level


class WatchedList(Watched):
    """Entries that may be gone through, and asked whether there are any."""

    def __init__(self, entries: Sequence[object], notes: Notes, *, outermost: bool = False) -> None:
        self._entries = entries
        self._notes = notes
        self._outermost = outermost

    def __iter__(self) -> Iterator[object]:
        if not self._outermost:
            self._notes.listed = True
        return iter(self._entries)

    def __bool__(self) -> bool:
        return bool(self._entries)

    def __len__(self) -> int:
        self._notes.asked.append("page.toc")
        return len(self._entries)

    def __getitem__(self, number: int) -> object:
        self._notes.asked.append("page.toc")
        return self._entries[number]

    def __getattr__(self, name: str) -> object:
        if not name.startswith("__"):
            self._notes.asked.append("page.toc")
        raise AttributeError(name)


class WatchedClock(Watched):
    """A moment, which is another one for each page. It notes any use."""

    def __init__(self, moment: object, notes: Notes, name: str) -> None:
        self._moment = moment
        self._notes = notes
        self._name = name

    def __str__(self) -> str:
        self._notes.asked.append(self._name)
        return str(self._moment)

    def __eq__(self, other: object) -> bool:
        self._notes.asked.append(self._name)
        return self._moment == other

    __hash__ = object.__hash__

    def __getattr__(self, name: str) -> object:
        self._notes.asked.append(self._name)
        return getattr(self._moment, name)
