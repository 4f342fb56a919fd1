"""Puts, gets and removes."""
import io, os
from urllib.parse import urlsplit
from minio import Minio
from minio.credentials import ChainedProvider, EnvAWSProvider, IamAwsProvider
from load import work

bucket = os.environ["OTTER_BUCKET"]
endpoint = urlsplit(os.environ["AWS_ENDPOINT_URL"])
client = Minio(
    endpoint.netloc,
    secure=endpoint.scheme == "https",
    region=os.environ["AWS_REGION"],
    credentials=ChainedProvider([EnvAWSProvider(), IamAwsProvider()]),
)


def one_round(number):
    key = f"minio/{number % 10}"
    client.put_object(bucket, key, io.BytesIO(b"hello"), 5)
    assert client.get_object(bucket, key).read() == b"hello"
    client.remove_object(bucket, key)


work(one_round)
