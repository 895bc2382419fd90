"""What builtins, the standard library, common libraries and the API do, as data.

A name stands for itself and for all below it that has no entry of its own. What has
no entry at all is not known. ``pure`` needs no reason; the others are the kind of
an impurity and how it is told.
"""

from __future__ import annotations

REASONS: dict[str, tuple[str, str]] = {
    "clock": ("clock", "reads the clock: `{}`"),
    "random": ("random", "differs each time: `{}`"),
    "files": ("io", "touches files: `{}`"),
    "terminal": ("io", "writes to the terminal or a log: `{}`"),
    "input": ("io", "waits for input: `{}`"),
    "environment": ("io", "depends on the environment: `{}`"),
    "process": ("io", "starts or asks processes and threads: `{}`"),
    "network": ("io", "uses the network: `{}`"),
    "settings": ("global", "depends on or changes a setting of the process: `{}`"),
    "mutates": ("argument", "changes what it is given: `{}`"),
    "unknown": ("unknown", "calls `{}`: unknown effects"),
}
"""Category -> kind of the impurity, and its message."""

_BUILTINS = {
    "pure": """
    abs all any ascii bin bool bytearray bytes callable chr classmethod complex dict divmod
    enumerate filter float format frozenset getattr hasattr hash hex int isinstance
    issubclass iter len list map max memoryview min object oct ord pow property range
    repr reversed round set setattr delattr slice sorted staticmethod str sum super tuple type
    zip globals locals vars next
    ArithmeticError AssertionError AttributeError BaseException EOFError Exception
    FileExistsError FileNotFoundError FloatingPointError ImportError IndexError
    InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError
    ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError
    OverflowError PermissionError RecursionError RuntimeError StopAsyncIteration
    StopIteration SyntaxError SystemExit TimeoutError TypeError UnicodeDecodeError
    UnicodeEncodeError UnicodeError ValueError Warning DeprecationWarning UserWarning
    RuntimeWarning ZeroDivisionError ExceptionGroup BaseExceptionGroup ConnectionError
    NotImplemented Ellipsis True False None aiter anext
    """,
    "random": "id",
    "terminal": "print",
    "input": "input breakpoint",
    "files": "open",
}

