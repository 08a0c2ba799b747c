"""The benchmark: builds generated cards with this plugin, with Hugo and with plain Material, and writes a table."""
