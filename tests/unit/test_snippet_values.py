"""Values of cards as literals: whatever they hold, they stay values."""

from __future__ import annotations

import ast
import json
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, TemplateRuntimeError, UndefinedError
from markupsafe import Markup

from mkdocs_modelcards.pages.snippet_values import (
    FIRST_MARK,
    MARKS,
    Code,
    Literals,
    fill_html,
    only_literals,
    pieces_between,
    written_name,
)
from mkdocs_modelcards.parse.yaml_tree import Plain

HOSTILE = ["\"'`", "\\", 'a\\"b', "\n", "a\r\nb", "{{ x }}", "{% y %}", "\ue000", "\u202e", "\u2028", "😀", "$(rm)", ""]
texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_characters="\0")))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(texts, inner)),
    max_leaves=5,
)


def code(literals: Literals, text: str) -> str:
    return Code(text, literals.values).filled()


def shell_words(commands: str) -> list[str]:
    """The words of each line, as bash reads them; a comment is an empty word."""
    script = "\n".join(f"printf '%s\\0' {line}" for line in commands.split("\n")).encode("utf-8")
    done = subprocess.run(["bash"], input=script, capture_output=True, check=True)
    assert not done.stderr
    return done.stdout.decode("utf-8", "surrogatepass").split("\0")[:-1]


@given(values)
def test_python_reads_back_what_was_written(value: object) -> None:
    literals = Literals()
    assert ast.literal_eval(code(literals, literals.python(value))) == value


@given(values)
def test_json_reads_back_what_was_written(value: object) -> None:
    literals = Literals()
    assert json.loads(code(literals, literals.json(value))) == value


@given(st.lists(texts))
def test_a_shell_reads_back_the_words_that_were_written(words: list[str]) -> None:
    literals = Literals()
    command = code(literals, " ".join(["run", *map(literals.shell, words)]))
    assert command.isprintable()
    assert shell_words(command) == ["run", *words]


@given(texts)
def test_json_in_a_shell_is_one_word(text: str) -> None:
    literals = Literals()
    written = code(literals, literals.shell(Markup(literals.json({"a": text}))))
    [word] = shell_words(written)
    assert json.loads(word) == {"a": text}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("acme/tiny", "acme/tiny"),
        ("it's", """'it'"'"'s'"""),
        ("a\u202eb", r"$'a\342\200\256b'"),
        ("a\n\t\x1b[201~1", r"$'a\n\t\033[201~1'"),
        ("a\u202e'; rm \\", r"$'a\342\200\256\047; rm \134'"),
        ("\ue000\ud800", r"$'\356\200\200\355\240\200'"),
        ("a\0b", "'a\ufffdb'"),
        (0.5, "0.5"),
        (-0.5, "-0.5"),
    ],
)
def test_words_for_a_shell(text: object, word: str) -> None:
    literals = Literals()
    written = literals.shell(text)
    assert code(literals, written) == word
    assert not literals.has_option(written)


@given(texts)
def test_a_shell_without_such_escapes_finds_one_word_too(text: str) -> None:
    literals = Literals()
    written = code(literals, literals.shell(text + "\u202e"))
    assert written[:2] == "$'"
    assert "'" not in written[2:-1]


def test_words_that_would_be_options_are_noticed() -> None:
    literals = Literals()
    assert literals.has_option(f"run {literals.shell('-rf')}")
    assert literals.has_option(f"run {literals.shell('-r f')} {literals.shell('a')}")
    assert not literals.has_option(f"run {literals.shell('a-')} {literals.python('-rf')}")
    first = literals.shell("-rf")
    literals.begin()
    assert not literals.has_option(first)


def test_literals_look_as_people_write_them() -> None:
    literals = Literals()
    value = {"a": ['it\'s "x"', 1, 0.5, True, None, "ä\u202e\t"]}
    assert code(literals, literals.python(value)) == ('{"a": ["it\'s \\"x\\"", 1, 0.5, True, None, "ä\\u202e\\t"]}')
    assert code(literals, literals.json(value)) == ('{"a": ["it\'s \\"x\\"", 1, 0.5, true, null, "ä\\u202e\\u0009"]}')


def test_no_text_of_a_value_is_in_the_code_before_it_is_filled() -> None:
    literals = Literals()
    text = literals.python("secret") + literals.json(["secret"]) + literals.shell("secret")
    assert "secret" not in text
    assert literals.values == ("secret",) * 3
    literals.begin()
    assert not literals.values


@pytest.mark.parametrize(
    ("parameters", "written"),
    [
        ({"top_k": 5, "other": 1, "aggregation_strategy": "simple"}, ', top_k=5, aggregation_strategy="simple"'),
        ({"top_k": True}, ", top_k=True"),
        ({"top_k": -0.5}, ", top_k=-0.5"),
        ({"top_k": None}, ""),
        ({"top_k": [1]}, ""),
        ({"top_k": float("nan")}, ""),
        ({"top_k": float("inf")}, ""),
        ({"top_k": 10**5000}, ""),
        ({"top_k": "x" * 201}, ""),
        ({}, ""),
    ],
)
def test_parameters_become_keyword_arguments(parameters: dict[str, Plain], written: str) -> None:
    literals = Literals()
    assert code(literals, literals.keywords(parameters, ("top_k", "aggregation_strategy"))) == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1}])
def test_what_has_no_literal_is_refused(value: object) -> None:
    with pytest.raises(TemplateRuntimeError):
        Literals().python(value)


def test_more_values_than_marks_are_refused() -> None:
    with pytest.raises(TemplateRuntimeError, match="6,400"):
        Literals().python(["x"] * (MARKS + 1))


@pytest.mark.parametrize("value", ["", "a b", "a-b", "1a", "a.", "a;b", "ä", "a\n", 5, None])
def test_what_is_no_name_is_refused(value: object) -> None:
    with pytest.raises(TemplateRuntimeError):
        written_name(value)


def test_long_texts_are_cut() -> None:
    literals = Literals()
    assert code(literals, literals.python("x" * 1_001)) == '"' + "x" * 999 + '…"'
    assert code(literals, literals.shell("x y" * 1_000)).endswith("…'")


def test_names_are_written_as_they_are() -> None:
    assert written_name("AutoModel") == "AutoModel"
    assert written_name("keras_hub.models.Task") == "keras_hub.models.Task"


@pytest.mark.parametrize("value", ["text", 5, None, ["text"]])
def test_a_value_without_a_filter_is_refused(value: object) -> None:
    with pytest.raises(TemplateRuntimeError, match="needs a filter"):
        only_literals(value)


def test_what_is_undefined_is_named() -> None:
    undefined = StrictUndefined(name="modle")
    for take in (only_literals, Literals().python):
        with pytest.raises(UndefinedError, match="'modle' is undefined"):
            take(undefined)


def test_values_are_escaped_where_they_are_filled_in() -> None:
    first, second, unknown = chr(FIRST_MARK), chr(FIRST_MARK + 1), chr(FIRST_MARK + 2)
    pieces = pieces_between(f"<b>{second}</b>{first}{unknown}")
    assert fill_html(pieces, ("<i>&\r", "b\ue000")) == f"<b>b\ue000</b>&lt;i&gt;&amp;&#13;{unknown}"
