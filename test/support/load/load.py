"""Works round after round, the first one in any case, until the stop file is there; prints what it did as JSON."""
import json, os, sys, time


def work(one_round):
    stop = sys.argv[1]
    done, failures = 0, []
    while True:
        try:
            one_round(done)
            done += 1
        except Exception as error:
            failures.append(repr(error))
        if os.path.exists(stop):
            break
        # Without a pause it would take all of a machine that others are at work on.
        time.sleep(0.1)
    print(json.dumps({"done": done, "failures": failures}))
