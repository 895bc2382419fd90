"""What the compiler knows of builtins, methods and libraries, as data."""

from __future__ import annotations

LIST_STORES = {"append": 0, "add": 0, "insert": 1, "appendleft": 0}
"""Methods that put one argument into their container, and which."""
LIST_EXTENDS = frozenset(
    {
        "extend",
        "update",
        "extendleft",
        "union_update",
        "intersection_update",
        "difference_update",
        "symmetric_difference_update",
    }
)
MUTATORS = frozenset(
    {
        *LIST_STORES,
        *LIST_EXTENDS,
        "clear",
        "pop",
        "popitem",
        "popleft",
        "remove",
        "discard",
        "reverse",
        "sort",
        "rotate",
        "setdefault",
        "__setitem__",
        "__delitem__",
        "__iadd__",
    }
)
"""Methods of builtin containers that change them."""

COMPARING = frozenset(
    """
    add count discard get index pop remove setdefault sort update
    __contains__ __getitem__ __setitem__ __delitem__ union intersection difference
    symmetric_difference issubset issuperset isdisjoint
    """.split()
)
"""Methods of builtin containers that hash or compare what they hold and are given."""

LOOPING = LIST_EXTENDS | frozenset(
    """
    union intersection difference symmetric_difference issubset issuperset isdisjoint join
    fromkeys __iadd__ __ior__
    """.split()
)
"""Methods that loop over what they are given."""

MANY_MEANINGS = frozenset({"get", "head"})
"""Methods of data that are quite another thing in queues and in clients of a network."""

READERS = frozenset(
    """
    get keys values items copy count index __getitem__ __len__ __contains__ __iter__
    union intersection difference symmetric_difference issubset issuperset isdisjoint
    capitalize casefold center encode decode endswith expandtabs find format format_map
    isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable
    isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix
    removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines
    startswith strip swapcase title translate upper zfill hex as_integer_ratio bit_length
    conjugate is_integer isoformat strftime date time timestamp weekday isoweekday
    total_seconds timetuple astimezone
    head tail sample describe groupby agg aggregate mean median sum min max std var corr
    merge sort_values sort_index reset_index set_index drop_duplicates dropna fillna rename
    astype to_dict to_json to_csv to_numpy to_list tolist unique nunique value_counts
    pivot pivot_table melt query isin between apply map assign filter rolling resample
    cumsum diff shift round abs any all iterrows itertuples select_dtypes nlargest nsmallest
    read getvalue as_posix exists is_file is_dir read_text read_bytes with_suffix
    """.split()
)
"""Methods that leave their object as it is, in the builtin types and in common libraries."""

ELEMENT_METHODS = frozenset(
    {
        "get",
        "pop",
        "popitem",
        "popleft",
        "values",
        "items",
        "copy",
        "__getitem__",
        "setdefault",
        "__iter__",
        "union",
        "intersection",
        "difference",
        "__next__",
        "send",
    }
)
"""Methods whose result may be, or hold, what is in the container."""

PURE_BUILTINS = frozenset(
    """
    abs all any ascii bin bool bytes callable chr complex divmod float format hash hex id int
    isinstance issubclass len max min oct ord pow print range repr round slice str sum type
    Exception ValueError KeyError TypeError RuntimeError StopIteration IndexError
    AttributeError NotImplementedError AssertionError object property staticmethod
    classmethod memoryview open input breakpoint NameError OSError FileNotFoundError
    ZeroDivisionError ArithmeticError LookupError TimeoutError PermissionError
    BaseException KeyboardInterrupt SystemExit UnicodeDecodeError
    """.split()
)
SCALAR_BUILTINS = frozenset(
    "abs all any ascii bin bool bytes callable chr complex divmod float format hash hex id int "
    "isinstance issubclass len oct ord pow repr round str sum print range".split()
)
"""Pure builtins whose result is immutable (``range`` holds numbers)."""
CONTAINER_BUILTINS = frozenset(
    "list tuple set frozenset dict sorted reversed iter next enumerate zip map filter min max "
    "deque defaultdict OrderedDict Counter chain".split()
)
LOOPING_BUILTINS = frozenset("all any bytes max memoryview min sum".split())
"""Pure builtins that loop over what they are given."""
NO_READ = frozenset({"isinstance", "issubclass", "id", "type", "callable", "hasattr"})
"""Builtins that may be given the state and do not look into it."""

