"""A theme's page template, rendered once and filled for each page; see `frame.py`."""
