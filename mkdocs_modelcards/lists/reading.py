"""Read the definition of a list from a block's YAML, and say what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ..catalog.leaderboards import Leaderboard
from ..catalog.selection import KINDS, PARAMETERS, RELATION, Filters
from ..catalog.sorting import BY_NAME, SORTS, board_at, board_sort
from ..findings import CODES, Finding, quoted
from ..parse.fields import FieldReader, described, scalar_text
from ..parse.metadata import RELATIONS
from ..parse.yaml_tree import Mapped, Node, Scalar, Sequence, read_yaml
from ..vocabulary import nearest
from .definition import (
    COLUMNS,
    DEFAULT_LIMIT,
    FACET_COLUMNS,
    MAX_FILTER_VALUES,
    MAX_LIMIT,
    RESULT,
    ListDefinition,
)
from .fences import Fence
from .values import ListValues

KEYS = (*PARAMETERS, "search", "any", "all", "sort", "limit", "columns")
"""The keys of a block."""

MAX_CHARACTERS = 20_000
MAX_SUGGESTIONS = 5
"""For how many unknown values of a block the most similar ones are looked for, among all that the catalog has."""

INVALID = "list-invalid"
UNKNOWN = "list-value-unknown"

_OTHER_NAMES: Mapping[str, str] = {
    "tag": "other",
    "tags": "other",
    "task": "pipeline_tag",
    "tasks": "pipeline_tag",
    "organization": "author",
    "organizations": "author",
    "relation": RELATION,
    "query": "search",
    "order": "sort",
}
_OTHER_SORTS: Mapping[str, str] = {"id": "name", "title": "name", "updated": "modified", "date": "modified"}
_OTHER_COLUMNS: Mapping[str, str] = {
    **{kind.parameter: column for column, kind in FACET_COLUMNS.items()},
    "tag": "tags",
    "modified": "updated",
    "metrics": "metric",
    "value": RESULT,
}


class ReadList(msgspec.Struct, frozen=True):
    """What a block says: the list, None where it can't be made, and what is wrong."""

    definition: ListDefinition | None
    findings: tuple[Finding, ...]


def read_list(fence: Fence, path: str, lines_before: int, known: ListValues) -> ReadList:
    """Read a block; `lines_before` are those of the file in front of the text that the block's place counts from."""
    first_line = lines_before + fence.first + 1
    reader = _Reader(path, known)
    at_fence = Scalar("", None, first_line, len(fence.prefix) + 1)
    if not fence.is_closed:
        hint = "End it with a line of the same signs, as far indented."
        reader.report(at_fence, INVALID, "The block is never closed.", hint)
    if fence.after_info:
        place = msgspec.structs.replace(at_fence, column=fence.after_column)
        hint = "Put what the list is to show into the block, as 'key: value'."
        reader.report(place, INVALID, f"{quoted(fence.after_info)} can't stand behind 'modelcards'.", hint)
    if len(fence.body) > MAX_CHARACTERS:
        hint = "Choose fewer values."
        reader.report(at_fence, INVALID, f"The block has more than {MAX_CHARACTERS:,} characters.", hint)
    if reader.findings:
        return ReadList(None, tuple(reader.findings))
    tree = read_yaml(path, fence.body, first_line + 1)
    indented = [msgspec.structs.replace(found, column=found.column + len(fence.prefix)) for found in tree.findings]
    problems = [_of_list(found) for found in indented]
    definition = reader.definition(tree.root) if not problems else None
    problems += [msgspec.structs.replace(found, column=found.column + len(fence.prefix)) for found in reader.findings]
    is_broken = any(found.code == INVALID for found in problems)
    return ReadList(None if is_broken else definition, tuple(problems))


def _of_list(found: Finding) -> Finding:
    """A finding about YAML, which elsewhere is that of a card's header."""
    message = found.message.replace("header", "list")
    return msgspec.structs.replace(found, code=INVALID, severity=CODES[INVALID][0], message=message)


