"""Both Sides. `python3 build.py --help` shows the commands; this file parses on any Python."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "build.py: this is Python %d.%d and Both Sides needs 3.11 to 3.14; install one of those "
        "from python.org or your system's packages and run it by name: python3.13 build.py"
        % sys.version_info[:2]
    )

from app.bootstrap import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
