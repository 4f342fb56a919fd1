"""Writes and reads a table of Parquet with SQL. The extensions come from PyPI, because INSTALL would fetch them."""
import os
from pathlib import Path
from urllib.parse import urlsplit
import duckdb
import duckdb_extension_aws, duckdb_extension_httpfs
from load import work

bucket = os.environ["OTTER_BUCKET"]
endpoint = urlsplit(os.environ["AWS_ENDPOINT_URL"])
database = duckdb.connect()
for package in (duckdb_extension_httpfs, duckdb_extension_aws):
    extension, = Path(package.__file__).parent.glob("extensions/*/*.duckdb_extension")
    database.load_extension(str(extension))
if "SSL_CERT_FILE" in os.environ:
    database.execute(f"SET ca_cert_file = '{os.environ['SSL_CERT_FILE']}'")
database.execute(
    f"""CREATE SECRET (
        TYPE s3, PROVIDER credential_chain, REFRESH auto,
        ENDPOINT '{endpoint.netloc}', URL_STYLE path, USE_SSL {endpoint.scheme == 'https'})"""
)


def one_round(number):
    path = f"s3://{bucket}/duckdb/{number % 10}.parquet"
    database.execute(f"COPY (SELECT {number} AS number) TO '{path}'")
    assert database.execute(f"SELECT number FROM '{path}'").fetchall() == [(number,)]


work(one_round)
