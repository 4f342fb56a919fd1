"""Works for at least one round, until the stop file exists. Prints the result as JSON."""
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
        # Without a pause, it would use all of a machine that it shares.
        time.sleep(0.1)
    print(json.dumps({"done": done, "failures": failures}))
