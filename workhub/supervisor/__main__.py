"""`python -m workhub.supervisor`: the same as `manage.py up`, without loading Django."""

import sys

from workhub.supervisor.up import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
