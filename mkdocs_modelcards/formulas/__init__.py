"""Formulas: TeX to HTML with KaTeX, while the site is built."""
