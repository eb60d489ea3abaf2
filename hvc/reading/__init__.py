"""Bytes and a name → Tables: what people really have, read without losing anything silently."""

from hvc.reading.files import read_files
from hvc.reading.read import READERS, Reader, read
from hvc.reading.tables import Remark, SetAside, Table

__all__ = ["READERS", "Reader", "Remark", "SetAside", "Table", "read", "read_files"]
