"""Whether a section is written: what is left of the template, such as `[More Information Needed]`, says nothing."""

from __future__ import annotations

import re
from functools import cached_property

from .tags import text_of

MAX_PLACEHOLDER = 300
"""Characters of a line that can be left from the template; longer ones are written."""

VARIABLES = frozenset(
    "base_model bias_recommendations bias_risks_limitations citation_apa citation_bibtex cloud_provider cloud_region "
    "co2_emitted compute_infrastructure demo developers direct_use downstream_use funded_by get_started_code glossary "
    "hardware hours_used language license model_card_authors model_card_contact model_description model_examination "
    "model_id model_specs model_summary model_type more_information out_of_scope_use paper preprocessing repo results "
    "results_summary shared_by software speeds_sizes_times testing_data testing_factors testing_metrics training_data "
    "training_regime".split()
)
"""The variables of the annotated template."""

_SAYS_NOTHING = frozenset({
    "", "more information needed", "more info needed", "needs more information", "information needed", "todo", "tbd",
    "to be added", "to be determined", "coming soon",
    # The template's own sentences.
    "users both direct and downstream should be made aware of the risks biases and limitations of the model",
    "users both direct and downstream should be made aware of the risks biases and limitations of the model more "
    "information needed for further recommendations",
    "use the code below to get started with the model",
    "carbon emissions can be estimated using the machine learning impact calculator presented in lacoste et al 2019",
    "this is the model card of a transformers model that has been pushed on the hub this model card has been "
    "automatically generated",
})  # fmt: skip
"""Lines that say nothing, as their words in lower case."""

# The beginnings are those of the template's own sentences.
_START = (
    r"\s*(?:<(?!em>)[^>]*>\s*)*(?!Users \(both|Use the code below|Carbon emissions can be|This is the model card of)"
)
_WORDS = re.compile(_START + r"[^<:{\s][^<:{]{29}")
_LETTERS = re.compile(_START + r"(?:[^<:{\s](?:<[^>\n]*>| )*){30}")
_CODE = re.compile(r"<pre><code[^>]*>(?!\s*\{\{)[^<]{40}")
"""What nearly all written sections have: many letters in the first line, or code, in both more than a placeholder."""

LABEL = re.compile(
    r"\s*(?:<[^<>:]*>\s*)*(?P<label>[^<>:]{1,100}(?:(?:<[^<>:]*>)+[^<>:]{1,100}){0,2}(?:<[^<>:]*>)*):(?!//)(?:</\w+>)*"
)
"""What a line of HTML begins with that names a value: `Developed by:`, `**License**:`, `**Demo [optional]:**`."""

_BRACES = re.compile(r"\{\{[^{}]*\}\}")
_WORD = re.compile(r"\w+")
_CODE_VARIABLE = re.compile(rf"<code>(?:{'|'.join(sorted(VARIABLES))})</code>")
_INSTRUCTION = re.compile(
    r"<p>\s*(?:<em>(?:(?!</?p\b|</em>).)*</em>\s*|<strong>Section Overview:</strong>(?:(?!</?p\b).)*)</p>", re.DOTALL
)


class Placeholders:
    """What is left of the template in one card, whose sanitized HTML is `html`."""

    def __init__(self, html: str) -> None:
        self._html = html

    def is_written(self, start: int, stop: int) -> bool:
        """Whether a stretch of the card's HTML says something of its own.

        In a card with the annotated template's variables, paragraphs in italics are the template's instructions.
        """
        whole = self._html
        if _WORDS.match(whole, start, stop):
            return True
        html = whole[start:stop]
        if html.isspace():
            return False
        if _LETTERS.match(html) or _CODE.search(html):
            return True
        if "Section Overview:" in html or ("<em>" in html and self._has_variables):
            html = _INSTRUCTION.sub("", html)
        # cmark begins a line with each block, and one item or cell of a table is a line.
        return any(map(_line_says_something, html.split("\n")))

    @cached_property
    def _has_variables(self) -> bool:
        return _CODE_VARIABLE.search(self._html) is not None


def written_text(html: str) -> str:
    """The text of a piece of HTML, empty where it is a placeholder or a variable of the template."""
    text = text_of(html).strip(" `")
    if len(text) > MAX_PLACEHOLDER:
        return text
    if text in VARIABLES and ("_" in text or f"<code>{text}</code>" in html) and "<a " not in html:
        return ""
    words = _WORD.findall((_BRACES.sub("", text) if "{{" in text else text).lower())
    return "" if " ".join(words) in _SAYS_NOTHING else text


def _line_says_something(line: str) -> bool:
    if not line:
        return False
    if "<img" in line:
        return True
    label = LABEL.match(line)
    return bool(written_text(line[label.end() :] if label else line))