_STANDARD = {
    "pure": """
    math cmath statistics.mean statistics.fmean statistics.geometric_mean
    statistics.harmonic_mean statistics.median statistics.median_low statistics.median_high
    statistics.median_grouped statistics.mode statistics.multimode statistics.quantiles
    statistics.pstdev statistics.pvariance statistics.stdev statistics.variance
    statistics.covariance statistics.correlation statistics.linear_regression
    statistics.NormalDist
    json.loads json.dumps json.JSONDecodeError json.JSONEncoder json.JSONDecoder
    re string textwrap fractions.Fraction numbers
    decimal.Decimal decimal.ROUND_HALF_UP decimal.ROUND_HALF_EVEN decimal.ROUND_UP
    decimal.ROUND_DOWN decimal.ROUND_FLOOR decimal.ROUND_CEILING decimal.ROUND_HALF_DOWN
    decimal.InvalidOperation decimal.DivisionByZero decimal.DecimalException
    datetime.date datetime.datetime datetime.time datetime.timedelta datetime.timezone
    datetime.tzinfo datetime.UTC datetime.MINYEAR datetime.MAXYEAR
    time.sleep time.strptime time.mktime time.struct_time
    calendar.monthrange calendar.isleap calendar.leapdays calendar.weekday
    calendar.monthcalendar calendar.month_name calendar.month_abbr calendar.day_name
    calendar.day_abbr calendar.timegm calendar.Calendar calendar.HTMLCalendar
    calendar.TextCalendar
    zoneinfo.ZoneInfo
    itertools collections functools typing enum dataclasses abc types
    operator copy.copy copy.deepcopy copy.replace
    hashlib.md5 hashlib.sha1 hashlib.sha224 hashlib.sha256 hashlib.sha384 hashlib.sha512
    hashlib.blake2b hashlib.blake2s hashlib.sha3_256 hashlib.sha3_512 hashlib.new
    hashlib.pbkdf2_hmac hmac.compare_digest
    base64.b64encode base64.b64decode base64.urlsafe_b64encode base64.urlsafe_b64decode
    base64.b32encode base64.b32decode base64.b16encode base64.b16decode
    base64.standard_b64encode base64.standard_b64decode base64.b85encode base64.b85decode
    binascii.hexlify binascii.unhexlify binascii.crc32 zlib.crc32 zlib.adler32
    zlib.compress zlib.decompress gzip.compress gzip.decompress
    html.escape html.unescape urllib.parse unicodedata struct.pack struct.unpack
    struct.calcsize
    bisect.bisect bisect.bisect_left bisect.bisect_right
    heapq.nlargest heapq.nsmallest heapq.merge
    difflib.SequenceMatcher difflib.get_close_matches difflib.unified_diff difflib.ndiff
    difflib.context_diff
    uuid.UUID uuid.uuid3 uuid.uuid5 uuid.NAMESPACE_DNS uuid.NAMESPACE_URL
    os.path.join os.path.basename os.path.dirname os.path.split os.path.splitext
    os.path.normpath os.path.commonpath os.path.commonprefix os.path.isabs os.sep
    os.path.sep os.linesep os.fspath posixpath.join
    pathlib.PurePath pathlib.PurePosixPath pathlib.PureWindowsPath pathlib.Path
    colorsys keyword.iskeyword keyword.kwlist pprint.pformat
    contextlib.suppress contextlib.nullcontext contextlib.contextmanager
    contextlib.asynccontextmanager contextlib.ExitStack contextlib.closing
    io.StringIO io.BytesIO csv.reader csv.DictReader ast.literal_eval
    asyncio.sleep asyncio.gather asyncio.run asyncio.create_task asyncio.wait_for
    asyncio.shield asyncio.TaskGroup asyncio.timeout asyncio.TimeoutError
    asyncio.CancelledError
    array.array sys.maxsize sys.version sys.version_info sys.float_info sys.getsizeof
    secrets.compare_digest traceback.format_exc
    traceback.format_exception warnings.catch_warnings graphlib.TopologicalSorter
    shlex.quote shlex.split shlex.join fnmatch.fnmatch fnmatch.filter ipaddress
    """,
    "clock": """
    datetime.datetime.now datetime.datetime.today datetime.datetime.utcnow
    datetime.date.today
    time.time time.time_ns time.monotonic time.monotonic_ns time.perf_counter
    time.perf_counter_ns time.process_time time.process_time_ns time.localtime time.gmtime
    time.ctime time.asctime time.strftime time.thread_time timeit
    """,
    "random": """
    random secrets.choice secrets.randbelow secrets.randbits secrets.token_bytes
    secrets.token_hex secrets.token_urlsafe secrets.SystemRandom uuid.uuid1 uuid.uuid4
    os.urandom
    """,
    "files": """
    os.listdir os.walk os.scandir os.stat os.mkdir os.makedirs os.remove os.unlink os.rename
    os.replace os.rmdir os.removedirs os.open os.read os.write os.path.exists os.path.isfile
    os.path.isdir os.path.getsize os.path.getmtime os.path.getctime os.path.abspath
    os.path.realpath os.path.expanduser os.path.expandvars os.path.islink os.getcwd os.chdir
    pathlib.Path.cwd pathlib.Path.home
    shutil glob tempfile json.load json.dump pickle.load pickle.dump sqlite3 shelve dbm
    configparser.ConfigParser fileinput gzip.open bz2.open lzma.open zipfile tarfile
    tomllib.load linecache io.open
    """,
    "environment": """
    os.environ os.getenv os.environb os.putenv os.cpu_count os.getpid os.getlogin os.uname
    os.get_terminal_size sys.argv sys.path sys.modules sys.platform sys.executable platform
    getpass.getuser locale socket.gethostname
    """,
    "terminal": """
    logging warnings.warn sys.stdout sys.stderr sys.stdin pprint.pprint pprint.pp
    traceback.print_exc traceback.print_exception
    """,
    "process": """
    os.system os.popen os.kill os.fork os._exit os.abort subprocess threading
    multiprocessing concurrent.futures signal sched atexit sys.exit sys.exc_info
    """,
    "network": """
    urllib.request socket ssl http.client smtplib ftplib imaplib poplib webbrowser
    socketserver xmlrpc.client
    """,
    "settings": """
    decimal.getcontext decimal.setcontext decimal.localcontext warnings.simplefilter
    warnings.filterwarnings re.purge calendar.setfirstweekday sys.setrecursionlimit
    gc contextvars
    """,
    "mutates": """
    bisect.insort bisect.insort_left bisect.insort_right heapq.heappush heapq.heappop
    heapq.heapify heapq.heapreplace heapq.heappushpop
    operator.setitem operator.delitem operator.iadd operator.isub operator.imul
    operator.itruediv operator.ifloordiv operator.imod operator.ipow operator.iand
    operator.ior operator.ixor operator.ilshift operator.irshift operator.imatmul
    operator.iconcat struct.pack_into functools.update_wrapper random.shuffle
    """,
}

