"""The ``reactfrag`` command."""

from __future__ import annotations

import logging
import os
import platform
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from reactfrag_server import ports, serving
from reactfrag_server.bench import bench
from reactfrag_server.bundle import HOW_TO_BUILD, Bundle
from reactfrag_server.graphing import graph
from reactfrag_server.hosts import Pattern, is_loopback, is_wildcard
from reactfrag_server.inspection import check, explain
from reactfrag_server.settings import DEFAULT_HOST, DEFAULT_PORT, MEBIBYTE, Settings
from reactfrag_server.terminal import CannotServe, Reporter, check_script, warn
from reactfrag_server.wiring import make_service

DEMO = Path(__file__).parent / "demo" / "hello.py"

LOG_LEVELS = ("debug", "info", "warning", "error")


def _show_version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    # It takes longer to import than a small app to compile.
    from importlib import metadata

    try:
        version = metadata.version("reactfrag")
    except metadata.PackageNotFoundError:
        version = "(not installed)"
    click.echo(f"reactfrag, version {version}")
    context.exit()


def _check_hosts(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    for text in value:
        try:
            Pattern.parse(text)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error
    return value


Command = TypeVar("Command", bound=Callable[..., object])


def _listening(command: Command) -> Command:
    """Add the options of every command that serves."""
    options = [
        click.option(
            "--host", default=DEFAULT_HOST, show_default=True, help="The address to listen on."
        ),
        click.option(
            "--port",
            type=click.IntRange(0, 65535),
            help=f"The port to listen on; 0 for any.  [default: {DEFAULT_PORT}, or the next free]",
        ),
        click.option("--headless", is_flag=True, help="Do not open a browser."),
        click.option(
            "--log-level", type=click.Choice(LOG_LEVELS), default="info", show_default=True
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Turns a plain Python script into a reactive web app."""


@main.command()
@click.argument("app", type=click.Path(path_type=Path))
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
@_listening
@click.option("--no-reload", is_flag=True, help="Do not reload the app when its files change.")
@click.option(
    "--allow-host",
    multiple=True,
    callback=_check_hosts,
    metavar="HOST",
    help="Another name that the server is reached by: name, name:port, .domain or *. Repeatable.",
)
@click.option(
    "--allow-missing-origin",
    is_flag=True,
    help="Let clients in that are no browsers and send no Origin header.",
)
@click.option(
    "--log-reruns",
    is_flag=True,
    help="Log a line for each event: what ran, why, and how long it took.",
)
@click.option(
    "--panel/--no-panel",
    default=None,
    help="Offer the page a panel that shows its source, what runs and why.  "
    "[default: only with reloading, on this machine's own address]",
)
@click.option(
    "--background-timers",
    is_flag=True,
    help="Let timers (run_every) go on while a page's browser is disconnected.",
)
@click.option(
    "--max-upload-mb",
    type=click.IntRange(1),
    default=200,
    show_default=True,
    help="The largest file that may be uploaded.",
)
def serve(
    app: Path,
    args: tuple[str, ...],
    host: str,
    port: int | None,
    headless: bool,
    log_level: str,
    no_reload: bool,
    allow_host: tuple[str, ...],
    allow_missing_origin: bool,
    log_reruns: bool,
    panel: bool | None,
    background_timers: bool,
    max_upload_mb: int,
) -> None:
    """Serve the script APP as a web app. What follows it goes to the script as sys.argv."""
    settings = Settings(
        host=host,
        allow_hosts=allow_host,
        allow_missing_origin=allow_missing_origin,
        max_upload_bytes=max_upload_mb * MEBIBYTE,
        pause_timers=not background_timers,
        reload=not no_reload,
        panel=not no_reload and is_loopback(host) if panel is None else panel,
    )
    logging.getLogger("reactfrag.reruns").setLevel(logging.INFO if log_reruns else logging.WARNING)
    _serve(app, args, settings, port, headless, log_level)


@main.command()
@_listening
def hello(host: str, port: int | None, headless: bool, log_level: str) -> None:
    """Serve a demo app that shows what fragments do."""
    _serve(DEMO, (), Settings(host=host, reload=False), port, headless, log_level)


main.add_command(graph)
main.add_command(check)
main.add_command(explain)
main.add_command(bench)


def _serve(
    app: Path,
    args: tuple[str, ...],
    settings: Settings,
    port: int | None,
    headless: bool,
    log_level: str,
) -> None:
    check_script(app)
    logging.basicConfig(level=log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    try:
        listener = ports.listen(
            settings.host, DEFAULT_PORT if port is None else port, search=port is None
        )
    except ports.CannotListen as error:
        raise CannotServe(str(error)) from error
    # As when Python runs the script: it imports what lies beside it, and sees its arguments.
    sys.path.insert(0, str(app.resolve().parent))
    sys.argv = [str(app), *args]
    reporter = Reporter()
    service = make_service(app, settings, reporter.reloaded)
    reporter.started(service.programs.current)
    if not Bundle(settings.static).is_built:
        warn(f"The browser client has not been built. To build it: {HOW_TO_BUILD}")
    if not is_loopback(settings.host):
        reach = "this machine" if is_wildcard(settings.host) else settings.host
        warn(f"Everyone who can reach {reach} can use this app.")
    address = ports.address_of(listener)

    def announce() -> None:
        click.echo(f"Serving {app.name} on {click.style(address, bold=True)} (Ctrl-C stops it)")
        if not headless and _has_browser():
            # Some browsers keep the call until they are closed.
            threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()

    serving.run(service, listener, on_up=announce, debug=log_level == "debug")


def _has_browser() -> bool:
    # Without a desktop a browser would be one that takes over the terminal.
    if platform.system() == "Linux":
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True
