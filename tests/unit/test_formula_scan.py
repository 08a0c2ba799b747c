"""Formulas in Markdown: which there are, where they end, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_modelcards.formulas.scan import Formula, find_formulas

from .helpers import quick


def sources(markdown: str, skip: Sequence[tuple[int, int]] = ()) -> list[str]:
    """The formulas as they stand in the text."""
    return [markdown[found.start : found.end] for found in find_formulas(markdown, skip)]


def texs(markdown: str) -> list[str]:
    return [found.tex for found in find_formulas(markdown)]


def test_what_a_formula_is() -> None:
    assert find_formulas("a $$x$$ b \\\\(y\\\\) c \\(z\\) d") == (
        Formula("x", True, 2, 7),
        Formula("y", False, 10, 17),
        Formula("z", False, 20, 25),
    )


@pytest.mark.parametrize(
    ("markdown", "tex"),
    [
        ("$$x$$", ["x"]),
        ("$$ x $$", [" x "]),
        ("$$\nx\n$$", ["\nx\n"]),
        ("$$\r\nx\r\n$$", ["\r\nx\r\n"]),
        ("$$\rx\r$$", ["\rx\r"]),
        ("a $$x\n+ 1$$ b", []),
        ("a $$x +\n1$$ b", ["x +\n1"]),
        ("$x$ and $y$", []),
        ("$5 and $6", []),
        ("$", []),
        ("$$", []),
        ("$$x", []),
        ("x$$", []),
        ("$$x$$$$y$$", []),
        ("$$x$$ $$y$$", ["x", "y"]),
        ("$$$x$$$", []),
        ("$$$$x$$$$", []),
        ("$$$ x $$y$$", ["y"]),
        ("\\$$x$$ y", []),
        ("$\\$x$$ y", []),
        ("\\$$$x$$ y", []),
        ("\\\\$$x$$", ["x"]),
        ("$$x\\$$ y$$", ["x\\$$ y"]),
        ("$$x \\\\$$", ["x \\\\"]),
        ("$$x$$2", []),
        ("$$x$$2 + y$$", ["2 + y"]),
        ("$$2x$$", ["2x"]),
        ("$$ $$", []),
        ("$$\n$$", []),
        ("$$\n\t \n$$", []),
        ("$$a_1*b*c<d&e|f`g$$", ["a_1*b*c<d&e|f`g"]),
        ("$$x$$, $$y$$.", ["x", "y"]),
        ("**$$x$$**", ["x"]),
    ],
)
def test_display_formulas(markdown: str, tex: list[str]) -> None:
    assert texs(markdown) == tex
    assert all(found.display for found in find_formulas(markdown))


@pytest.mark.parametrize(
    ("markdown", "tex"),
    [
        (r"\\(x\\)", ["x"]),
        (r"a\\(x\\)b", ["x"]),
        (r"\\( x \\)", [" x "]),
        ("\\\\(x +\ny\\\\)", ["x +\ny"]),
        ("\\\\(x +\r\ny\\\\)", ["x +\r\ny"]),
        (r"\\(a_1*b*c<d&e|f`g\\)", ["a_1*b*c<d&e|f`g"]),
        (r"\\(any words\\)", ["any words"]),
        (r"\\(2017\\)", ["2017"]),
        (r"\\(\\)", []),
        (r"\\(  \\)", []),
        (r"\\(x", []),
        (r"x\\)", []),
        (r"\\(x\)", []),
        (r"\(x\\)", []),
        (r"\\(a \(b\) c\\)", [r"a \(b\) c"]),
        (r"\(\alpha \\(b\\) c\)", [r"\alpha \\(b\\) c"]),
        (r"\\(a \) b\\)", [r"a \) b"]),
        (r"(x)", []),
        # An escaped backslash, and then `\(`.
        (r"\\\(x\)", ["x"]),
        (r"\\\(x\\)", []),
        (r"\(\pi \\\)", [r"\pi \\"]),
        (r"\\(x\\\)", []),
        # Escaped backslashes alone.
        (r"\\\\(x\\\\)", []),
        (r"\\\\(\alpha\\\\)", []),
        (r"\\\\(\alpha\)", []),
        (r"\\(x\\\\) y\\)", [r"x\\\\) y"]),
        (r"\\\\\\(x\\)", []),
        (r"\\(f(x)\\) \\(g[x](y)\\)", ["f(x)", "g[x](y)"]),
    ],
)
def test_inline_formulas(markdown: str, tex: list[str]) -> None:
    assert texs(markdown) == tex
    assert not any(found.display for found in find_formulas(markdown))


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        (r"\\(a $$b$$ c\\)", [r"\\(a $$b$$ c\\)"]),
        (r"\\(a $$ b\\) $$x$$", [r"\\(a $$ b\\)", "$$x$$"]),
        (r"$$a \\(b\\) = c$$", [r"$$a \\(b\\) = c$$"]),
        (r"$$a = \\(b$$ c\\)", [r"$$a = \\(b$$"]),
        (r"\\(a $$b$$", ["$$b$$"]),
        (r"\\(a \\(b\\) c\\)", [r"\\(b\\)"]),
        (r"\(a + \(b\) + c\)", [r"\(b\)"]),
        (r"\\(a\\) b\\) \\(c\\)", [r"\\(a\\)", r"\\(c\\)"]),
        (r"\\(a $$x$$ \\(b\\)", ["$$x$$", r"\\(b\\)"]),
        (r"\\(x \(fruit\) y\\)", [r"\\(x \(fruit\) y\\)"]),
    ],
)
def test_the_first_opener_that_finds_its_closer_wins_and_the_last_of_a_kind(markdown: str, found: list[str]) -> None:
    assert sources(markdown) == found


@pytest.mark.parametrize(
    "tex",
    [
        "x", "α", " x ", "x'", "n + 1", "n+1", "E = mc^2", "x_1", r"\alpha", "f(x)", "p(x|y)", "P(A | B)", "f(x, y)",
        "x, y", "(x, y)", "a, b, c", "x_i, y_i", r"\{a, b\}", "p < 0.05", "p<.05", "n = 100", "x^2", "10^6", "2^{10}",
        "n - 1", "n-1", "1/n", "a / b", "x/2", "a * b", "x ≥ 0", "a ∈ A", "A → B", "x = -1", "n_{layers}",
        "d_{model} = 512", "x^{train}", "|x|", "x == y", "x_{i,j}", r"\text{see the words of 2019}", r"10\%\alpha",
        "i = 1 +\n2", "2n + 1", "x1 + x2", "ab = c",
    ],
)  # fmt: skip
def test_one_backslash_and_a_formula(tex: str) -> None:
    assert texs(f"a \\({tex}\\) b") == [tex]


@pytest.mark.parametrize(
    "text",
    [
        "fruit", "momopoco", "see model_name", "2019", "2017", "v2", "10%", "e.g. this", "e.g.", "i.e. x = 1", "US",
        "en", "ii", "Russian, cased, 12‑layer, 768‑hidden", "LREC 2016", "12", "3.5", "1, 2", "-1", "+1", "C++",
        "C++11", "18+", "A-Z", "a-z", "n/a", "I/O", "w/o", "7B/13B", "2x-4x", "7B", "3D", "2x", "5 GB/s", "x: y = z",
        "x_train = 1", "accuracy = 0.9", "if x = 1", "x = 5%", "x = $5", "s(he)", "*a*", "_a_", "...", "a...", "x?",
        "`x`", '"x"', "1 + 1 = 2", "2019_01", r"x\_1", "", " ", "*", "=", "don't", "a b", "x &amp; y", "f()", "a->b",
    ],
)  # fmt: skip
def test_one_backslash_and_prose(text: str) -> None:
    assert texs(f"a \\({text}\\) b") == []


@pytest.mark.parametrize(
    ("markdown", "tex"),
    [
        (r"model\(s\)", []),
        (r"1\(a\)", []),
        (r"größe\(n\)", []),
        (r"a_\(n\)", []),
        (r"f\(x\)", []),
        (r"model\(\sigma\)", [r"\sigma"]),
        (r"-\(s\)", ["s"]),
        (r"(\(s\))", ["s"]),
        (r"Arkhipov, M. \(2019\). Of \(x_1\)", ["x_1"]),
        (r"orange \(fruit\), \(n\)", ["n"]),
    ],
)
def test_one_backslash_and_what_stands_around(markdown: str, tex: list[str]) -> None:
    assert texs(markdown) == tex


@pytest.mark.parametrize(
    "markdown",
    [
        "echo $$; kill $$",
        "cheap ($), moderate ($$), expensive ($$$)",
        "moderate ($$), also ($$), expensive ($$$)",
        "$$ to $$$",
        "from $$10 to $$20",
        "from $$ to $$, or so",
        "($$, $$)",
        "($$) 5 $$ or so",
        "is $$ > $$ or not",
        "a $$ <br> and $$ b",
        "a $$ <b class='x = y'> and $$ b",
        "# $$ words $$",
        "a $$ some words $$ b",
        "| a | b |\n|---|---|\n| $$ | 4.5 | $$ |",
        "| a | b |\n|---|---|\n|$$|4.5|$$|",
        "a | b\n--|--\n$$ | $$",
        "$$ is a price.\nThis costs $$",
        "- $$: cheap\n- $$$: dear\n- $$ = c, or so",
        "- costs $$ = a\n- costs $$ = b",
        "$$ = a\n- $$ = b",
    ],
)
def test_prices_and_process_ids(markdown: str) -> None:
    assert sources(markdown) == []


@pytest.mark.parametrize(
    "markdown",
    [
        "$$words$$",
        "$$ some words $$",
        "$$\nsome words\n$$",
        "$$\n|x|\n$$",
        "  $$ some words $$  ",
        "$$ some words $$.",
        "$$\nsome words\n$$,",
        "a\n$$\nsome words\n$$\nb",
        "a\n$$\nsome words\n$$\n- b",
        "- $$some words$$",
        "> $$some words$$",
        "# A\n$$some words$$",
        "$$→$$",
        "a $$ accuracy = correct / total $$ b",
        "a $$x$$ b",
        "a $$xy$$ b",
        "a $$\\int$$ b",
        "a $$5$$ b",
        "a $$ x < y $$ b",
        "a $$ some words ^2 $$ b",
        "a $$some \\cdot words$$ b",
        "$$ a\n- b = c\n+ d $$",
        "$$\na = b\n- c\n1. d\n> e\n=\n* f\n$$",
    ],
)
def test_display_formulas_that_are_no_prices(markdown: str) -> None:
    found = find_formulas(markdown)
    assert [markdown[: one.start] + "!" + markdown[one.end :] for one in found] == [
        re.sub(r"\$\$[^$]*\$\$", "!", markdown)
    ]


def test_a_rejected_closer_can_open() -> None:
    assert texs("($$), moderate ($$), $$x = y$$") == ["x = y"]
    assert texs("from $$10 to $$20, $$x$$") == ["x"]


@pytest.mark.parametrize("blank", ["", " ", "\t", ">", "> ", " > > "])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("opener", "closer"), [("$$", "$$"), (r"\\(", r"\\)"), (r"\(", r"\)"), ("`", "`"), ("<!--", "-->")]
)
def test_nothing_goes_across_a_blank_line(blank: str, end: str, opener: str, closer: str) -> None:
    assert sources(f"a {opener}x + {end}{blank}{end} y{closer} b") == []
    if opener != "$$":
        assert sources(f"a {opener}x + $$z$${end}{blank}{end} $$z$$ y{closer} b") == ["$$z$$", "$$z$$"]


@pytest.mark.parametrize(
    ("markdown", "tex"),
    [
        ("> $$\n> x\n> $$", ["\nx\n"]),
        (">$$\n>x\n>$$", ["\nx\n"]),
        ("> $$\r\n> x\r\n> $$", ["\r\nx\r\n"]),
        ("> > $$\n> > x\n> > $$", ["\nx\n"]),
        ("> > $$\n>> x\n>> $$", ["\nx\n"]),
        ("> $$\n> x\n> > 0\n> $$", ["\nx\n> 0\n"]),
        ("> $$\nx\n> $$", ["\nx\n"]),
        (">  $$\n>   x\n> $$", ["\n  x\n"]),
        ("- > $$\n  > x\n  > $$", ["\nx\n"]),
        ("> - $$\n>   x\n>   $$", ["\n  x\n  "]),
        ("> a \\\\(x +\n> y\\\\)", ["x +\ny"]),
        ("> a \\(x +\n> y\\)", ["x +\ny"]),
        ("$$\nx\n> 0\n$$", ["\nx\n> 0\n"]),
        ("- a\n\n  $$\n  x\n  $$", ["\n  x\n  "]),
        ("- a\n\n    $$\n    x\n    $$", ["\n    x\n    "]),
        ("1. $$\n   x\n   $$", ["\n   x\n   "]),
    ],
)
def test_quotes_and_lists(markdown: str, tex: list[str]) -> None:
    assert texs(markdown) == tex


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("| a | b |\n|---|---|\n| \\\\(|x|\\\\) | $$P(a | b) = 1$$ |", [r"\\(|x|\\)", "$$P(a | b) = 1$$"]),
        ("| $$|x|$$ | b |\n|:--|:-:|\n| $$x|y$$ | c |", ["$$|x|$$", "$$x|y$$"]),
        ("| a $$x = | b |\n|---|---|\n| y$$ | c |", []),
        ("| a |\n|---|\n| \\\\(x |\n| y\\\\) |", []),
        ("| a |\n|---|\n| \\(x + |\n| y\\) |", []),
        ("a $$x =\n| y$$ | b |\n|---|---|\n", []),
        ("| $$ | 4 | $$ |\n|---|---|---|\n", []),
        ("a | b\n--|--\n$$x = | y\n$$ | z", []),
        ("a | b\n--|--\n`x | y\n` $$z$$ | c", ["$$z$$"]),
        ("> | a |\n> |---|\n> | $$x = |\n> | $$ |", []),
        ("$$\na | b\n+ c | d\n$$", ["$$\na | b\n+ c | d\n$$"]),
        ("<td>\n| a |\n|--|\n$$x =\ny$$", ["$$x =\ny$$"]),
    ],
)
def test_a_formula_ends_in_its_row(markdown: str, found: list[str]) -> None:
    assert sources(markdown) == found


@pytest.mark.parametrize(
    "markdown",
    [
        "- a \\\\(x\n- b\\\\)",
        "1. a \\(x\n2. = b\\)",
        "a $$x =\n- b$$ c",
        "# a $$x =\nb$$",
        "$$\nx =\n# a\n$$",
        "a \\\\(x\n> b\\\\)",
        "a \\\\(x\n# b\\\\)",
        "a \\\\(x\n---\nb\\\\)",
        "a \\\\(x\n<div>\nb\\\\)",
        "a \\\\(x\n[^1]: b\\\\)",
        "# a \\\\(x\nb\\\\)",
    ],
)
def test_a_formula_ends_in_its_block(markdown: str) -> None:
    assert sources(markdown) == []


@pytest.mark.parametrize(
    "place",
    [
        "# {}", "{}\n===", "- {}", "1. {}", "* a\n  * {}", "- [ ] {}", "> {}", "> [!NOTE]\n> {}", "[{}](b)",
        "![a {}](b)", "[![{}](a)](b)", "[^1]: {}", "[^1]: a\n\n    {}", "- a\n\n    {}", "- a\n\n  {}\n\n  {}",
        "| {} |\n|---|\n| {} |", "**{}**", "<b>{}</b>", "<div>{}</div>", "<td>\n{}\n</td>", "a\n    {}", "[a]\n{}",
        "<!-- a --> {}", "<!-- a\n\nb --> {}", "<pre>a</pre> {}", "<pre>\n\na</pre> {}", "<code>a</code> {}", "`a` {}",
        "``a ` b`` {}", "` {}", r"\`{}\`", "`` a ` {}", "```\na\n``` \n{}", "~~~\na\n~~~\n{}", "~~~ a`b\na\n~~~\n{}",
        "````\n```\n````\n{}", "> ```\n> a\n\n{}", "> ```\n> a\n{}", "- ```\n  a\n{}", "- a\n\n  ```\n  a\n{}",
        "[a]: b\n{}", "[a]: b 'c'\n{}", "[a]: <b c>\n\n{}", "[a](b) {}", "[a](b 'c (d)') {}", "[a](<b (c>) {}",
        "[a](b(c)d) {}", "[a] (b) {}", "[a](b c) {}", "[a]: b c d {}", r"\[a]: {}", r"[a\](b {} c)", "<b {} c",
        r"\<b a='{}'>", "a < b {} >", "<http a {}>", "```a``` {}", "a ```\n{}", "a\n\n\tb\nc {}", "    a\n\n{}",
        "<br>\n```\n{}", "<div>\n```\n{}", r"`\` {}", "a <!-- {}", "a <pre> {}", "a <code> {}", "<code> {}",
        "a\n    <!-- {}", "- ```\n  a\n  ```\n\n    {}", "a\n[b]: {}", "- a\nb\n\n    {}", "<!-- a\n\nb -->     {}",
        "-     a\n\n    {}", "<!--\n\n-->```\n{}", "a\n    ```\n    {}", "- ```\n  a\n> {}", "x](<b {} c",
        "[a](b\\) {}", "<preface>{}</preface>", "<!-->{}",
        "-->{}", "* * *\n{}", "--- {}", "-\n{}", "1) {}", "{}\r\n{}\r{}",
        "a `b\n\n{}`", "- `a\n- {}`", "`a\n```\nb\n```\n{}`", "a\n    - {}", "\u2028{}", "\f{}", "[a]:\n\n{}",
        "```\na\n    ```\n```\n{}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("formula", ["$$x_1$$", r"\\(x_1\\)", r"\(x_1\)"])
def test_where_formulas_are(place: str, formula: str) -> None:
    markdown = place.replace("{}", formula)
    assert sources(markdown) == [formula] * place.count("{}")


@pytest.mark.parametrize(
    "place",
    [
        "`{}`", "`` ` {} ``", "`a\n{}`", r"\\`{}`", "<pre {}", "a ```{}``` b", "```\n{}\n```", "```tex\n{}\n```",
        "```\n{}", "~~~\n{}\n~~~", "~~~\n{}\n```\n{}", "```\n{}\n~~~\n{}", "````\n```\n{}\n````", "```\n``` a\n{}\n```",
        "```\n\n{}\n```", "> ```\n> {}\n> ```", "> > ~~~\n> > {}", "- ```\n  {}\n  ```", "- a\n\n  ```\n  {}\n  ```",
        "1. ```\n   {}\n   ```", "> - ```\n>   {}\n>   ```", "- > ```\n  > {}\n  > ```", "a\n```\n{}\n```",
        "```\r\n{}\r\n```", "   ```\n   {}\n   ```", "```\na\n    ```\n{}", "\n    {}", "\n\t{}", "\n  \t{}", "    {}",
        "a\n\n    b\n\n    {}\n    {}", "# a\n    {}", "---\n    {}", ">     {}", "-     {}", "- a\n-     {}",
        "- a\n\nb\n\n    {}", "    - {}", "* * *\n\n    {}", "<pre>{}</pre>", "<PRE>{}</pre>",
        "<pre class='a'>\n\n{}\n\n</pre>", "a <pre>{}</pre>", "<code>{}</code>", "<code>\n\n{}\n</code>",
        "<script>{}</script>", "<style>\n{}\n</style>", "<textarea>{}</textarea>",
        "<script>\n```\n</script>\n```\n{}\n```", "<pre>\n{}", "<script>{}", "- <pre>\n  {}", "<pre\n{}\n></pre>",
        "<!-- {} -->", "<!--\n\n{}\n\n-->", "<!-- {}", "a <!-- {} --> b", "<!--{}-->", "<a href='{}'>", '<a b c="{}"/>',
        "<a\nb='{}'>", "<a href={}>", "<img alt='{}'>", "<?a {}?>", "<!A {}>", "<https://a.b/{}>", "<mailto:{}@b.c>",
        "[a]({})", "![a]({})", "[a](<{}>)", "[a](b '{}')", '[a](b "{}")', "[a](\n{}\n)", "[a](b({})c)", "[a]: {}",
        "[a]: <{}>", "[a]: b '{}'", "[a]:\n{}", "> [a]: {}", "- [a]: {}", "[a]: b\n[c]: {}", "# a\n[b]: {}",
        "[a\\]]: {}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("formula", ["$$x_1$$", r"\\(x_1\\)"])
def test_where_no_formulas_are(place: str, formula: str) -> None:
    assert sources(place.replace("{}", formula)) == []


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        # Code holds the closer, and what comes before it is no TeX.
        (r"Write \\( and `\\)`.", []),
        (r"Write \( and `\)`.", []),
        ("Write $$ before `$$x$$`.", []),
        ("The $$ of a shell: `echo $$`.", []),
        (r"Write \\( and `\\)`, say \\(x\\).", [r"\\(x\\)"]),
        # The formula has a backtick.
        (r"\\(a`b\\) and `c`", [r"\\(a`b\\)"]),
        (r"\\(\text{``a''}\\) and \\(\text{``b''}\\)", [r"\\(\text{``a''}\\)", r"\\(\text{``b''}\\)"]),
        ("a $$x_1`$$ b `c`", ["$$x_1`$$"]),
        (r"\(x_1`\alpha\) and `c`", [r"\(x_1`\alpha\)"]),
        (r"\\(a `b` c\\)", [r"\\(a `b` c\\)"]),
        (r"\\(a `\\)` c words\\)", [r"\\(a `\\)`"[:-1]]),
        (r"\\(some words `\\)` c\\)", [r"\\(some words `\\)` c\\)"]),
        (r"\\(a[b](c\\) d)", [r"\\(a[b](c\\)"]),
        (r"\(some `\)` \alpha\)", [r"\(some `\)` \alpha\)"]),
        (r"\(some `\)` \alpha `\)` x\)", [r"\(some `\)` \alpha `\)` x\)"]),
        (r"\\(x_1 $$y_1 `$$ \\)` z", [r"\\(x_1 $$y_1 `$$ \\)"]),
        # Code or a link starts first.
        (r"`a \\(b` c\\)", []),
        (r"[a](b\\(c)) d\\)", []),
        (r"<a b='\\('> c\\)", []),
        (r"\\(a <b c='\\)'> d\\)", [r"\\(a <b c='\\)'> d\\)"]),
    ],
)
def test_formulas_beside_code(markdown: str, found: list[str]) -> None:
    assert sources(markdown) == found


@pytest.mark.parametrize(
    ("markdown", "skipped", "found"),
    [
        ("$$x$$ $$y$$", ["$$x$$"], ["$$y$$"]),
        ("$$x = # y$$", ["#"], []),
        ("\\\\(x # y\\\\) \\\\(z\\\\)", ["#"], ["\\\\(z\\\\)"]),
        ("\\\\(x # $$y$$ $$z$$", ["#", "$$y$$"], ["$$z$$"]),
        ("a # $$words$$", ["#"], []),
        ("$$words$$ # a", ["#"], []),
        # The code with its fences, and without.
        ("```\n$$x$$\n```\n\n$$y$$", ["```\n$$x$$\n```\n"], ["$$y$$"]),
        ("```\n$$x$$\n```\n\n$$y$$", ["$$x$$\n"], ["$$y$$"]),
        ("> ```\n> $$x$$\n> ```\n\n$$y$$", ["$$x$$\n"], ["$$y$$"]),
        ("> ```\n> $$x$$\n> ```\n> $$y$$", ["$$x$$\n"], ["$$y$$"]),
        ("- a\n\n      $$x$$\n\n  $$y$$", ["    $$x$$\n"], ["$$y$$"]),
        # What looks like a fence ends where the caller knows of code.
        ("```\n$$x$$\n#\n$$y$$", ["#\n"], ["$$y$$"]),
        ("<pre>\n#</pre>$$x$$", ["#"], ["$$x$$"]),
        ("<pre>\n#\n</pre>$$x$$#$$y$$", ["#\n</pre>$$x$$"], ["$$y$$"]),
    ],
)
def test_what_the_caller_skips(markdown: str, skipped: list[str], found: list[str]) -> None:
    spans = [(markdown.index(text), markdown.index(text) + len(text)) for text in skipped]
    assert sources(markdown, spans) == found


REPEATED = [
    "\\( ", "\\(", "\\\\(", "\\\\( ", "\\\\)", "\\)", "\\( x \\) ", "\\(x", "\\( a_b ", "\\(a\\", "$$", "$$ ", "$$ ab ",
    "$$x$$ ", "$", "$ ", "\\$$", "$$_` $$ ", "\\\\( `\\\\)` ", "\\\\( `a ", "\\\\( ](\\\\) ", "`\\\\(`", "`", "` ", "<",
    "<a ", '<a b="', "<a b='\"", "<!--", "<!-- -->", "<!", "<?", "<a:", "<a@", "[](", "](", "](x \"", "](x (", "](a\\",
    "](((", "[a](b) ", "](<", "<pre>", "</pre>", "<code>", "<pre>a</pre>", "<code>a</code> ", "<pre ", "<div>\n", "> ",
    ">", "> \n", "```\n", "```a\n", "~~~\n```\n", "> ```\n", "- ```\n", "|", "| ", "|\n", "|a|\n|-|\n", "|-", ":-|",
    "\\", "\\a", "\\`", "\n", "\r", " ", " \n", "\t", "    a\n", "a\n", "a ", "ab ", "- a\n", "- ", "1. ", "# a\n", "#",
    "* * *\n", "[a]: b\n", "[a]: ", "[", "[^1]: a\n", "$$\n- a\n", "> $$\n> a\n", "_{", "_{}", "x, ", "f(", "|x",
]  # fmt: skip


@pytest.mark.parametrize("before", ["", "$$x$$ ", "$$_ \\( \\\\( "])
@pytest.mark.parametrize("piece", REPEATED)
def test_a_long_text_is_scanned_quickly(before: str, piece: str) -> None:
    text = before + piece * (50_000 // len(piece))
    with quick():
        find_formulas(text + "\\)")
        find_formulas(text + "x\\\\) $$")


BEFORE_SPACE = [
    "", "\\(", "\\( x", "\\(x,", "\\( x +", "\\(f(", "\\(ab", "$$", "$$x", "$$ x$$", "$$x$$.", "](", "[a](b", "[a](<b>",
    "[a](b 'c'", "[a]:", "[a]: b", "[a]: b 'c'", "<a", "<a b", "<a b=", "<a b='c'", "<pre", "<!--", "`", "```", "~~~",
    "|-", "a|b\n-|-", "- ", "-", "1.", ">", "#", "*", "[^1]:", "\\", "a",
]  # fmt: skip


@pytest.mark.parametrize("space", [" ", "\t", "\n ", " >"])
@pytest.mark.parametrize("before", BEFORE_SPACE)
def test_a_long_space_is_scanned_quickly(before: str, space: str) -> None:
    gap = space * (40_000 // len(space))
    with quick():
        for after in ("", "x", "x1 +\\) $$", "+ 1\\) b", "'b) $$\\)", "/ $$", "|x\n|-|\n\\)", "```\n$$", ", x\\)"):
            find_formulas(f"$$x$$ {before}{gap}{after}")
            find_formulas(f"{before}{gap}{after}\n\n$$")


def test_runs_of_many_lengths_are_scanned_quickly() -> None:
    for sign in "`$\\<~":
        runs = " ".join(sign * length for length in range(1, 600))
        with quick():
            find_formulas(f"$$x$$ {runs}\n{runs} $$")


def test_many_skipped_places_are_scanned_quickly() -> None:
    text = "```\n\\\\(a\n" * 20_000
    with quick():
        find_formulas(text, [(start, start + 1) for start in range(0, len(text), 3)])
        find_formulas(text, [(len(text) - 1, len(text))])


def test_the_time_grows_with_the_text() -> None:
    text = "# A\n\n> a \\\\(x\\\\) `b` [c](d) <e>\n\n| \\(f\\) |\n|---|\n\n```\n$$g$$\n```\n- $$\n  h\n  $$\n"
    with quick():
        assert len(find_formulas(text * 2000)) == 3 * 2000


WORDS = (
    "$$ $ \\\\( \\\\) \\( \\) \\ ` `` ``` ~~~ < > <!-- --> <pre> </pre> <code> </code> <a b=' '> ]( ) [a]: [^1]: # | "
    "|-| = _ ^ x words 1 2019 \\alpha -"
)
SPACES = [" ", "\n", "\n\n", "\r\n", "\t", "    ", "> ", "- ", "1. ", "é", "\0", "\u2028", "\ud800"]
PIECES = st.sampled_from([*WORDS.split(" "), *SPACES])
MARKDOWN = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))
DELIMITERS = {"$$": "$$", r"\\(": r"\\)", r"\(": r"\)"}


@st.composite
def skipping(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(MARKDOWN)
    offsets = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    return text, list(zip(offsets[::2], offsets[1::2], strict=False))


@given(skipping())
@example(("$$x$$", [(0, 0)]))
@example(("$$x$$", [(5, 5)]))
def test_formulas_are_apart_in_order_and_within_their_delimiters(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, skip = case
    end = 0
    rebuilt = ""
    for found in find_formulas(text, skip):
        assert end <= found.start < found.end <= len(text)
        rebuilt += text[end : found.start] + text[found.start : found.end]
        end = found.end
        source = text[found.start : found.end]
        opener = next(opener for opener in DELIMITERS if source.startswith(opener))
        assert source.endswith(DELIMITERS[opener])
        assert found.display == (opener == "$$")
        inner = source[len(opener) : -len(opener)]
        assert found.tex.strip()
        assert found.tex == inner or (">" in inner and len(found.tex) < len(inner))
        assert not re.search(r"(?:\r\n|\r(?!\n)|\n)[ \t>]*[\r\n]", inner)
        assert all(stop <= found.start or start >= found.end for start, stop in skip)
    assert rebuilt + text[end:] == text


@given(MARKDOWN)
def test_what_follows_a_blank_line_changes_nothing(text: str) -> None:
    assert find_formulas(text + "\n\nplain") == find_formulas(text)


@given(MARKDOWN)
def test_a_paragraph_before_changes_nothing(text: str) -> None:
    before = "plain\n\n"
    moved = [(found.tex, found.start - len(before)) for found in find_formulas(before + text)]
    assert moved == [(found.tex, found.start) for found in find_formulas(text)]


@given(MARKDOWN)
def test_line_endings_make_no_difference(text: str) -> None:
    lines = text.replace("\r", "")
    assert texs(lines.replace("\n", "\r\n")) == [tex.replace("\n", "\r\n") for tex in texs(lines)]


FORMULAS = st.sampled_from(["$$x_1$$", "$$\nx\n$$", r"\\(x\\)", r"\(x\)", "$$", r"\\(", r"\\)"])
PROSE = st.sampled_from(["words", "a $5 b", "*more*", "- item", "# Title", "> quote"])


@st.composite
def code_blocks(draw: st.DrawFn) -> str:
    content = "\n".join(draw(st.lists(st.one_of(FORMULAS, PROSE), min_size=1, max_size=4)))
    kind = draw(st.sampled_from(["fence", "indent", "pre", "comment", "span"]))
    if kind == "fence":
        fence = draw(st.sampled_from("`~")) * draw(st.integers(3, 5))
        code = f"{fence}{draw(st.sampled_from(['', 'tex', ' a b']))}\n{content}\n{fence}"
        prefix = draw(st.sampled_from(["", " ", "   ", "> ", "> > ", "- ", "1. ", "> - "]))
        rest = re.sub(r"[^> ]", " ", prefix)
        return prefix + code.replace("\n", f"\n{rest}")
    if kind == "indent":
        return "\n".join(f"    {line}" for line in content.split("\n"))
    if kind == "span":
        ticks = "`" * draw(st.integers(1, 3))
        return f"a {ticks} {draw(FORMULAS)} {ticks} b"
    return f"<pre>\n{content}\n</pre>" if kind == "pre" else f"<!--\n{content}\n-->"


@given(st.lists(st.one_of(code_blocks().map(lambda code: (code, 0)), st.just(("a $$x_1$$ b", 1))), max_size=6))
def test_code_holds_no_formulas_and_those_around_it_are_found(blocks: list[tuple[str, int]]) -> None:
    text = "\n\n".join(f"{block}\n\nplain" for block, _ in blocks)
    assert sources(text) == ["$$x_1$$"] * sum(count for _, count in blocks)
