"""`make bench`: each measurement in one run on this machine, so that ratios mean something."""

import sys

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main(["tests/benchmarks", "-o", "python_files=bench_*.py", "-q", "-s", "-p", "no:cacheprovider"]))
