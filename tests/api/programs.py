"""A program of somebody's: signs in with a token, sends no cookies."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from apps.crews.models import User

APP = "/_allauth/app/v1"


def password_of(user: User) -> str:
    """The cast's passwords are their first names."""
    return user.name.split()[0].lower()


@dataclass
class Program:
    """Holds what a sign-in gave it."""

    access: str = ""
    refresh: str = ""
    session_token: str = ""
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def sign_in(self, user: User, password: str = "", **headers: str) -> Any:
        answer = self.post(
            f"{APP}/auth/login", {"email": user.email, "password": password or password_of(user)}, token=None, **headers
        )
        if answer.status_code == 200:
            self._keep(answer.json()["meta"])
            self.session_token = answer.json()["meta"]["session_token"]
        return answer

    def renew(self, refresh: str = "") -> Any:
        answer = self.post(f"{APP}/tokens/refresh", {"refresh_token": refresh or self.refresh}, token=None)
        if answer.status_code == 200:
            self._keep(answer.json()["data"])
        return answer

    def sign_out(self) -> Any:
        return self.client.delete(f"{APP}/auth/session", headers=self._headers(self.access, {}))

    def get(self, path: str, *, token: str | None = "", **headers: str) -> Any:
        return self.client.get(path, headers=self._headers(token, headers))

    def post(self, path: str, data: Any, *, token: str | None = "", **headers: str) -> Any:
        return self.client.post(
            path, json.dumps(data), content_type="application/json", headers=self._headers(token, headers)
        )

    def _headers(self, token: str | None, more: dict[str, str]) -> Any:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return named if token is None else {"Authorization": f"Bearer {token or self.access}", **named}

    def _keep(self, tokens: dict[str, str]) -> None:
        self.access, self.refresh = tokens["access_token"], tokens["refresh_token"]


def is_problem(answer: Any, status: int, code: str = "") -> bool:
    """Whether an answer is a refusal in our form."""
    body = answer.json()
    assert answer.status_code == body["status"] == status, (answer.status_code, body)
    assert answer["Content-Type"] == "application/problem+json"
    assert body["title"]
    assert body["type"] == f"about:{body['code']}"
    assert body["request_id"] == answer["X-Request-ID"]
    return not code or bool(body["code"] == code)
