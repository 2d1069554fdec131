"""Where models are asked. Groq's SDK puts `/openai/v1/…` behind the address it is given; others have only `/v1/…`."""

import json
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

GROQ = "api.groq.com"
SDKS = "/openai/v1"
VERSION = re.compile(r"/v\d+$")


@dataclass(frozen=True, slots=True)
class Address:
    """`root` is for the SDK; `path` is what this server has in the place of the SDK's own; empty: the same."""

    root: str
    path: str = ""

    @property
    def provider(self) -> str:
        """The name under which its breakers stand: the host."""
        return urlsplit(self.root).netloc.rpartition("@")[2] or GROQ

    def redirect(self, request: httpx.Request) -> None:
        """Turn the SDK's request into one for a server that is not Groq: its path, and nothing that Groq alone knows.

        Strict servers refuse fields they do not know even when they are null.
        """
        sent = request.url.raw_path.decode()
        request.url = request.url.copy_with(raw_path=sent.replace(f"{SDKS}/", f"{self.path}/", 1).encode())
        fields = {name: value for name, value in json.loads(request.content or b"{}").items() if value is not None}
        body = httpx.Request("POST", request.url, json=fields)
        request.stream, request.headers["Content-Length"] = body.stream, body.headers["Content-Length"]


def address_of(setting: str) -> Address:
    """What GROQ_BASE_URL means: a host, or an address that ends with /v1 or /openai/v1; empty is Groq itself."""
    plain = setting.strip().rstrip("/")
    if plain.endswith(SDKS):
        return Address(plain.removesuffix(SDKS))
    version = VERSION.search(plain)
    return Address(plain[: version.start()], version.group()) if version else Address(plain)
