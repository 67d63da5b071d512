"""A process that is told to stop while a mail server takes its time stops all the same; the mail is asked about."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.runtime.home import Home
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.operations.starting import start
from sayso.runtime.storage.tables import asks
from sayso.runtime.workspace import Workspace
from tests.serving.process import process
from tests.serving.test_serve import seen

SENDS = 'flow "Sends"\non manual\nuse email.send\nemail.send(to: "ann@x.example", subject: "Hi", text: "Hello")\n'
SMTP = '\n[smtp]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\ntimeout = 100.0\n'


class Mail:
    """A mail server that takes messages and never says so."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.taken, self.over = threading.Semaphore(0), threading.Event()
        self.messages = 0
        self.threads = [threading.Thread(target=self._accept)]
        self.threads[0].start()

    @property
    def port(self) -> int:
        return int(self.listening.getsockname()[1])

    def _accept(self) -> None:
        while not self.over.is_set():
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            self.threads.append(threading.Thread(target=self._talk, args=(connection,)))
            self.threads[-1].start()

    def _talk(self, connection: socket.socket) -> None:
        with connection:
            connection.sendall(b"220 slow\r\n")
            while words := connection.recv(65_536):
                if words.upper().startswith(b"DATA"):
                    connection.sendall(b"354 go on\r\n")
                elif words.endswith(b"\r\n.\r\n"):
                    self.messages += 1
                    self.taken.release()
                    self.over.wait(60)
                    return
                else:
                    connection.sendall(b"250 well\r\n")

    def close(self) -> None:
        self.over.set()
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        for thread in self.threads:
            thread.join(10)


@contextmanager
def slow_mail() -> Iterator[Mail]:
    mail = Mail()
    try:
        yield mail
    finally:
        mail.close()


async def test_a_slow_mail_keeps_no_process_from_stopping_and_goes_out_once(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    Workspace.create(folder).close()
    with slow_mail() as mail:
        with (folder / "workspace.toml").open("a") as settings:
            settings.write(SMTP.format(port=mail.port))
        home = await Home.open(folder)
        flow = await save_draft(home.door(), "main", SENDS, "me")
        await publish(home.door(), "main", flow, "me")
        await start(home.door(), "main", flow, "me")
        with process(["worker"], folder, SAYSO_LEASE="2") as first:
            first.wait_for("ready")
            assert mail.taken.acquire(timeout=30)
            assert first.stop() < 10
            assert first.running.returncode == 0
        with process(["worker"], folder, SAYSO_LEASE="2"):
            (ask,) = await seen(home, asks, 1, state="open")
        await home.close()
        assert ask.kind == "uncertain"
        assert mail.messages == 1