_LIBRARIES = {
    "pure": """
    numpy.array numpy.asarray numpy.zeros numpy.ones numpy.full
    numpy.zeros_like numpy.ones_like numpy.full_like numpy.arange numpy.linspace
    numpy.logspace numpy.geomspace numpy.eye numpy.identity numpy.diag numpy.meshgrid
    numpy.sin numpy.cos numpy.tan numpy.arcsin numpy.arccos numpy.arctan numpy.arctan2
    numpy.sinh numpy.cosh numpy.tanh numpy.exp numpy.expm1 numpy.log numpy.log2
    numpy.log10 numpy.log1p numpy.sqrt numpy.cbrt numpy.square numpy.power numpy.abs
    numpy.absolute numpy.sign numpy.floor numpy.ceil numpy.round numpy.rint numpy.clip
    numpy.sum numpy.prod numpy.cumsum numpy.cumprod numpy.mean numpy.median numpy.average
    numpy.std numpy.var numpy.min numpy.max numpy.argmin numpy.argmax numpy.percentile
    numpy.quantile numpy.histogram numpy.bincount numpy.unique numpy.sort numpy.argsort
    numpy.where numpy.nonzero numpy.concatenate numpy.stack numpy.vstack numpy.hstack
    numpy.column_stack numpy.split numpy.reshape numpy.transpose numpy.dot numpy.matmul
    numpy.outer numpy.inner numpy.cross numpy.tile numpy.repeat numpy.roll numpy.flip
    numpy.diff numpy.gradient numpy.interp numpy.polyfit numpy.polyval numpy.convolve
    numpy.corrcoef numpy.cov numpy.isnan numpy.isfinite numpy.isinf numpy.isclose
    numpy.allclose numpy.any numpy.all numpy.logical_and numpy.logical_or
    numpy.logical_not numpy.maximum numpy.minimum numpy.pi numpy.e numpy.nan numpy.inf
    numpy.newaxis numpy.float64 numpy.float32 numpy.int64 numpy.int32 numpy.bool_
    numpy.datetime64 numpy.timedelta64 numpy.linalg numpy.fft
    numpy.count_nonzero numpy.searchsorted numpy.digitize numpy.nanmean numpy.nansum
    numpy.nanmax numpy.nanmin numpy.triu numpy.tril numpy.kron numpy.trapezoid
    numpy.select numpy.deg2rad numpy.rad2deg numpy.hypot numpy.mod numpy.add
    numpy.subtract numpy.multiply numpy.divide numpy.ravel numpy.squeeze
    numpy.expand_dims numpy.broadcast_to numpy.arccosh numpy.arcsinh numpy.arctanh
    pandas.DataFrame pandas.Series pandas.Index pandas.MultiIndex pandas.Categorical
    pandas.CategoricalDtype pandas.concat pandas.merge pandas.merge_asof pandas.melt
    pandas.pivot pandas.pivot_table pandas.crosstab pandas.cut pandas.qcut
    pandas.get_dummies pandas.isna pandas.isnull pandas.notna pandas.notnull
    pandas.to_numeric pandas.to_timedelta pandas.date_range pandas.bdate_range
    pandas.period_range pandas.timedelta_range pandas.interval_range pandas.Timedelta
    pandas.Period pandas.Interval pandas.DateOffset pandas.NaT pandas.NA
    pandas.json_normalize pandas.factorize pandas.unique pandas.wide_to_long
    pandas.Grouper pandas.NamedAgg pandas.array pandas.offsets pandas.api.types
    polars.DataFrame polars.Series polars.LazyFrame polars.col polars.lit polars.when
    polars.concat polars.date_range polars.datetime_range polars.int_range polars.len
    polars.count polars.sum polars.mean polars.min polars.max polars.median polars.first
    polars.last polars.all polars.any polars.exclude polars.struct polars.format
    polars.concat_str polars.coalesce polars.from_dict polars.from_dicts
    polars.from_pandas polars.from_numpy polars.from_arrow polars.from_records
    polars.all_horizontal polars.any_horizontal polars.sum_horizontal
    polars.max_horizontal polars.min_horizontal polars.mean_horizontal polars.element
    polars.date polars.datetime polars.duration polars.Int64 polars.Int32 polars.Int8
    polars.Float64 polars.Float32 polars.String polars.Utf8 polars.Boolean polars.Date
    polars.Datetime polars.Duration polars.List polars.Struct polars.Categorical
    altair.Chart altair.X altair.Y altair.Color altair.Size altair.Shape altair.Opacity
    altair.Tooltip altair.Order altair.Detail altair.Text altair.Row altair.Column
    altair.Facet altair.Scale altair.Axis altair.Legend altair.Title altair.value
    altair.condition altair.layer altair.hconcat altair.vconcat altair.concat
    altair.datum altair.Bin altair.EncodingSortField altair.Theta
    plotly.express.bar plotly.express.line plotly.express.scatter plotly.express.pie
    plotly.express.histogram plotly.express.box plotly.express.area
    plotly.express.imshow plotly.express.violin plotly.express.treemap
    plotly.express.scatter_3d plotly.graph_objects plotly.graph_objs
    """,
    "random": "numpy.random numpy.empty numpy.empty_like numpy.ndarray",
    "files": """
    numpy.load numpy.save numpy.savez numpy.savez_compressed numpy.loadtxt numpy.savetxt
    numpy.genfromtxt numpy.fromfile numpy.memmap
    pandas.read_csv pandas.read_excel pandas.read_parquet pandas.read_json
    pandas.read_feather pandas.read_pickle pandas.read_html pandas.read_xml
    pandas.read_table pandas.read_fwf pandas.read_hdf pandas.read_orc pandas.read_sas
    pandas.read_sql pandas.read_sql_query pandas.read_sql_table pandas.ExcelFile
    pandas.ExcelWriter pandas.HDFStore
    polars.read_csv polars.read_parquet polars.read_json polars.read_ndjson
    polars.read_excel polars.read_ipc polars.read_database polars.scan_csv
    polars.scan_parquet polars.scan_ndjson polars.scan_ipc
    """,
    "settings": """
    numpy.seterr numpy.set_printoptions numpy.errstate pandas.set_option
    pandas.reset_option pandas.get_option pandas.option_context pandas.options
    polars.Config
    """,
    "mutates": """
    numpy.add.at numpy.subtract.at numpy.multiply.at numpy.divide.at numpy.maximum.at
    numpy.minimum.at numpy.logical_and.at numpy.logical_or.at
    numpy.put numpy.place numpy.copyto numpy.fill_diagonal numpy.putmask
    """,
}


