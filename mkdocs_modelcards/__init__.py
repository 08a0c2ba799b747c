"""Turn a folder of model cards into a browsable model catalog, as an MkDocs plugin.

The core is a chain of steps, each a subpackage or module that imports only the ones before it::

    findings, vocabulary, identifiers      what every step shares
    discover   files of a folder           → CardSource
    parse      one card's text             → ModelCard
    render     one card's Markdown         → RenderedCard
    history    dates of the cards, by git
    catalog    all cards                   → Catalog, its facets, addresses and catalog.json
    pages      the catalog                 → HTML of every page
    plugin     MkDocs' events, nothing else
"""

__version__ = "0.1.0"
