"""From a card's Markdown to safe HTML, as GitHub and the Hub show it."""
