"""The blocks of a page that ask for lists: which are found, and which only show how to write one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from mkdocs_modelcards.lists.fences import INFO, MARK, find_fences, with_marks

from .helpers import quick

BLOCK = "```modelcards\nlicense: mit\n```"


def indented(text: str, by: str) -> str:
    return "\n".join(f"{by}{line}" for line in text.split("\n"))


@pytest.mark.parametrize(
    "page",
    [
        BLOCK,
        BLOCK.replace("`", "~"),
        BLOCK.replace("```", "`````"),
        BLOCK.replace("```m", "``` m"),
        BLOCK.replace("cards\n", "cards  \n").replace("mit\n```", "mit\n```  "),
        f"Text before.\n{BLOCK}\nText after.",
        indented(BLOCK, "   "),
        f"- An item:\n\n{indented(BLOCK, '    ')}",
        f"- An item:\n{indented(BLOCK, '    ')}\n- Another.",
        f"- An item:\n\n{indented(BLOCK, '  ')}",
        f"1. One:\n\n    - Two:\n\n{indented(BLOCK, ' ' * 8)}",
        f"- One:\n\n    Text.\n\n{indented(BLOCK, '    ')}",
        f"- One\nthat goes on\n\n{indented(BLOCK, '    ')}",
        f"!!! note\n{indented(BLOCK, '    ')}",
        f'??? note "Title"\n\n    Text.\n\n{indented(BLOCK, "    ")}',
        f'=== "Tab"\n\n{indented(BLOCK, "    ")}',
        f'!!! note\n    === "Tab"\n\n{indented(BLOCK, " " * 8)}',
        f"Text[^1].\n\n[^1]: A note.\n\n{indented(BLOCK, '    ')}",
        f"- One:\n\n{indented(BLOCK, chr(9))}",
        f"> Quoted:\n>\n{indented(BLOCK, '> ')}",
        f"Say `<!--` and go on.\n\n{BLOCK}",
        f"A --> B <!-- never closed\n\n{BLOCK}",
        f"<!-- closed --> <!-- and\nclosed -->\n\n{BLOCK}",
        f"```python\nx = 1\n```\n\n{BLOCK}",
        f"````python\nnever closed\n\n~~~\n```x\n~~~\n\n{BLOCK}",
        f"    ```\n    code\n    ```\n\n{BLOCK}",
    ],
    ids=lambda page: page[:30],
)
def test_blocks_that_ask(page: str) -> None:
    [fence] = find_fences(page)
    assert (fence.is_closed, fence.body, fence.after_info) == (True, "license: mit", "")
    lines = page.split("\n")
    assert lines[fence.first].endswith("modelcards") or lines[fence.first].endswith("modelcards  ")
    written = [line.rstrip() for line in lines[fence.first : fence.end]]
    assert fence.source == "\n".join(line.removeprefix(fence.prefix) for line in written)
    marked = with_marks(page, [fence])
    assert f"{fence.prefix}<!-- modelcards/list 0 -->" in marked.split("\n")
    assert len(marked.split("\n")) == len(lines)
    assert find_fences(marked) == ()


@pytest.mark.parametrize(
    "page",
    [
        "",
        "Text about ```modelcards``` in a line.",
        BLOCK.replace("modelcards", "yaml"),
        BLOCK.replace("modelcards", "modelcards-x"),
        BLOCK.replace("modelcards", "ModelCards"),
        BLOCK.replace("modelcards", "{.modelcards}"),
        f"````markdown\n{BLOCK}\n````",
        f"````\n{BLOCK}\n````",
        f"~~~~ markdown\n{BLOCK}\n~~~~",
        f"~~~\n{BLOCK}\n~~~",
        f"- Item\n\n    ````\n{indented(BLOCK, '    ')}\n    ````",
        indented(BLOCK, "    "),
        f"Text.\n\n{indented(BLOCK, '    ')}",
        indented(BLOCK, "\t"),
        f"- Item\n\n{indented(BLOCK, ' ' * 8)}",
        f"- Item\n\nText.\n\n{indented(BLOCK, '    ')}",
        f"Title\n===\n\n{indented(BLOCK, '    ')}",
        f"<!--\n{BLOCK}\n-->",
        f"Text <!-- more\n\n{BLOCK}\n\n-->",
        f"    - no item\n\n{indented(BLOCK, '    ')}",
    ],
    ids=lambda page: page[:30],
)
def test_blocks_that_only_show_how(page: str) -> None:
    assert find_fences(page) == ()


def test_a_block_that_is_never_closed_takes_its_first_line_only() -> None:
    for page in (
        "```modelcards\nlicense: mit\n",
        "```modelcards\nlicense: mit\n\n```python\nx = 1\n```\n",
        "- One\n\n    ```modelcards\n    license: mit\n\nText.\n\n    ```\n",
        "```modelcards\nlicense: mit\n````\n",
    ):
        [fence] = find_fences(page)
        assert (fence.is_closed, fence.end - fence.first) == (False, 1)
        assert "license: mit" in with_marks(page, [fence])


@pytest.mark.parametrize(
    ("opening", "after", "column"),
    [
        ('```modelcards title="x"', 'title="x"', 15),
        ("    ~~~ modelcards   { .x }", "{ .x }", 22),
        ("```modelcards modelcards", "modelcards", 15),
        ("```modelcards\t1", "1", 15),
    ],
)
def test_what_stands_behind_the_info_string_is_kept(opening: str, after: str, column: int) -> None:
    prefix = opening[: len(opening) - len(opening.lstrip())]
    [fence] = find_fences(f"- Item\n\n{opening}\n{prefix}{opening.strip()[:3]}\n")
    assert (fence.after_info, fence.after_column) == (after, column)


def test_two_line_blocks_and_several() -> None:
    page = "One\n```modelcards\n```\nTwo\n~~~modelcards\nlimit: 1\n~~~\n"
    fences = find_fences(page)
    assert [(fence.first, fence.end, fence.body) for fence in fences] == [(1, 3, ""), (4, 7, "limit: 1")]
    assert with_marks(page, fences) == ("One\n\n<!-- modelcards/list 0 -->\n\nTwo\n\n<!-- modelcards/list 1 -->\n\n")


LINES = st.sampled_from(
    ["```modelcards", "```", "````", "````md", "~~~", "~~~modelcards", "license: mit", "", "text", "- item", "!!! note",
     "<!--", "-->", "> q", "    ```modelcards", "    ```", "    text", "        ```modelcards", "        ```", "> ```",
     "> ```modelcards", "\t```modelcards", "\t```", "# Title", "```modelcards x", "===", "  ```", "`<!--`"]
)  # fmt: skip


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_marks_take_the_place_of_all_blocks_and_of_nothing_else(page: str) -> None:
    fences = find_fences(page)
    marked = with_marks(page, fences)
    assert len(MARK.findall(marked)) == len(fences)
    assert not fences or find_fences(marked) == ()
    assert fences or marked == page
    kept = [line for number, line in enumerate(page.split("\n")) if not any(f.first <= number < f.end for f in fences)]
    rest = [line for line in marked.split("\n") if not MARK.search(line)]
    assert [line for line in rest if line.strip("> \t")] == [line for line in kept if line.strip("> \t")]


@given(st.lists(LINES.filter(lambda line: "modelcards" not in line), max_size=25).map("\n".join))
def test_pages_without_blocks_stay_as_they_are(page: str) -> None:
    assert find_fences(page) == ()
    assert with_marks(page, ()) == page


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_what_stands_in_a_longer_fence_is_left(page: str) -> None:
    assert find_fences(f"``````markdown\n{page}\n``````\n") == ()


@pytest.mark.parametrize("extensions", [["fenced_code"], ["pymdownx.superfences"]], ids=str)
@given(st.lists(LINES.filter(lambda line: "<!--" not in line), max_size=14).map("\n".join))
def test_markdown_keeps_every_mark_or_escapes_it(extensions: list[str], page: str) -> None:
    marked = with_marks(page, find_fences(page))
    html = Markdown(extensions=[*extensions, "admonition"]).convert(marked)
    found = re.findall(r"(?:<|&lt;)!-- modelcards/list (\d+) --(?:>|&gt;)", html)
    assert sorted(found) == sorted(MARK.findall(marked))


RUNS = " ".join("`" * length for length in range(1, 252))


@pytest.mark.parametrize(
    "page",
    [
        "```x\n" * 20_000,
        "<!--\n" * 20_000,
        "```modelcards\n" * 20_000,
        "- a\n" * 20_000,
        "`" * 20_000 + "\n" + "``` x\n" * 20_000,
        RUNS,
        f"<!-- {RUNS}\n-->",
        "```x\n" * 20_000 + " ```",
        "   ```x\n" * 20_000 + "Text.\n   ```",
        "> ```x\n" * 20_000 + "Text.\n> ```",
        "\n".join("`" * length + INFO for length in range(300, 2, -1)) + "\n" * 60_000 + "```",
    ],
    ids=lambda page: page[:20],
)
def test_long_pages_take_linear_time(page: str) -> None:
    with quick():
        find_fences(f"{BLOCK}\n\n{page}")


def test_many_blocks_take_linear_time() -> None:
    page = "```modelcards\n```\n" * 40_000
    with quick():
        with_marks(page, find_fences(page))


@pytest.mark.parametrize(
    ("line", "is_comment"),
    [
        ("``a` <!-- ``", False),
        ("`a`` <!-- ``", False),
        ("``` <!-- ``", False),
        ("`` <!-- ```", True),
        ("`a` <!-- `b`", True),
        ("`<!--` `` ` <!-- ``", False),
        ("`<!--` <!-- `", True),
    ],
)
def test_code_spans_begin_no_comment(line: str, is_comment: bool) -> None:
    assert len(find_fences(f"{line}\n\n{BLOCK}\n\n-->")) == (0 if is_comment else 1)
