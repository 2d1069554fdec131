"""A mail server that speaks as much IMAP as reading one folder takes, on loopback."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Mailbox(socketserver.ThreadingTCPServer):
    """Emails by their number, and the flags they were given."""

    daemon_threads = True

    def __init__(self, emails: dict[int, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.emails = emails
        self.flags: dict[int, str] = {}


class _Conversation(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _space, asked = line.decode().strip().partition(" ")
            answer, done = self._answer(asked)
            self.wfile.write(answer + f"{tag} {done} so far\r\n".encode())
            if asked == "LOGOUT":
                return

    def _answer(self, asked: str) -> tuple[bytes, str]:
        if asked.startswith("CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1\r\n", "OK"
        if asked.startswith("LOGIN"):
            return b"", "OK" if asked == 'LOGIN hub "secret"' else "NO wrong password"
        if asked.startswith("SELECT"):
            return b"* 1 EXISTS\r\n", "OK" if asked == 'SELECT "INBOX"' else "NO no such folder"
        if asked == "UID SEARCH UNSEEN":
            unseen = " ".join(str(n) for n in self.server.emails if n not in self.server.flags)
            return f"* SEARCH {unseen}\r\n".encode(), "OK"
        if found := re.fullmatch(r"UID FETCH (\d+) \(BODY\.PEEK\[\]\)", asked):
            content = self.server.emails[int(found[1])]
            return b"* 1 FETCH (UID 1 BODY[] {%d}\r\n%s)\r\n" % (len(content), content), "OK"
        if found := re.fullmatch(r"UID STORE (\d+) \+FLAGS \((.+)\)", asked):
            self.server.flags[int(found[1])] = found[2]
        return b"", "OK"


@contextmanager
def serving(emails: dict[int, bytes]) -> Iterator[Mailbox]:
    """The mailbox, while the block runs."""
    with Mailbox(emails) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()
