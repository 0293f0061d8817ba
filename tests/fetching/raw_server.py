"""A server on loopback that sends the bytes of a test as they are: what no HTTP library would send."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

# Pieces of an answer to the path that was asked; the connection is closed after the last one.
Answer = Callable[[str], Iterable[bytes]]

NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class RawServer(NamedTuple):
    """A running server: its port, and the requests that it got, each as the whole head."""

    port: int
    requests: list[str]

    def address(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@contextmanager
def raw_server(answer: Answer, context: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    """Serve until the block ends; robots.txt is never there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = RawServer(listener.getsockname()[1], [])
        ended = threading.Event()

        def accept() -> None:
            with suppress(OSError):  # the listener is closed
                while True:
                    connection, _ = listener.accept()
                    threading.Thread(target=serve, args=(connection,), daemon=True).start()

        def serve(connection: socket.socket) -> None:
            with suppress(OSError), connection:  # the client hangs up, or refuses the certificate
                if context is None:
                    return talk(connection)
                with context.wrap_socket(connection, server_side=True) as secured:
                    return talk(secured)

        def talk(connection: socket.socket) -> None:
            head = b""
            while b"\r\n\r\n" not in head:
                if not (piece := connection.recv(65536)):
                    return
                head += piece
            running.requests.append(head.decode("latin-1"))
            path = head.split(b" ")[1].decode("latin-1")
            for piece in [NO_ROBOTS] if path == "/robots.txt" else answer(path):
                if ended.is_set():
                    return
                connection.sendall(piece)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield running
        finally:
            ended.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def head(*lines: str, status: str = "200 OK") -> bytes:
    """The head of an answer; the body follows until the connection closes."""
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: application/xml", *lines, "", ""]).encode("latin-1")
