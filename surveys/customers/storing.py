"""An uploaded file in the database, so that a worker on any host can read it: written and read in slices."""

import io
from collections.abc import Iterable

from surveys.customers.encoding import Opener
from surveys.customers.models import CustomerImport, ImportPart
from surveys.customers.problems import FileError

LARGEST_FILE_MB = 60


class StoredFile(io.RawIOBase):
    """Reads the parts of an import one after the other, as one file."""

    def __init__(self, customer_import: CustomerImport) -> None:
        self.parts = ImportPart.objects.filter(customer_import=customer_import)
        self.position = 0
        self.rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self.rest:
            contents = self.parts.filter(position=self.position).values_list("content", flat=True)
            self.rest = b"".join(map(bytes, contents))
            self.position += 1
        count = min(len(buffer), len(self.rest))
        buffer[:count] = self.rest[:count]
        self.rest = self.rest[count:]
        return count


def store_file(customer_import: CustomerImport, chunks: Iterable[bytes]) -> None:
    """Keep a file's chunks as parts; raises FileError when they become too many."""
    size = 0
    for position, chunk in enumerate(chunks):
        size += len(chunk)
        if size > LARGEST_FILE_MB * 1_000_000:
            raise FileError("too_big", LARGEST_FILE_MB)
        ImportPart.objects.create(customer_import=customer_import, position=position, content=chunk)


def stored_file(customer_import: CustomerImport) -> Opener:
    """Opens the import's file from its start, each time it is called."""
    return lambda: io.BufferedReader(StoredFile(customer_import), buffer_size=1 << 18)  # type: ignore[type-var]