class _Reader(FieldReader):
    """Reads the keys of one block."""

    def __init__(self, path: str, known: ListValues) -> None:
        super().__init__(path)
        self._known = known
        self._suggestions = 0

    def definition(self, root: Node | None) -> ListDefinition:
        if root is None:
            return ListDefinition()
        if not isinstance(root, Mapped):
            hint = "Write lines such as 'license: mit'."
            self.report(root, INVALID, f"A list is made of keys and values; this is {described(root)}.", hint)
            return ListDefinition()
        for key, (line, column) in root.keys.items():
            if key not in KEYS:
                hint = _suggested(key, KEYS, _OTHER_NAMES) or f"The keys are: {', '.join(KEYS)}."
                self.report(Scalar(key, key, line, column), INVALID, f"{quoted(key)} is no key of a list.", hint)
        any_of, all_of = (self._modes(root.items.get(name), name) for name in ("any", "all"))
        for both in sorted(set(any_of) & set(all_of)):
            self.report(
                root.items["all"], INVALID, f"{quoted(both)} stands in 'any' and in 'all'.", "Keep one of them."
            )
        sort, board = self._sort(root.items.get("sort"))
        return ListDefinition(
            filters=Filters(
                values=self._filters(root),
                search=self._single(root.items.get("search"), "search") or "",
                any=any_of,
                all=all_of,
            ),
            sort=sort,
            board=board,
            limit=self._limit(root.items.get("limit")),
            columns=self._columns(root.items.get("columns"), board),
        )

    def _filters(self, root: Mapped) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for node, parameter, value in self._filter_values(root):
            values = found.setdefault(parameter, [])
            if value in values:
                continue
            if sum(map(len, found.values())) == MAX_FILTER_VALUES:
                message = f"A list takes at most {MAX_FILTER_VALUES} values to filter by, of all keys together."
                self.report(node, INVALID, message, "Choose fewer values.")
                break
            values.append(value)
            self._check_value(node, parameter, value)
        return {parameter: tuple(values) for parameter, values in found.items()}

    def _filter_values(self, root: Mapped) -> Iterator[tuple[Node, str, str]]:
        for key in PARAMETERS:
            for node, written in self._values(root.items.get(key), key):
                for parameter, value in self._known.understood(key, written):
                    yield node, parameter, value

    def _check_value(self, node: Node, parameter: str, value: str) -> None:
        """Report a value that no model has."""
        if self._known.known(parameter, value) is not None:
            return
        self._suggestions += 1
        near = self._known.suggested(parameter, value) if self._suggestions <= MAX_SUGGESTIONS else None
        hint = f"Did you mean '{near}'?"
        if near is None or near == value:
            kind = KINDS.get(parameter)
            relations = f"The relations are: {', '.join(RELATIONS)}."
            hint = f"All values are listed at '{kind.address}'." if kind else relations
        self.report(node, UNKNOWN, f"No model has {quoted(value)} as {quoted(parameter)}.", hint)

    def _modes(self, node: Node | None, name: str) -> tuple[str, ...]:
        multiple = tuple(parameter for parameter, kind in KINDS.items() if kind.multiple)
        return self._names(node, name, multiple, _OTHER_NAMES, "can't be switched")

    def _names(
        self, node: Node | None, name: str, known: tuple[str, ...], others: Mapping[str, str], otherwise: str
    ) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for item, text in self._values(node, name):
            if text in known:
                found[text] = None
                continue
            hint = _suggested(text, known, others) or f"There are: {', '.join(known)}."
            self.report(item, INVALID, f"{quoted(text)} in {quoted(name)} {otherwise}.", hint)
        return tuple(found)

    def _columns(self, node: Node | None, board: Leaderboard | None) -> tuple[str, ...]:
        columns = self._names(node, "columns", COLUMNS, _OTHER_COLUMNS, "is no column")
        if board is None and RESULT in columns and node is not None:
            hint = "Sort by the leaderboard that has the results."
            self.report(node, INVALID, f"The column '{RESULT}' needs a leaderboard in 'sort'.", hint)
        # An order by values that are not there could not be understood.
        return (*columns, RESULT) if board is not None and RESULT not in columns else columns

    def _sort(self, node: Node | None) -> tuple[str, Leaderboard | None]:
        text = self._single(node, "sort")
        if text is None or text in SORTS or node is None:
            return text or BY_NAME, None
        boards = self._known.catalog.leaderboards.all
        board = board_at(boards, text)
        if board is not None:
            return board_sort(board), board
        otherwise = (
            f"Write {', '.join(map(repr, SORTS))}, or the address of a leaderboard below 'models/leaderboards/'."
        )
        hint = _suggested(text, (*SORTS, *map(board_sort, boards)), _OTHER_SORTS) or otherwise
        self.report(node, INVALID, f"{quoted(text)} is no order of a list.", hint)
        return BY_NAME, None

    def _limit(self, node: Node | None) -> int:
        if node is None:
            return DEFAULT_LIMIT
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MAX_LIMIT:
            return value
        self.shape(node, "limit", f"a whole number from 1 to {MAX_LIMIT}", INVALID)
        return DEFAULT_LIMIT

    def _single(self, node: Node | None, name: str) -> str | None:
        if isinstance(node, Scalar):
            return next((text for _, text in self._values(node, name)), None)
        if node is not None:
            self.shape(node, name, "a text", INVALID)
        return None

    def _values(self, node: Node | None, name: str) -> Iterator[tuple[Node, str]]:
        """The texts of a value or a list of values; there must be one."""
        if node is None:
            return
        items = node.items if isinstance(node, Sequence) else (node,)
        if not items:
            self.report(node, INVALID, f"{quoted(name)} has no value.", "Write one, or remove the key.")
        for item in items:
            if not isinstance(item, Scalar):
                self.shape(item, name, "a text or a list of texts", INVALID)
                continue
            text = scalar_text(item)
            if text is None:
                self.report(item, INVALID, f"{quoted(name)} has no value.", "Write one, or remove the key.")
            else:
                # An escape can stand for half a character, which no page can hold.
                yield item, text.encode("utf-8", "replace").decode("utf-8")


def _suggested(written: str, known: Iterable[str], others: Mapping[str, str]) -> str:
    other = others.get(written.lower())
    names = tuple(known)
    near = other if other in names else nearest(written, names)
    return f"Did you mean '{near}'?" if near else ""
