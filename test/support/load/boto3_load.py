"""Puts and gets without retries."""
import os
import boto3
from botocore.config import Config
from load import work

bucket = os.environ["OTTER_BUCKET"]
s3 = boto3.client("s3", config=Config(retries={"total_max_attempts": 1}))


def one_round(number):
    key = f"boto3/{number % 10}"
    s3.put_object(Bucket=bucket, Key=key, Body=b"hello")
    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == b"hello"


work(one_round)
