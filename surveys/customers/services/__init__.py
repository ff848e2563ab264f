"""The writes of the customers room: files from upload to report, and what the API posts."""

from surveys.customers.services.importing import import_file, run_import, run_waiting_imports
from surveys.customers.services.posting import write_cancellations, write_customers
from surveys.customers.services.uploading import choose_reading, discard_upload, start_import, store_upload

__all__ = [
    "choose_reading",
    "discard_upload",
    "import_file",
    "run_import",
    "run_waiting_imports",
    "start_import",
    "store_upload",
    "write_cancellations",
    "write_customers",
]
