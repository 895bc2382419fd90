"""Running a service under uvicorn until it is told to stop."""

from __future__ import annotations

import gc
import logging
import os
import socket
import threading
from collections.abc import Callable
from types import FrameType

import uvicorn

from reactfrag_server.app import create_app
from reactfrag_server.hosts import is_loopback
from reactfrag_server.service import Service

logger = logging.getLogger(__name__)


class Server(uvicorn.Server):
    """uvicorn's server, which says when it is up and never fails to stop."""

    def __init__(self, config: uvicorn.Config, service: Service, on_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._service = service
        self._on_up = on_up
        self._deadline: threading.Timer | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            # What has been imported and compiled by now stays: the collector need not go
            # through it each time that the sessions have made enough objects.
            gc.freeze()
            self._on_up()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; the app's own code, which can't be stopped from outside, gets a deadline."""
        if self._deadline is not None:
            self._give_up()
        self._deadline = threading.Timer(self._service.settings.shutdown_timeout, self._give_up)
        self._deadline.daemon = True
        self._deadline.start()
        super().handle_exit(sig, frame)

    def _give_up(self) -> None:
        self._service.uploads.close()
        # Python waits for each worker thread, however long the app sleeps in it.
        os._exit(0)


def run(
    service: Service, listener: socket.socket, *, on_up: Callable[[], None], debug: bool = False
) -> None:
    """Serve on a listening socket until SIGINT or SIGTERM; returns when all has ended.

    :param on_up: called once when requests are being answered.
    :param debug: whether uvicorn says what it does.
    """
    logging.getLogger("uvicorn").setLevel(logging.DEBUG if debug else logging.WARNING)
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    # Apps draw in threads, where the windows of Matplotlib's other backends do not work.
    os.environ.setdefault("MPLBACKEND", "agg")
    config = uvicorn.Config(
        create_app(service),
        lifespan="on",
        log_config=None,
        access_log=debug,
        server_header=False,
        ws_max_size=2 * service.settings.max_frame_bytes,
        # Compressing a patch of 150 bytes takes 2 µs and saves nothing that matters, 5 kB
        # take 45 µs and become 1 kB, 100 kB take 1 ms and become 20 kB: worth it on a
        # network, lost time on one machine.
        ws_per_message_deflate=not is_loopback(service.settings.host),
        timeout_graceful_shutdown=2,
    )
    try:
        Server(config, service, on_up).run(sockets=[listener])
    except KeyboardInterrupt:
        # uvicorn raises the signal again once it has shut down.
        logger.debug("stopped by the keyboard")
