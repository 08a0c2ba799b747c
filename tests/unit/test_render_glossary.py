"""The terms of a card's glossary, and the links to them."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.render.glossary import MAX_TERMS, Glossary, Term
from mkdocs_modelcards.render.sanitize import sanitize
from mkdocs_modelcards.render.summary import MAX_SUMMARY
from mkdocs_modelcards.render.tags import TAG
from mkdocs_modelcards.render.term_links import MAX_LINKS, link_terms

from .helpers import Tags, codes, quick, rendered

LINK = re.compile(r'<a class="mc-term" data-mc-generated="" href="#([^"]*)" title="([^"]*)">(.*?)</a>', re.DOTALL)
BEAM = Glossary("glossary", (Term(("beam search", "beam"), "Many at once.", "mc-term-beam-search-1"),), ())


def linked(text: str, glossary: str) -> list[tuple[str, str, str]]:
    """The id, the title and the words of each link to a term; all ids are in the text."""
    made = rendered(f"{text}\n\n## Glossary\n\n{glossary}\n")
    assert "card-failed" not in codes(made.findings)
    html = made.html
    found = LINK.findall(html)
    assert {identifier for identifier, _, _ in found} <= set(Tags(html).all("id"))
    return found


@pytest.mark.parametrize(
    "glossary",
    [
        "- **beam**: Many at once.",
        "- **beam:** Many at once.",
        "- beam: Many at once.",
        "- **beam** – Many at once.",
        "- `beam` - Many at once.",
        "1. **beam**: Many at once.\n\n2. **more**: x",
        "**beam**: Many at once.",
        "**more**: x\n**beam**: Many at once.\n**rest**: y",
        "**more**\nis x. <br>\n**beam**\nMany at once. <br>\n**rest**\nis y.",
        "**more**  \nis x.  \n`beam`  \nMany at once.",
        "- **beam**\n  Many at once.",
        "| term | meaning |\n|---|---|\n| more | x |\n| beam | Many at once. |",
        "### beam\n\nMany at once.\n\nIndeed.",
        "<dl><dt>beam</dt><dd>Many at once.</dd></dl>",
        "<dl><dt> beam  ( BS )\n</dt><dd>Many at once.</dd></dl>",
        "- **beam**: Many at once.\n- **Beam**: Again.",
        "- **more**: [More Information Needed]\n- **beam**: *Many* at [once](x).",
    ],
)
def test_forms_of_a_glossary(glossary: str) -> None:
    [(identifier, title, words)] = linked("A beam here.", glossary)
    assert (title, words) == ("Many at once.", "beam")
    assert identifier == "beam" or re.fullmatch("mc-term-[a-z]+-[0-9]+", identifier)


@pytest.mark.parametrize(
    "glossary",
    [
        "[More Information Needed]",
        "- **beam**:",
        "A beam is many.",
        "**beam**",
        "A\n**beam** is many.",
        "- a: x\n- 12: y",
        "- \\\\(beam\\\\): x",
    ],
)
def test_what_is_no_glossary(glossary: str) -> None:
    assert linked("A beam here, a 12.", glossary) == []


def test_a_term_with_a_short_form_is_known_by_both() -> None:
    found = linked("The WER.\n\n## More\n\nA word\nerror rate.", "- **Word error rate (WER)**: Share of errors.")
    assert [words for _, _, words in found] == ["WER", "word\nerror rate"]
    assert {identifier for identifier, _, _ in found} == {"mc-term-word-error-rate-1"}


def test_the_first_use_in_each_section_is_linked() -> None:
    found = linked("beam beam\n\n## One\n\nno\n\n## Two\n\nBEAM, beam.\n\n### Three\n\nbeam", "- beam: Many.")
    assert [words for _, _, words in found] == ["beam", "BEAM", "beam"]


@pytest.mark.parametrize(
    "text",
    ["# The beam", "`beam`", "```\nbeam\n```", "[beam](x)", "moonbeam beams beam_2", "\\\\(beam\\\\)", "![beam](x.png)",
     "<details><summary>beam</summary>no</details>", '<span title="beam">no</span>', "<kbd>beam</kbd>"],
)  # fmt: skip
def test_where_no_term_is_linked(text: str) -> None:
    assert linked(text, "- beam: Many.") == []


def test_escaped_characters_are_no_words() -> None:
    assert [words for _, _, words in linked("a & b &lt; amp R&D", "- amp: A.\n- lt: B.\n- R&D: C.")] == [
        "amp",
        "R&amp;D",
    ]


def test_the_title_of_an_alert_is_none_of_the_cards_words() -> None:
    assert [words for _, _, words in linked("> [!NOTE]\n> A note.", "- note: A.")] == ["note"]


def test_the_glossary_is_not_linked_to_itself_and_what_follows_is() -> None:
    html = rendered("## Glossary\n\n- beam: A beam.\n\n### More\n\nbeam\n\n## Next\n\nbeam").html
    assert [match.start() > html.index('<h2 id="next"') for match in LINK.finditer(html)] == [True]


def test_the_longest_term_is_linked() -> None:
    found = linked("A beam search.", "- beam: Many.\n- beam search: How.\n- search: What.")
    assert [words for _, _, words in found] == ["beam search"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("c++ C++, c++11", ["c++"]),
        ("c++11", []),
        ("c+++", ["c++"]),
        ("word \n error\nrate", ["word \n error\nrate"]),
        ("word error", ["word error"]),
        ("Word error r&d", ["Word error", "r&amp;d"]),
        ("word r&lt;d", []),
    ],
)
def test_names_of_several_words_and_signs(text: str, words: list[str]) -> None:
    names = ("C++", "word error", "word error rate", "R&D")
    glossary = Glossary("glossary", tuple(Term((name,), "x", name) for name in names), ())
    assert [found for _, _, found in LINK.findall(link_terms(escape(text), glossary))] == words


def test_definitions_are_escaped_and_short() -> None:
    hostile = '"><script>alert(1)</script> & `<b onclick="x">` ' + "word " * 200
    [(_, title, _)] = linked("A beam.", f"- **beam**: {hostile}")
    assert "<" not in title
    assert len(Tags(f'<a title="{title}">').all("title")[0]) <= MAX_SUMMARY


def test_hostile_terms_stay_text() -> None:
    html = rendered('x" onclick="y a<b>\n\n## Glossary\n\n- x" onclick="y: A.\n- a&lt;b&gt;: B.').html
    assert not Tags(html).misnested
    assert Tags(html).all("onclick") == []


def test_cards_without_a_glossary_have_no_links() -> None:
    assert "mc-term" not in rendered("beam\n\n## Terms\n\n- beam: Many.").html


PIECES = ["beam", "Beam search", " ", "&amp;", "<b>", "</b>", "<code>", "</code>", "x", "<h2>t</h2>"]


@given(st.lists(st.sampled_from(PIECES)))
@settings(max_examples=100)
def test_links_only_wrap_words(pieces: list[str]) -> None:
    html = sanitize("".join(pieces))
    made = link_terms(html, BEAM)
    assert LINK.sub(r"\3", made) == html
    assert len(TAG.findall(made)) == made.count("<")


def test_terms_and_links_are_bounded() -> None:
    words = [f"term{number}" for number in range(MAX_TERMS + 50)]
    glossary = "".join(f"- {word}: x\n" for word in words)
    assert len(linked(" ".join(words), glossary)) == MAX_TERMS
    assert len(linked("## A\n\nbeam\n\n" * (MAX_LINKS + 50), "- beam: x")) == MAX_LINKS


ALIKE = "".join(
    f"<tr><td>{'a ' * 24}x{number:04} ({'a ' * 24}y{number:04})</td><td>x</td></tr>" for number in range(MAX_TERMS)
)


@pytest.mark.parametrize(
    ("text", "glossary"),
    [
        ("a " * 100_000, "".join(f"- a b{number}: x\n" for number in range(MAX_TERMS))),
        ("beam " * 50_000, "- beam: x\n" * 10_000),
        ("x", "- **" * 20_000),
        ("x", "<table>" + "<tr><td>" * 10_000),
        ("x", "### a\n" * 10_000),
        ("x", "- " + "a" * 200_000 + ": b"),
        ("x", "<dl>" + "<dt>x" * 20_000),
        ("x", "<dl><dt>a" + " " * 100_000 + "b</dt><dd>x</dd></dl>"),
        ("x", "**a" + " " * 100_000 + "b**\nx"),
        ("x", "**a**" + " " * 100_000 + "b\nx"),
        ("<p>" + ("a" + " " * 40) * 15_000, "<table>" + ALIKE + "</table>"),
        ("a " * 20_000, "<table>" + ALIKE + "</table>"),
    ],
    ids=lambda text: text[:12],
)
def test_terms_of_any_text_are_linked_quickly(text: str, glossary: str) -> None:
    with quick():
        linked(text, glossary)
