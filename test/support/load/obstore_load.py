"""Puts, gets and deletes without retries, as all clients of Rust's object_store do."""
import os
import obstore
from obstore.store import S3Store
from load import work

store = S3Store(os.environ["OTTER_BUCKET"], retry_config={"max_retries": 0})


def one_round(number):
    keys = [f"obstore/{number % 10}-{part}" for part in range(2)]
    for key in keys:
        obstore.put(store, key, b"hello")
    assert bytes(obstore.get(store, keys[0]).bytes()) == b"hello"
    obstore.delete(store, keys)


work(one_round)
