"""Puts and gets without retries until the stop file is there; prints what it did as JSON."""
import json, os, sys, time
import boto3
from botocore.config import Config

stop, prefix = sys.argv[1:3]
s3 = boto3.client("s3", config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}))
done, failures = 0, []
while not os.path.exists(stop):
    try:
        s3.put_object(Bucket=os.environ["OTTER_BUCKET"], Key=f"{prefix}/{done % 10}", Body=b"hello")
        assert s3.get_object(Bucket=os.environ["OTTER_BUCKET"], Key=f"{prefix}/{done % 10}")["Body"].read() == b"hello"
        done += 1
    except Exception as error:
        failures.append(repr(error))
    # Without a pause it would take all of a machine that others are at work on.
    time.sleep(0.1)
print(json.dumps({"done": done, "failures": failures}))
