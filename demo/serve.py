"""The newspapers of the demo on loopback: static files, with what a client needs to ask whether they have changed.

    python demo/serve.py                                until Ctrl-C, with a line for each request
    python demo/serve.py [--port N] COMMAND ARGUMENT... while the command runs; its status is that of the command

The port is part of every address, and so of every article's identity: another port makes other articles. The files name
port 8417, which is replaced by the one that is used.
"""

import argparse
import signal
import subprocess
import sys
import threading
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
PORT = 8417
SITE = Path(__file__).resolve().parent / "site"

CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/feed+json",
    ".opml": "text/x-opml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}


class Server(ThreadingHTTPServer):
    """The server; several may have the same port at a time, such as those of two runs.

    Raises:
        OSError: If another program has the port.
    """

    daemon_threads = True
    allow_reuse_port = True

    def __init__(self, port: int = PORT, site: Path = SITE, *, logs: bool = True) -> None:
        super().__init__((HOST, port), Handler)
        self.site, self.logs = site.resolve(), logs

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_port}"

    def server_bind(self) -> None:
        """Bind without asking for the name of this machine, which takes seconds where no network is."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD with a file, 304 or 404."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        path = self._path()
        if path is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = path.read_bytes().replace(f"http://{HOST}:{PORT}".encode(), self.server.address.encode())
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        modified = self.date_time_string(int(path.stat().st_mtime))
        is_known = self._is_known(etag, modified)
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", modified)
        if not is_known:
            self.send_header("Content-Type", CONTENT_TYPES.get(path.suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not is_known and self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, format: str, *arguments: object) -> None:
        if self.server.logs:
            super().log_message(format, *arguments)

    def _path(self) -> Path | None:
        """Return the file that was asked for, never one outside the site."""
        path = (self.server.site / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        path = path / "index.html" if path.is_dir() else path
        return path if path.is_relative_to(self.server.site) and path.is_file() else None

    def _is_known(self, etag: str, modified: str) -> bool:
        """Return whether the client has this very file; the ETag counts before the time, as RFC 9110 says."""
        if known := self.headers.get("If-None-Match"):
            return etag in known
        return bool(self.headers.get("If-Modified-Since") == modified)


def main() -> int:
    parser = argparse.ArgumentParser(description="Serve the newspapers of the demo on this machine.")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("command", nargs=argparse.REMAINDER, help="what to run meanwhile")
    options = parser.parse_args()
    try:
        server = Server(options.port, logs=not options.command)
    except OSError as error:
        print(
            f"demo: port {options.port} cannot be used ({error.strerror}). Another program may have it; "
            "end that program, or choose another: demo/serve.py --port 8418 ..., make run DEMO_PORT=8418.",
            file=sys.stderr,
        )
        return 2
    with server:
        return run_beside(server, options.command) if options.command else serve(server)


def serve(server: Server) -> int:
    """Serve until this process is stopped."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(f"The newspapers of the demo are at {server.address}/ (Ctrl-C ends this).", file=sys.stderr, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    return 0


def run_beside(server: Server, command: list[str]) -> int:
    """Serve while the command runs; Ctrl-C reaches the command as well, which then ends."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with subprocess.Popen(command) as process:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            return process.wait()
    except OSError as error:
        print(f"demo: {command[0]} cannot be run: {error.strerror}.", file=sys.stderr)
        return 127
    finally:
        server.shutdown()


if __name__ == "__main__":
    sys.exit(main())
