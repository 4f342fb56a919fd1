"""Writes and reads a table of Parquet."""
import os
import pyarrow
from pyarrow import fs, parquet
from load import work

files, bucket = fs.FileSystem.from_uri(f"s3://{os.environ['OTTER_BUCKET']}")


def one_round(number):
    path = f"{bucket}/pyarrow/{number % 10}.parquet"
    parquet.write_table(pyarrow.table({"number": [number]}), path, filesystem=files)
    assert parquet.read_table(path, filesystem=files).to_pydict() == {"number": [number]}


work(one_round)