PURE_MODULES = frozenset(
    """
    math cmath statistics json re datetime time calendar string textwrap decimal fractions
    itertools collections functools operator typing typing_extensions enum dataclasses uuid
    hashlib base64 html urllib pathlib os logging warnings pprint csv io abc numbers locale
    unicodedata secrets platform sys zoneinfo traceback types difflib inspect contextlib
    pandas numpy altair plotly matplotlib seaborn bokeh polars pyarrow PIL scipy sklearn
    """.split()
)
"""Packages whose module-level functions and classes do not change their arguments."""
IMPURE_FUNCTIONS = frozenset(
    """
    numpy.put numpy.place numpy.copyto numpy.fill_diagonal numpy.putmask numpy.random.shuffle
    operator.setitem operator.delitem operator.iadd operator.iconcat operator.imul operator.ior
    operator.iand inspect.getmembers contextlib.closing contextlib.aclosing
    """.split()
)
"""Their exceptions."""

MEMOIZING = frozenset({"functools.lru_cache", "functools.cache", "functools.cached_property"})
"""Decorators that give the same object for each call with the same arguments."""
REPLACING = frozenset({"dataclasses.replace", "copy.replace"})
"""Functions that make another object of a class."""

IDENTITY = frozenset(
    """
    functools.wraps functools.lru_cache functools.cache functools.cached_property
    contextlib.contextmanager contextlib.asynccontextmanager dataclasses.dataclass
    typing.cast typing.final typing.overload typing.no_type_check abc.abstractmethod
    enum.unique typing_extensions.override typing.override functools.total_ordering
    functools.singledispatch functools.update_wrapper asyncio.run asyncio.create_task
    asyncio.wait_for asyncio.shield copy.copy copy.deepcopy
    """.split()
)
"""Functions whose result may stand for their (first, or for ``cast`` last) argument."""

TEXT_METHODS = frozenset(
    "lower upper strip lstrip rstrip title capitalize casefold swapcase replace removeprefix "
    "removesuffix zfill ljust rjust center".split()
)
"""Methods of texts that are carried out on constants."""

KEEPERS = frozenset(
    """
    builtins.dict builtins.list builtins.set builtins.frozenset builtins.tuple
    builtins.BaseException builtins.Exception builtins.ValueError builtins.KeyError
    builtins.TypeError builtins.RuntimeError builtins.LookupError builtins.AttributeError
    builtins.IndexError builtins.OSError builtins.StopIteration builtins.NotImplementedError
    collections.OrderedDict collections.defaultdict collections.Counter collections.deque
    collections.UserDict collections.UserList typing.NamedTuple
    """.split()
)
"""Classes whose objects keep what they are made of, as items, and do nothing else with it."""
HARMLESS = frozenset(
    """
    builtins.str builtins.int builtins.float builtins.bool builtins.bytes builtins.type
    typing.Protocol typing.TypedDict typing_extensions.TypedDict typing.Generic
    typing_extensions.Protocol enum.Enum enum.StrEnum enum.IntEnum enum.Flag enum.IntFlag
    """.split()
)
"""Classes that do nothing with what their objects are made of."""
TYPES = frozenset(
    "builtins.list builtins.dict builtins.set builtins.bytearray collections.deque "
    "collections.Counter collections.OrderedDict collections.defaultdict".split()
)
"""Types whose methods may be called by way of the type, with the object first."""
OF_TYPES = frozenset({"fromkeys", "fromhex", "maketrans", "__new__", "__class_getitem__"})
"""What belongs to those types themselves."""

FIELDS = frozenset(
    "dataclasses.field attr.ib attr.field attrs.field pydantic.Field msgspec.field".split()
)
"""Functions that say in a class body what an attribute of its objects begins as."""
NUMBERS = frozenset(
    f"math.{name}"
    for name in "acos acosh asin asinh atan atan2 atanh cbrt comb copysign cos cosh degrees erf "
    "erfc exp exp2 expm1 fabs factorial fmod gamma gcd isclose isfinite isinf isnan isqrt lcm "
    "ldexp lgamma log log10 log1p log2 nextafter perm pow radians remainder sin sinh sqrt tan "
    "tanh ulp".split()
)
"""Functions that give a number, whatever they are given, and look into nothing."""
