"""The JavaScript that runs KaTeX on one formula, and what its answers mean.

KaTeX counts what macros expand to, but not the cost of what stands in them: a macro with a body of 1,000 signs that is
used 1,000 times makes a million. It asks the object with the formula's macros about each sign that it reads, so this
object counts them. Counting gives the same answer on every machine, as a time limit would not.

Errors::

    EngineError
    ├── FormulaError             KaTeX does not accept the formula
    └── LimitError               the formula costs more than it may
        └── BrokenEngineError    and KaTeX can't be used again
"""

from __future__ import annotations

import json

from .katex_files import SCRIPT, katex_folder

MAX_EXPANSIONS = 1000
"""How many macros are expanded; KaTeX's own default."""

MAX_SIZE_EM = 50
"""No rule or space that a formula asks for is larger."""

MAX_STEPS = 3500
"""How many signs KaTeX reads. 4,000 characters of ordinary TeX are about 3,000 signs."""

MAX_HTML_CHARACTERS = 500_000
"""The output for an ordinary sign has about 100 characters."""

_TOO_MANY_EXPANSIONS = "Too many expansions"

_CALL = """
const readFormula = (() => {
  "use strict";
  const own = Object.prototype.hasOwnProperty;
  const splice = Array.prototype.splice;
  // What makes a cell costs as much as several signs.
  const costs = {"&": 4, "@": 4, "\\\\\\\\": 2, "\\\\cr": 2};
  let left = 0;
  const pay = (cost) => {
    left -= cost;
    if (left < 0) throw new RangeError("too many signs");
  };
  const macros = () => Object.create({
    hasOwnProperty(name) {
      pay(costs[name] || 1);
      return own.call(this, name);
    },
  });
  // KaTeX puts the arguments of a macro into its body this way, before it reads them.
  Array.prototype.splice = function (...given) {
    if (given.length > 3) pay(given.length - 2);
    return splice.apply(this, given);
  };
  return (tex, display) => {
    left = MAX_STEPS;
    try {
      const html = katex.renderToString(tex, {
        displayMode: display,
        throwOnError: true,
        // KaTeX would show such a command in red, without its arguments and without a word.
        trust: (context) => {
          throw new katex.ParseError(`${context.command} is not allowed`);
        },
        strict: "ignore",
        maxExpand: MAX_EXPANSIONS,
        maxSize: MAX_SIZE,
        macros: macros(),
      });
      return JSON.stringify(html.length > MAX_HTML ? {limit: "output"} : {html});
    } catch (error) {
      if (left < 0) return JSON.stringify({limit: "signs"});
      if (error instanceof katex.ParseError) {
        return JSON.stringify({refused: error.rawMessage, position: error.position});
      }
      if (error instanceof TypeError) return JSON.stringify({refused: `KaTeX failed (${error.message})`});
      return JSON.stringify({broken: String(error)});
    }
  };
})();
"""


class EngineError(Exception):
    """A formula could not be typeset."""


class FormulaError(EngineError):
    """KaTeX does not accept the formula. `position` counts from 0, and is None where KaTeX names none."""

    def __init__(self, reason: str, position: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.position = position


class LimitError(EngineError):
    """The formula makes too much output, or takes too much time, memory or stack."""


class BrokenEngineError(LimitError):
    """As before, and it broke off in the middle, which may have left KaTeX in disorder."""


def katex_program() -> str:
    """KaTeX, and the function `readFormula(tex, display)`. Raises `FileNotFoundError` for a broken installation."""
    katex = (katex_folder() / SCRIPT).read_text(encoding="utf-8")
    call = _CALL
    for name, value in (
        ("MAX_STEPS", MAX_STEPS),
        ("MAX_EXPANSIONS", MAX_EXPANSIONS),
        ("MAX_SIZE", MAX_SIZE_EM),
        ("MAX_HTML", MAX_HTML_CHARACTERS),
    ):
        call = call.replace(name, str(value))
    return katex + call


def katex_call(tex: str, display: bool) -> str:
    """The JavaScript expression for one formula, in ASCII."""
    return f"readFormula({json.dumps(tex)}, {json.dumps(display)})"


def katex_html(answer: str) -> str:
    """The HTML in what `readFormula` returned. Raises an `EngineError` for any other answer."""
    said = json.loads(answer)
    if "broken" in said:
        raise BrokenEngineError(said["broken"])
    if "limit" in said:
        raise LimitError(f"too much {said['limit']}" if said["limit"] == "output" else "too many signs")
    if "refused" in said:
        if said["refused"].startswith(_TOO_MANY_EXPANSIONS):
            raise LimitError("too many expansions")
        raise FormulaError(said["refused"], said.get("position"))
    html: str = said["html"]
    return html
