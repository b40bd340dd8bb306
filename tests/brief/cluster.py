"""A real Dask cluster on this machine, two workers; run in a process of its own, as a firm's is.

    python -m tests.brief.cluster

Prints the scheduler's address and the workers' process ids, then waits until its input ends.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def main() -> None:
    import distributed

    make: Any = distributed.LocalCluster
    with make(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
    ) as cluster:
        pids = [worker.pid for worker in cluster.workers.values()]
        print(json.dumps({"address": cluster.scheduler_address, "pids": pids}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
