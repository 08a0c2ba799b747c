"""The pages of leaderboards: one for each, and the list of all by task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from ..catalog.addresses import LEADERBOARDS
from ..catalog.catalog import Catalog
from ..catalog.leaderboards import BoardRow, Leaderboard
from ..render.headings import Heading, slug
from ..render.summary import shortened
from .paging import Part, counted, paged

ROWS_PER_PAGE = 200
BOARDS_PER_PAGE = 500
"""Leaderboards on one page of their list: about 100 kB."""


class LeaderboardPage(msgspec.Struct, frozen=True):
    """One page of a leaderboard, with its part of the rows."""

    title: str
    description: str
    board: Leaderboard
    rows: tuple[BoardRow, ...]
    part: Part
    search_text: str = ""
    contents: tuple[Heading, ...] = ()

    @property
    def address(self) -> str:
        """Where the page stands, relative to the site's root."""
        return self.part.address


class BoardGroup(msgspec.Struct, frozen=True):
    """The leaderboards of one task under its heading."""

    heading: Heading
    boards: tuple[Leaderboard, ...]


class LeaderboardsPage(msgspec.Struct, frozen=True):
    """One page of the list of all leaderboards, by task."""

    title: str
    groups: tuple[BoardGroup, ...]
    part: Part
    description: str = "The models of this catalog, ranked by their evaluation results."
    search_text: str = ""

    @property
    def address(self) -> str:
        """Where the page stands, relative to the site's root."""
        return self.part.address

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The tasks' headings."""
        return tuple(group.heading for group in self.groups)


def leaderboard_pages(catalog: Catalog) -> Iterator[LeaderboardPage | LeaderboardsPage]:
    """Every page of leaderboards; none where there is no leaderboard."""
    boards = catalog.leaderboards.all
    if not boards:
        return
    for part, some in paged(LEADERBOARDS, boards, BOARDS_PER_PAGE):
        yield LeaderboardsPage(part.titled("Leaderboards"), tuple(_groups(some)), part)
    for board in boards:
        description = shortened(f"{counted(board.models)} compared by {board.title}.")
        for part, rows in paged(board.address, board.rows, ROWS_PER_PAGE):
            yield LeaderboardPage(part.titled(shortened(board.title)), description, board, rows, part)


def _groups(boards: Sequence[Leaderboard]) -> Iterator[BoardGroup]:
    """The boards, which are sorted by task, as one group for each."""
    for number, (name, some) in enumerate(groupby(boards, key=lambda board: board.task_name), start=1):
        yield BoardGroup(Heading(2, name, f"{slug(name) or 'task'}-{number}"), tuple(some))