def _names() -> dict[str, str]:
    table: dict[str, str] = {"identity": "pure"}
    for category, names in _BUILTINS.items():
        table.update((f"builtins.{name}", category) for name in names.split())
    for group in (_STANDARD, _LIBRARIES):
        for category, names in group.items():
            table.update((name, category) for name in names.split())
    return table


SEEDED = frozenset({"random.Random", "numpy.random.default_rng", "numpy.random.RandomState"})
"""Makers of random generators, which with a seed give the same numbers each time."""

NAMES: dict[str, str] = _names()
"""Dotted name -> category (``pure``, or a key of ``REASONS``)."""

LIBRARIES = frozenset({"numpy", "pandas", "polars", "altair", "plotly"})
"""Packages of which some names are in the table."""

PURE_METHODS = frozenset(
    """
    capitalize casefold center encode decode endswith expandtabs find format format_map
    isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable
    isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix
    rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip
    swapcase title translate upper zfill hex as_integer_ratio bit_length bit_count
    conjugate is_integer isoformat strftime timestamp weekday isoweekday isocalendar
    total_seconds timetuple astimezone utcoffset keys values items index count
    union intersection difference symmetric_difference issubset issuperset isdisjoint
    hexdigest digest quantize getvalue most_common elements group groups groupdict span
    as_posix with_suffix with_name with_stem relative_to is_absolute joinpath
    itertuples iterrows to_dict to_list tolist to_numpy nunique value_counts
    """.split()
)
"""Methods that have no effect, whatever the object."""

