"""Full-text search over the cards: an index that Pagefind makes while the site is built."""
