"""`python -m workhub.env_example` writes .env.example anew from env.py, so that the two never differ."""

import textwrap
from pathlib import Path

from pydantic_settings import BaseSettings

from workhub.env import ROOT, Env, ProcessEnv

HEAD = """\
# Every variable WorkHub reads. Copy to .env, or set them in the environment. Nothing is needed to try it.
# Any of them may also come from a file, such as a mounted secret: SECRET_KEY_FILE=/run/secrets/key.
# (Made from workhub/env.py by: python -m workhub.env_example)
"""
MIDDLE = "# --- Read by the Procfile's processes and the embedded services, not by Django ---\n"
WIDTH = 120


def text() -> str:
    """The whole file."""
    return "\n".join([HEAD, *_variables(Env), MIDDLE, *_variables(ProcessEnv)])


def _variables(kind: type[BaseSettings]) -> list[str]:
    return [
        "\n".join([*textwrap.wrap(f"{field.description}", WIDTH - 2, initial_indent="# ", subsequent_indent="# ")])
        + f"\n# {name}={_shown(field.default)}\n"
        for name, field in kind.model_fields.items()
    ]


def _shown(default: object) -> str:
    if isinstance(default, Path):
        return str(default.relative_to(ROOT))
    return str(default).lower() if isinstance(default, bool) else str(default)


if __name__ == "__main__":
    (ROOT / ".env.example").write_text(text())
