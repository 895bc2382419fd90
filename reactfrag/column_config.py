"""What ``dataframe`` and ``data_editor`` take as ``column_config``: one function a kind of column.

>>> import reactfrag as rf
>>> rf.dataframe(
...     {"city": ["Oslo"], "people": [700_000]},
...     column_config={"people": rf.column_config.NumberColumn("People", format="compact")},
... )
"""

from reactfrag.elements.column_inputs import (
    CheckboxColumn,
    Column,
    DateColumn,
    DatetimeColumn,
    LinkColumn,
    ListColumn,
    MarkdownColumn,
    MultiselectColumn,
    NumberColumn,
    SelectboxColumn,
    TextColumn,
    TimeColumn,
)
from reactfrag.elements.column_shows import (
    AreaChartColumn,
    AudioColumn,
    BarChartColumn,
    ButtonColumn,
    ImageColumn,
    JsonColumn,
    LineChartColumn,
    ProgressColumn,
    VideoColumn,
)

__all__ = [
    "AreaChartColumn",
    "AudioColumn",
    "BarChartColumn",
    "ButtonColumn",
    "CheckboxColumn",
    "Column",
    "DateColumn",
    "DatetimeColumn",
    "ImageColumn",
    "JsonColumn",
    "LineChartColumn",
    "LinkColumn",
    "ListColumn",
    "MarkdownColumn",
    "MultiselectColumn",
    "NumberColumn",
    "ProgressColumn",
    "SelectboxColumn",
    "TextColumn",
    "TimeColumn",
    "VideoColumn",
]
