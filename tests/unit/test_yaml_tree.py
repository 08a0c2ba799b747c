"""YAML 1.2 with positions: words, shapes, keys that stand twice, and headers that mean harm."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.parse.yaml_tree import (
    MAX_ALIASED,
    MAX_DEPTH,
    MAX_VALUES,
    Mapped,
    Plain,
    Scalar,
    Sequence,
    YamlTree,
    plain,
    read_yaml,
)

from .helpers import PATH, mapped, places, quick


def value_of(text: str) -> Plain:
    """The value of a document that is in order."""
    tree = read_yaml(PATH, text)
    assert tree.findings == ()
    assert tree.root is not None
    return plain(tree.root)


@pytest.mark.parametrize("word", "no No NO yes Yes on On off Off y n Y N".split())
def test_words_of_yaml_1_1_are_text(word: str) -> None:
    assert value_of(word) == word


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("tRUE", "tRUE"),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("0", 0),
        ("-12", -12),
        ("+12", 12),
        ("0777", 777),
        ("0o17", 15),
        ("0x1F", 31),
        ("-0x1F", "-0x1F"),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("12:30:45", "12:30:45"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("-1.5e-3", -0.0015),
        ("1e3", 1000.0),
        ("1E+3", 1000.0),
        ("1e", "1e"),
        (".", "."),
        ("1.2.3", "1.2.3"),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        ("-.INF", "-.INF"),
        (".nan", ".nan"),
        ("2024-01-31", "2024-01-31"),
        ("2024-01-31T10:00:00Z", "2024-01-31T10:00:00Z"),
        ("1" * 400, int("1" * 400)),
        ("1" * 401, "1" * 401),
        ("1" * 100_000, "1" * 100_000),
        ("0x" + "f" * 100_000, "0x" + "f" * 100_000),
        ("'true'", "true"),
        ('"12"', "12"),
        ("'~'", "~"),
        ("|\n  true\n", "true\n"),
        (">-\n  12\n", "12"),
        ("!!str 12", "12"),
        ("!!str true", "true"),
        ("!thing 12", "12"),
        ("!!python/object/apply:os.system [echo]", ["echo"]),
        ("!!python/name:os.system x", "x"),
        ("!!binary aGVsbG8=", "aGVsbG8="),
        ("=", "="),
        ("größe 日本 🤗", "größe 日本 🤗"),
        ("'it''s'", "it's"),
        (r'"\t\u263a\U0001F917"', "\t☺🤗"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_a_single_value(text: str, value: Plain) -> None:
    read = value_of(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[]", []),
        ("{}", {}),
        ("- a\n- [b, 1]\n- {c: ~}\n-", ["a", ["b", 1], {"c": None}, None]),
        ("a: 1\nb:\n- x\n- y\nc:\n  d: 2", {"a": 1, "b": ["x", "y"], "c": {"d": 2}}),
        ("a: # nothing\nb: x # y\n", {"a": None, "b": "x"}),
        ("1: a\ntrue: b\n~: c", {"1": "a", "true": "b", "~": "c"}),
        ("? a\n: b", {"a": "b"}),
        ("a: |\n  x\n\n  y\nb: >-\n  u\n  v", {"a": "x\n\ny\n", "b": "u v"}),
        ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
        ("a: &x 1\n*x : 2", {"a": 1, "1": 2}),
        ("a: &x 1\nb: &x 2\nc: *x", {"a": 1, "b": 2, "c": 2}),
        ("a: &a {k: &b v}\nc: [*a, *b]", {"a": {"k": "v"}, "c": [{"k": "v"}, "v"]}),
    ],
)
def test_lists_and_mappings(text: str, value: Plain) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}", {"a": 1, "b": 3}),
        ("x: &x {a: 1, b: 2}\ny: {b: 3, <<: *x}", {"a": 1, "b": 3}),
        ("x: [&p {a: 1}, &q {a: 2, b: 2}]\ny: {<<: [*p, *q], c: 3}", {"a": 1, "b": 2, "c": 3}),
        ("x: 1\ny: {<<: text}", {"<<": "text"}),
        ("x: 1\ny: {<<: [a, b], c: 1}", {"c": 1}),
    ],
)
def test_merge_keys(text: str, value: Plain) -> None:
    read = value_of(text)
    assert isinstance(read, dict)
    assert read["y"] == value


def test_every_value_and_key_knows_its_place() -> None:
    tree = read_yaml(PATH, "größe: x\nb:\n  - y\n  - {k: z}\n'c': |\n  t\n", first_line=5)
    assert tree == YamlTree(
        Mapped(
            {
                "größe": Scalar("x", "x", 5, 8),
                "b": Sequence(
                    (Scalar("y", "y", 7, 5), Mapped({"k": Scalar("z", "z", 8, 9)}, {"k": (8, 6)}, 8, 5)), 7, 3
                ),
                "c": Scalar("t\n", "t\n", 9, 6),
            },
            {"größe": (5, 1), "b": (6, 1), "c": (9, 1)},
            5,
            1,
        )
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_are_counted_with_either_ending(newline: str) -> None:
    assert mapped(f"a: 1{newline}{newline}b: 2{newline}").keys == {"a": (1, 1), "b": (3, 1)}


def test_escapes_make_no_control_characters() -> None:
    assert value_of(r'a: "b\0c\x1bd\te\vf"') == {"a": "b\ufffdc\ufffdd\te f"}


def test_a_byte_order_mark_moves_nothing() -> None:
    assert mapped("\ufeffa: 1\nb: 2").keys == {"a": (1, 1), "b": (2, 1)}
    assert places(read_yaml(PATH, "\ufeffa: 1\nb: @c").findings) == [("header-invalid", 2, 4)]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_lines_are_counted_as_editors_count_them(separator: str) -> None:
    assert mapped(f"a: 'x{separator}y'\nb: 2\n").keys["b"] == (2, 1)


@given(
    st.lists(
        st.sampled_from(["a: ", "b", "- ", "'c d'", '"\\t"', "\n", "\n  ", "[", "]", ", ", "|\n", "# e", "*f"])
    ).map("".join),
    st.sampled_from(["\r", "\u2028", "\x85", "\ufeff"]),
)
def test_places_do_not_depend_on_how_lines_are_counted(text: str, rare: str) -> None:
    # In a comment, such a character changes nothing but how the parser counts.
    tree, counted = read_yaml(PATH, f"#.\n{text}"), read_yaml(PATH, f"#{rare}\n{text}")
    assert (tree.root, places(tree.findings)) == (counted.root, places(counted.findings))


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "  \n#\n", "---\n"])
def test_a_document_without_a_value(text: str) -> None:
    tree = read_yaml(PATH, text)
    assert tree.findings == ()
    assert tree.root is None or plain(tree.root) is None


@pytest.mark.parametrize(
    ("text", "value", "found", "message"),
    [
        ("a: 1\nb: 2\na: 3", {"a": 3, "b": 2}, [("duplicate-key", 7, 1)], "in line 5 and again in line 7"),
        ("x: {b: 1, b: 2}", {"x": {"b": 2}}, [("duplicate-key", 5, 11)], "in line 5 and again in line 5"),
        ("1: a\n'1': b", {"1": "b"}, [("duplicate-key", 6, 1)], "in line 5 and again in line 6"),
        ("a: 1\na: 2\na: 3", {"a": 3}, [("duplicate-key", 6, 1), ("duplicate-key", 7, 1)], "in line 5"),
    ],
)
def test_a_key_that_stands_twice(text: str, value: Plain, found: list[tuple[str, int, int]], message: str) -> None:
    tree = read_yaml(PATH, text, first_line=5)
    assert tree.root is not None
    assert plain(tree.root) == value
    assert places(tree.findings) == found
    assert message in tree.findings[0].message


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: b: c", 5, 5),
        ("a: 1\n b: 2", 6, 3),
        ("a: [1, 2\nb: 3", 6, 2),
        ("\ta: 1", 5, 1),
        ("a:\n\t- b", 6, 1),
        ("a: @b", 5, 4),
        ("a: %b", 5, 4),
        ("a: `b`", 5, 4),
        ("größe: @b", 5, 8),
        ("a: *nobody", 5, 4),
        ("a: &a [*a]", 5, 8),
        ("a: &a {k: *a}", 5, 11),
        ("- a\nb: 1", 6, 1),
        ("? [a]\n: b", 5, 3),
        ("{a: 1}: b", 5, 1),
        ("a: 1\n---\nb: 2", 6, 1),
        ("a: 1\n...\nb: 2", 7, 1),
        ("a: 1\n}", 6, 1),
        ("a: !<", 5, 4),
        ("a: \x01", 5, 4),
        ("a: 1\nb: \0\nc: 3", 6, 4),
        ("ääääääääää: \x01\n\n\n\n\n\nb: 1", 5, 13),
        (r'a: "\q"', 5, 5),
    ],
)
def test_invalid_yaml_is_reported_at_its_place(text: str, line: int, column: int) -> None:
    tree = read_yaml(PATH, text, first_line=5)
    assert tree.root is None
    assert places(tree.findings) == [("header-invalid", line, column)]
    assert tree.findings[0].hint


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quote_that_is_never_closed_is_reported_where_it_opens(quote: str) -> None:
    tree = read_yaml(PATH, f"a: {quote}x\nb: y\nc: z\n")
    assert places(tree.findings) == [("header-invalid", 1, 4)]


@pytest.mark.parametrize("text", ["[" * 500_000, "{a: " * 250_000, "- " * 250_000, "? " * 250_000, "[{a: " * 99_999])
def test_deep_nesting_is_refused_quickly(text: str) -> None:
    with quick():
        tree = read_yaml(PATH, text)
    assert tree.root is None
    assert [item.code for item in tree.findings] == ["header-too-deep"]


def test_nesting_up_to_the_limit_is_read() -> None:
    assert read_yaml(PATH, "[" * MAX_DEPTH + "]" * MAX_DEPTH).findings == ()
    tree = read_yaml(PATH, "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert places(tree.findings) == [("header-too-deep", 1, MAX_DEPTH + 1)]


def laughs(levels: int, times: int) -> str:
    """The list of lists of lists … that stands in the header once and in memory `times` to the power of `levels`."""
    lines = ["a0: &a0 [lol]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * times)}]" for level in range(1, levels)]
    return "\n".join(lines)


def test_a_billion_laughs_are_refused() -> None:
    with quick():
        tree = read_yaml(PATH, laughs(20, 10))
    assert tree.root is None
    assert [item.code for item in tree.findings] == ["alias-limit"]
    assert f"{MAX_VALUES:,}" in tree.findings[0].message


def test_laughs_in_mappings_and_merge_keys_are_refused() -> None:
    lines = ["a0: &a0 {x: lol}"]
    lines += [f"a{n}: &a{n} {{l: *a{n - 1}, m: *a{n - 1}, <<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 30)]
    with quick():
        tree = read_yaml(PATH, "\n".join(lines))
    assert [item.code for item in tree.findings] == ["alias-limit"]


def test_some_aliases_are_fine() -> None:
    assert read_yaml(PATH, laughs(5, 5)).findings == ()


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[*half, *half, *half]", 2, 19),
        ("{a: *half, b: *half, c: *half}", 2, 28),
        ("{a: &both [*half, *half], b: *both}", 2, 33),
        ("{a: &x {<<: *half}, b: *half, <<: [*x, *x]}", 2, 39),
    ],
)
def test_aliases_to_long_texts_are_refused(text: str, line: int, column: int) -> None:
    half = "x" * (MAX_ALIASED // 2)
    with quick(0.5):
        tree = read_yaml(PATH, f"a: &half {half}\nb: {text}")
    assert tree.root is None
    assert places(tree.findings) == [("alias-limit", line, column)]
    assert f"{MAX_ALIASED:,}" in tree.findings[0].message


def test_keys_count_among_what_aliases_stand_for() -> None:
    tree = read_yaml(PATH, f"a: &a {{? {'k' * (MAX_ALIASED // 2)} : v}}\nb: [*a, *a]")
    assert places(tree.findings) == [("alias-limit", 2, 9)]


def test_long_texts_and_their_aliases_are_fine_within_the_limit() -> None:
    half = "x" * (MAX_ALIASED // 2)
    assert value_of(f"a: &half {half}\nb: [*half, *half]\nc: {half * 3}") == {
        "a": half, "b": [half, half], "c": half * 3
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "a\n" * 500_000,
        "\t" * 1_000_000,
        " " * 1_000_000,
        "#" * 1_000_000,
        "'" * 1_000_000,
        '"' + "\\" * 1_000_000,
        "a: '" + "''" * 450_000,
        "&" * 1_000_000,
        "a: " + "&a " * 300_000,
        "a: " + "!!str " * 150_000,
        "*" * 1_000_000,
        "%" * 1_000_000,
        "---\n" * 250_000,
        "a: |\n" + " \n" * 450_000,
        "[" + "a, " * 190_000,
        "[" + "a: b, " * 60_000,
        "{" + "a, " * 90_000,
        "\n".join(f"k{number}: &a{number} v" for number in range(50_000)),
        "a: 1\n" * 50_000,
        "x: &x {}\n" + "".join(f"k{number}: 1\n" for number in range(40_000)) + "<<: [" + "*x," * 80_000 + "]",
        "x: &x {a: 1}\ny: [" + "{<<: *x}, " * 25_000 + "]",
        "a: " + "\u2028" * 300_000,
        "\ufeff" * 300_000,
        "é" * 400_000 + "\x01",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_hostile_megabyte_is_read_or_refused_quickly(text: str) -> None:
    with quick():
        read_yaml(PATH, text)


@pytest.mark.parametrize("text", ["a: \ud800", "\udcff: 1", "\ud83d\ude00"])
def test_half_characters_raise_nothing(text: str) -> None:
    assert isinstance(read_yaml(PATH, text), YamlTree)


PIECES = "a b: c: - [ ] { } , & * &a *a ! !!str | > ' \" # % @ ` ? : ~ null no 1 1.5 << --- ... \0 é 🤗".split(" ")
YAML_LIKE = st.lists(st.sampled_from([*PIECES, "\n", "\r\n", "\n  ", "\n- ", "\t", ": ", " "]), max_size=30).map(
    "".join
)


@given(st.one_of(st.text(), YAML_LIKE))
@settings(max_examples=200)
def test_any_text_is_read_or_reported(text: str) -> None:
    tree = read_yaml(PATH, text)
    lines = text.count("\n") + text.count("\r") + sum(text.count(char) for char in "\x85\u2028\u2029") + 1
    assert all(1 <= item.line <= lines and item.column >= 1 and item.path == PATH for item in tree.findings)
    if tree.root is None:
        assert {item.code for item in tree.findings} <= {"header-invalid", "header-too-deep", "duplicate-key"}
    else:
        json.dumps(plain(tree.root), allow_nan=False)


# A mapping under the key `<<` is merged, which JSON does not know.
PRINTABLE = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\ufffe\ufeff")).filter(
    lambda text: text != "<<"
)
NUMBERS = st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | PRINTABLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PRINTABLE, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
@settings(max_examples=200)
def test_json_is_yaml_and_reads_the_same(value: Plain) -> None:
    assert value_of(json.dumps(value, ensure_ascii=False)) == value


@given(JSON)
def test_escaped_json_reads_the_same(value: Plain) -> None:
    text = json.dumps(value)
    if all(ord(char) < 0x10000 for char in json.dumps(value, ensure_ascii=False)):
        assert value_of(text) == value


@given(st.from_regex(r"[a-zA-Z][a-zA-Z0-9_.-]*( [a-zA-Z0-9_.-]+)*", fullmatch=True))
def test_plain_words_are_text(text: str) -> None:
    read = value_of(f"key: {text}")
    known = {"true": True, "false": False, "null": None}
    spelled = text in {text.lower(), text.capitalize(), text.upper()}
    assert read == {"key": known[text.lower()] if spelled and text.lower() in known else text}


@given(st.integers(-(10**300), 10**300))
def test_whole_numbers_are_numbers(number: int) -> None:
    assert value_of(str(number)) == number
    assert value_of(hex(abs(number))) == abs(number)
    assert value_of(oct(abs(number))) == abs(number)


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=8))
def test_each_repetition_of_a_key_is_reported(keys: list[str]) -> None:
    tree = read_yaml(PATH, "".join(f"{key}: {number}\n" for number, key in enumerate(keys)))
    repeated = [number + 1 for number, key in enumerate(keys) if key in keys[:number]]
    assert places(tree.findings) == [("duplicate-key", line, 1) for line in repeated]
    assert tree.root is None or list(mapped("".join(f"{key}: x\n" for key in keys)).items) == list(dict.fromkeys(keys))
