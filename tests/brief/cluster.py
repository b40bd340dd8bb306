"""A real Dask cluster on this machine, two workers, and a print on it.

Each runs in a process of its own, as a firm's do, so that what Dask leaves open stays there.

    python -m tests.brief.cluster                  the cluster; until its input ends
    python -m tests.brief.cluster ADDRESS NAME …   prints sheets on it

The first prints the scheduler's address and the workers' process ids, the second a line a sheet:
its name, why it failed, and the digest of its bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

from app.brief.crew import crew_of
from app.brief.pool import print_briefs


def serve() -> None:
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


def print_on(address: str, names: list[str]) -> None:
    from tests.brief.test_pool import jobs

    with crew_of(address) as crew:
        print(json.dumps(crew.at_once), flush=True)
        for printed in print_briefs(jobs(*names), crew):
            digest = hashlib.sha256(printed.pdf).hexdigest()
            print(json.dumps([printed.name, printed.failure, digest]), flush=True)


if __name__ == "__main__":
    if sys.argv[1:]:
        print_on(sys.argv[1], sys.argv[2:])
    else:
        serve()
