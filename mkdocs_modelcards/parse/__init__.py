"""From a card's text to a `ModelCard`: the metadata as typed values, the Markdown, and findings."""
