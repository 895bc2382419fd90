"""Any Python is compiled without a crash and in bounded time: the standard library as apps."""

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
abc.py asyncio/base_subprocess.py asyncio/events.py asyncio/futures.py asyncio/locks.py
asyncio/proactor_events.py asyncio/queues.py asyncio/selector_events.py asyncio/sslproto.py
asyncio/streams.py asyncio/subprocess.py asyncio/tasks.py asyncio/trsock.py base64.py bdb.py
bisect.py bz2.py cProfile.py calendar.py cmd.py code.py codecs.py codeop.py colorsys.py
compileall.py contextlib.py contextvars.py copyreg.py csv.py curses/has_key.py curses/textpad.py
datetime.py dbm/dumb.py decimal.py email/contentmanager.py email/generator.py email/message.py
email/quoprimime.py email/utils.py encodings/cp775.py encodings/cp855.py encodings/cp861.py
encodings/cp865.py encodings/idna.py encodings/iso8859_3.py encodings/mac_arabic.py genericpath.py
getpass.py graphlib.py gzip.py hashlib.py heapq.py hmac.py html/parser.py http/client.py
http/cookies.py inspect.py io.py json/decoder.py json/encoder.py keyword.py logging/handlers.py
lzma.py mimetypes.py multiprocessing/context.py multiprocessing/forkserver.py
multiprocessing/heap.py multiprocessing/pool.py multiprocessing/process.py
multiprocessing/queues.py multiprocessing/reduction.py multiprocessing/resource_sharer.py
multiprocessing/sharedctypes.py multiprocessing/synchronize.py multiprocessing/util.py netrc.py
numbers.py opcode.py operator.py os.py pkgutil.py poplib.py pty.py py_compile.py pyclbr.py
queue.py quopri.py random.py rlcompleter.py runpy.py sched.py secrets.py selectors.py shelve.py
shlex.py shutil.py signal.py site.py socketserver.py ssl.py stat.py string.py stringprep.py
struct.py tempfile.py textwrap.py timeit.py token.py tokenize.py trace.py tracemalloc.py tty.py
types.py typing.py unittest/loader.py unittest/mock.py unittest/result.py urllib/robotparser.py
uuid.py wave.py weakref.py webbrowser.py wsgiref/handlers.py wsgiref/simple_server.py
wsgiref/validate.py zipapp.py zipimport.py
""".split()


@pytest.mark.parametrize("name", SAMPLE)
def test_a_module_of_the_standard_library(name: str, tmp_path: Path):
    text = (LIBRARY / name).read_bytes().decode("utf-8")
    start = time.perf_counter()
    program = compile_program(tmp_path / "app.py", source=text)
    assert time.perf_counter() - start < SECONDS
    # None of them has to do with session state.
    assert list(program.nodes) == ["app"]


def test_the_sample_is_large():
    assert len(set(SAMPLE)) == len(SAMPLE) >= 120
