"""`make bench`: measures on real services, prints a table, writes bench/results.json and docs/PERFORMANCE.md."""

import os
import sys

import django

import tests.services  # noqa: F401  (starts PostgreSQL and Redis before Django reads its settings)


def main() -> int:
    """Run what has all the given words in its name, or everything that runs by default."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workhub.settings")
    django.setup()
    from tests.bench import runner

    return runner.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
