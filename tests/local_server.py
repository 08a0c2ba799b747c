"""A server on this machine that says nothing."""

from __future__ import annotations

from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a log line for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class QuietServer(ThreadingHTTPServer):
    """A server that says nothing of browsers that leave before a file has come."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""