PURE_DATA_METHODS = frozenset(
    """
    get copy replace head tail describe groupby agg aggregate mean median sum
    min max std var corr merge sort_values sort_index reset_index set_index
    drop_duplicates dropna fillna rename astype unique pivot pivot_table melt query isin
    between apply map assign filter rolling resample cumsum diff shift round abs any all
    select_dtypes nlargest nsmallest date time
    __getitem__ __len__ __contains__ __iter__
    """.split()
)
"""Methods that have no effect on the values that are kept in the session state."""

API_PURE = frozenset(
    """
    write markdown title header subheader caption text code divider json metric html latex
    line_chart bar_chart area_chart scatter_chart map table dataframe altair_chart
    plotly_chart vega_lite_chart pyplot bokeh_chart graphviz_chart pydeck_chart
    echarts_chart mermaid_chart success info warning error exception progress help badge
    button checkbox toggle color_picker download_button form_submit_button link_button
    number_input slider text_area text_input time_input date_input datetime_input radio
    selectbox select_slider pills segmented_control multiselect menu_button feedback
    pagination data_editor chat_input file_uploader audio_input camera_input page_link
    container columns tabs expander form sidebar empty popover status chat_message
    spinner grid bottom main session_state app_state by_identity set_page_config stop fragment
    experimental_fragment cache_data cache_resource write_stream column_config component
    Column TextColumn LinkColumn MarkdownColumn NumberColumn CheckboxColumn SelectboxColumn
    MultiselectColumn ListColumn DatetimeColumn TimeColumn DateColumn LineChartColumn
    BarChartColumn AreaChartColumn ImageColumn AudioColumn VideoColumn JsonColumn
    ProgressColumn ButtonColumn
    """.split()
)
"""The API's names that draw, or read what is tracked."""

API_IMPURE: dict[str, tuple[str, str]] = {
    "rerun": ("rerun", "asks for a rerun: `{}`"),
    "experimental_rerun": ("rerun", "asks for a rerun: `{}`"),
    "switch_page": ("rerun", "goes to another page: `{}`"),
    "toast": ("element", "shows anew on each run: `{}`"),
    "balloons": ("element", "shows anew on each run: `{}`"),
    "snow": ("element", "shows anew on each run: `{}`"),
    "query_params": ("state", "uses what is not tracked: `{}`"),
    "secrets": ("io", "depends on the environment: `{}`"),
    "context": ("state", "uses what is not tracked: `{}`"),
    "user": ("state", "uses what is not tracked: `{}`"),
    "image": ("io", "may read a file: `{}`"),
    "audio": ("io", "may read a file: `{}`"),
    "video": ("io", "may read a file: `{}`"),
    "logo": ("io", "may read a file: `{}`"),
    "pdf": ("io", "may read a file: `{}`"),
    "connection": ("io", "uses the network: `{}`"),
    "login": ("rerun", "goes to another page: `{}`"),
    "logout": ("rerun", "goes to another page: `{}`"),
}
"""The API's names that do more, and how that is told."""

