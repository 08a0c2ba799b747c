"""Lists of models that ordinary pages ask for with a block of Markdown."""
