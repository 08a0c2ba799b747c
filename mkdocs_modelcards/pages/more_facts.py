"""What some readers look for: papers, emissions, authors, settings, how to cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ..catalog.facets import METRICS
from ..catalog.model import CatalogModel
from ..parse.metadata import CO2Emissions
from ..parse.yaml_tree import Plain
from ..render.sections import Citation
from .example_parts import plain_text
from .fact import Fact, FactItem, text_item
from .pieces import Pieces

MAX_SHOWN = 20
"""Papers, settings and the like of one card that are shown."""

PAPERS_SHOWN = 5
CALCULATOR_PAPER = "1910.09700"
"""The paper about estimating emissions, which every card that began as the template links to."""

GRAMS_PER_KILOMETER = 400 / 1.609344
"""What an average passenger car in the USA emits: about 400 grams of CO2 a mile (EPA-420-F-23-014)."""

CAR_SOURCE = "https://www.epa.gov/greenvehicles/greenhouse-gas-emissions-typical-passenger-vehicle"

UNKNOWN = frozenset({"unknown", "not known", "n/a", "tbd", "todo", "?"})
"""What people write where they have nothing to say, in lower case."""

FORMS: Mapping[str, str] = {"bibtex": "BibTeX", "apa": "APA"}
"""The names of citations' forms."""

STATEMENTS: Mapping[str, tuple[str, str]] = {
    "developers": ("people", "Developed by"),
    "funded_by": ("people", "Funded by"),
    "shared_by": ("people", "Shared by"),
    "model_card_authors": ("people", "Card authors"),
    "model_card_contact": ("contact", "Contact"),
    "model_type": ("", "Model type"),
    "repo": ("source", "Repository"),
    "paper": ("paper", "Paper"),
    "demo": ("source", "Demo"),
    "training_regime": ("", "Training regime"),
    "hardware": ("co2", "Hardware"),
    "hours_used": ("co2", "Hours used"),
    "cloud_provider": ("co2", "Cloud"),
    "cloud_region": ("co2", "Region"),
    "co2_emitted": ("co2", "Emissions"),
}
"""What a card's text states in the template's places: the icon and the title of each fact, in their order."""


def more_facts(model: CatalogModel, pieces: Pieces) -> Iterator[Fact]:
    """The facts that open on demand."""
    data = model.card.data
    yield from _statements(model)
    if model.rendered.arxiv:
        yield from _papers(model.rendered.arxiv)
    if data.doi:
        doi = data.doi.removeprefix("https://doi.org/").removeprefix("doi:").strip()
        yield Fact("paper", "DOI", items=(text_item(doi, f"https://doi.org/{doi}"),))
    if model.rendered.citations:
        yield Fact("cite", "Cite", items=tuple(_citations(model.rendered.citations[:MAX_SHOWN])))
    if data.co2_eq_emissions:
        yield Fact("co2", "Emissions", items=tuple(_emissions(data.co2_eq_emissions)))
    if model.metrics:
        yield Fact("results", "Metrics", pieces.chips(METRICS, model.metrics[:MAX_SHOWN]))
    if data.buckets:
        yield Fact("dataset", "Storage buckets", items=tuple(map(text_item, data.buckets[:MAX_SHOWN])))
    yield from _settings(model)


def _statements(model: CatalogModel) -> Iterator[Fact]:
    given = {one.key: one for one in model.rendered.statements}
    if model.card.data.co2_eq_emissions:
        given.pop("co2_emitted", None)
    for key, (icon, title) in STATEMENTS.items():
        if key in given and given[key].text.strip(" .").casefold() not in UNKNOWN:
            yield Fact(icon, title, items=(text_item(given[key].text, given[key].url),))


def _papers(identifiers: tuple[str, ...]) -> Iterator[Fact]:
    """The papers that the text links to, which need not be about the model."""
    papers = [paper for paper in identifiers if paper != CALCULATOR_PAPER]
    items = [FactItem(f"arXiv:{paper}", f"https://arxiv.org/abs/{paper}") for paper in papers[:PAPERS_SHOWN]]
    if len(papers) > PAPERS_SHOWN:
        items.append(FactItem("", after=f"and {len(papers) - PAPERS_SHOWN:,} more in the text"))
    if items:
        yield Fact("paper", "Papers it links" if len(papers) > 1 else "Paper it links", items=tuple(items))


def _citations(citations: Iterable[Citation]) -> Iterator[FactItem]:
    """A link to each citation in the text, numbered where there are several of a form."""
    counts: Counter[str] = Counter()
    for one in citations:
        counts[one.form] += 1
        number = f" {counts[one.form]}" if counts[one.form] > 1 else ""
        yield FactItem(f"{FORMS.get(one.form, one.form)}{number}", f"#{one.id}", copies=one.id)


def _emissions(emissions: CO2Emissions) -> Iterator[FactItem]:
    grams = emissions.emissions
    if grams is not None:
        yield FactItem(f"{mass(grams)} CO₂ eq.")
        if grams >= GRAMS_PER_KILOMETER:
            distance = f"about as much as {rounded(grams / GRAMS_PER_KILOMETER)} km in an average car"
            yield FactItem("EPA", CAR_SOURCE, after=distance)
    if emissions.training_type:
        yield text_item(emissions.training_type)
    if emissions.hardware_used:
        yield text_item(f"hardware: {emissions.hardware_used}")
    if emissions.geographical_location:
        yield text_item(f"place: {emissions.geographical_location}")
    if emissions.source:
        source = text_item(emissions.source, emissions.source)
        yield source if source.url else text_item(f"source: {emissions.source}")


def mass(grams: float) -> str:
    """Grams, kilograms or tonnes, whichever gives a readable number."""
    for unit, size in (("t", 1e6), ("kg", 1e3)):
        if grams >= size:
            return f"{rounded(grams / size)} {unit}"
    return f"{rounded(grams)} g"


def rounded(number: float) -> str:
    """A number with three significant digits, and without an exponent where people write none."""
    if number >= 1e15:
        return f"{number:.3g}"
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _settings(model: CatalogModel) -> Iterator[Fact]:
    data = model.card.data
    parameters = list(data.inference_parameters.items())[:MAX_SHOWN]
    items = [FactItem(text_item(f"{name}: {_written(value)}").text, is_code=True) for name, value in parameters]
    if data.inference is not None:
        items.append(FactItem("hosted inference is " + ("on" if data.inference else "off")))
    if items:
        yield Fact("", "Inference", items=tuple(items))
    for title, value in (("Mask token", data.mask_token), ("Instance prompt", data.instance_prompt)):
        if value:
            yield Fact("", title, items=(FactItem(text_item(value).text, is_code=True),))


def _written(value: Plain) -> str:
    """A value of the header, lists and mappings as JSON of bounded length."""
    return "null" if value is None else plain_text(value)
