"""All cards together: models, facets with their values, addresses, and the catalog as data."""
