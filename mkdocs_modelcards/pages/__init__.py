"""From the catalog to pages: which pages there are, and the HTML of each by the templates of `site_template/`."""
