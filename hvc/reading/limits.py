"""How much of anything a file may hold before it is refused: over a limit we say so, we never cut."""

from __future__ import annotations

MB = 1 << 20

FILE_BYTES = 1024 * MB  # an upload; five times the largest export seen
COLUMNS = 300  # a header wider than this is a pivot, not a list of customers
CELL_BYTES = 100_000  # the longest cell Excel can hold, 32,767 characters, in UTF-8
RECORD_CHARACTERS = MB  # one cell of a text file; more is an unclosed quotation mark
ZIP_ENTRIES = 2_000  # a real workbook has a few dozen
ZIP_BYTES = 1024 * MB  # unpacked, all entries together
ZIP_RATIO = 200  # unpacked / packed, of one entry over ZIP_RATIO_FROM
ZIP_RATIO_FROM = MB
SHEET_CELLS = 50_000_000  # bounding box of a sheet: the reader allocates 32 bytes for each cell of it
SHARED_STRINGS = 20_000_000
FRAME_CELLS = 400_000_000  # rows × columns that a Parquet or Arrow footer claims

CHILDREN = 2  # that read at the same time; the others wait
CHILD_MEMORY = 4096 * MB  # address space; 2.5 GB refuses honest workbooks of 500,000 rows
CHILD_SECONDS = 60.0  # from start to answer
CHILD_CPU = 45  # seconds of processor time
CHILD_THREADS = 2
CHILD_HEAP_MB = 3072  # resident memory above which Polars gives up by itself
SMALL_TEXT = MB  # read without a child, if no line is long
SHORT_LINE = 4096  # bytes; bounds what a search that goes back over a line can cost
