"""Writes, reads and removes files, as pandas and DVC do."""
import os
import s3fs
from load import work

files = s3fs.S3FileSystem(config_kwargs={"retries": {"total_max_attempts": 1}})
folder = f"{os.environ['OTTER_BUCKET']}/s3fs"


def one_round(number):
    path = f"{folder}/{number % 10}"
    files.pipe(path, b"hello")
    assert files.cat(path) == b"hello"
    # rm() deletes in a batch, which RGW 16 refuses to a session with a policy.
    files.rm_file(path)


work(one_round)
