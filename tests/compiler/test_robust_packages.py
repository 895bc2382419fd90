"""Modules of the standard library's packages compile as if they were apps, in bounded time."""

from __future__ import annotations

import sysconfig
import time
from pathlib import Path

import pytest

from reactfrag_compiler import compile_program

LIBRARY = Path(sysconfig.get_paths()["stdlib"])
SECONDS = 10.0
"""No module of the sample takes a quarter of it on an ordinary machine."""

SAMPLE = """
asyncio/base_subprocess.py asyncio/events.py asyncio/futures.py asyncio/locks.py
asyncio/proactor_events.py asyncio/queues.py asyncio/selector_events.py asyncio/sslproto.py
asyncio/streams.py asyncio/subprocess.py asyncio/tasks.py asyncio/trsock.py curses/has_key.py
curses/textpad.py dbm/dumb.py email/contentmanager.py email/generator.py email/message.py
email/quoprimime.py email/utils.py encodings/cp775.py encodings/cp855.py encodings/cp861.py
encodings/cp865.py encodings/idna.py encodings/iso8859_3.py encodings/mac_arabic.py html/parser.py
http/client.py http/cookies.py json/decoder.py json/encoder.py logging/handlers.py
multiprocessing/context.py multiprocessing/forkserver.py multiprocessing/heap.py
multiprocessing/pool.py multiprocessing/process.py multiprocessing/queues.py
multiprocessing/reduction.py multiprocessing/resource_sharer.py multiprocessing/sharedctypes.py
multiprocessing/synchronize.py multiprocessing/util.py unittest/loader.py unittest/mock.py
unittest/result.py urllib/robotparser.py wsgiref/handlers.py wsgiref/simple_server.py
wsgiref/validate.py
""".split()


@pytest.mark.parametrize("name", SAMPLE)
def test_a_module_of_the_standard_library(name: str, tmp_path: Path):
    text = (LIBRARY / name).read_bytes().decode("utf-8")
    start = time.thread_time()
    program = compile_program(tmp_path / "app.py", source=text)
    assert time.thread_time() - start < SECONDS
    # None of them has to do with session state.
    assert list(program.nodes) == ["app"]
