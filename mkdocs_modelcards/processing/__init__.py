"""All cards parsed and rendered: on one or several processors, or taken from the cache."""
