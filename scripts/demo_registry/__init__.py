"""Trains the small models of the demo catalog and writes their model cards."""