NEW_RESULTS: dict[str, frozenset[str]] = {
    "pandas": frozenset(
        """
        abs add agg aggregate align all any apply assign astype between bfill clip combine
        combine_first compare copy corr count cov cummax cummin cumprod cumsum describe diff
        div dot drop drop_duplicates dropna duplicated eq eval explode ffill fillna filter
        first floordiv ge groupby gt head idxmax idxmin interpolate isin isna
        isnull items iterrows itertuples join kurt last le lt map mask max mean median melt
        merge min mod mode mul multiply ne nlargest notna notnull nsmallest nunique ohlc
        pct_change pivot pivot_table pow prod product quantile query radd rank rdiv
        reindex rename rename_axis replace resample reset_index rmul rolling round rsub
        select_dtypes sem set_axis set_index shift size skew sort_index sort_values stack
        std str sub subtract sum tail take to_dict to_list to_period to_timestamp
        tolist transform truediv tz_convert tz_localize unique unstack value_counts var
        where xs expanding ewm cumcount ngroup nth get_group transpose total_seconds
        strftime day_name month_name normalize floor ceil isocalendar upper lower strip
        contains startswith endswith split len title slice extract findall zfill
        """.split()
    ),
    "numpy": frozenset(
        """
        all any argmax argmin argsort astype clip copy cumprod cumsum dot max mean min
        nonzero prod round searchsorted std sum take tolist trace var item conj choose
        repeat tobytes
        """.split()
    ),
    "polars": frozenset(
        """
        alias all any cast clone collect concat_list contains count describe diff
        drop drop_nulls dt explode fill_nan fill_null filter first group_by
        group_by_dynamic head is_between is_in is_not_null is_null item iter_rows join
        lazy len limit list map_elements max mean median melt min n_unique not_ null_count
        otherwise over partition_by pivot quantile rank rename reverse round rows select
        shift slice sort std str strip_chars struct sum tail then to_dict to_dicts
        to_lowercase to_series to_uppercase top_k unique unpivot value_counts var when
        with_columns with_row_index year month day hour agg cum_sum pct_change
        rolling_mean rolling_sum strftime to_list is_empty estimated_size get_column
        """.split()
    ),
    "altair": frozenset(
        """
        encode properties interactive transform_filter transform_calculate
        transform_aggregate transform_fold transform_bin transform_window
        transform_timeunit transform_joinaggregate transform_lookup mark_bar mark_line
        mark_point mark_area mark_circle mark_square mark_rect mark_rule mark_text
        mark_tick mark_arc mark_boxplot mark_geoshape mark_trail mark_image
        configure configure_axis configure_legend configure_title configure_view
        configure_mark facet repeat resolve_scale resolve_axis resolve_legend add_params
        add_selection copy to_dict to_json title axis scale legend sort stack bin
        aggregate timeUnit format type field
        """.split()
    ),
    "plotly": frozenset({"to_dict", "to_json", "to_plotly_json"}),
}
"""Package -> methods of its objects that have no effect and give a new object."""

SHARING_RESULTS: dict[str, frozenset[str]] = {
    "pandas": frozenset("to_numpy get squeeze swapaxes view keys".split()),
    "numpy": frozenset("flatten reshape ravel transpose squeeze swapaxes view diagonal".split()),
    "polars": frozenset("to_numpy to_pandas".split()),
    "altair": frozenset(),
    "plotly": frozenset(),
}
"""Likewise, but what they give may be a part of the object."""

IMMUTABLE = frozenset(
    """
    datetime.date datetime.datetime datetime.time datetime.timedelta datetime.timezone
    decimal.Decimal fractions.Fraction re.compile pathlib.Path pathlib.PurePath
    pathlib.PurePosixPath zoneinfo.ZoneInfo uuid.UUID
    """.split()
)
"""Classes (and ``re.compile``) whose objects never change."""

FRESH_MODULES = frozenset(
    """
    json math cmath statistics re string textwrap datetime time calendar decimal fractions
    hashlib base64 binascii html urllib struct uuid io zlib gzip unicodedata difflib os
    pathlib zoneinfo colorsys pprint ast shlex fnmatch
    """.split()
)
"""Modules whose functions give objects that share nothing with what they are given."""

VIEWS = frozenset(
    """
    numpy.asarray numpy.ravel numpy.reshape numpy.transpose numpy.squeeze numpy.split
    numpy.expand_dims numpy.broadcast_to numpy.diag numpy.meshgrid numpy.flip
    polars.from_numpy polars.from_arrow polars.from_pandas
    """.split()
)
"""Functions that may give the very memory of what they are given."""
MAY_SHARE = frozenset({"pandas.DataFrame", "pandas.Series", "pandas.Index"})
"""Functions that may do so with an array."""
