# WorkHub: `make run` to try it, `make test` to test it. PYTHON=... chooses the Python that .venv is made with.
.DEFAULT_GOAL := run
.PHONY: setup setup-dev run test check check-types check-rules bench fmt lock assets openapi agent-model
MAKEFLAGS += --no-print-directory
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_ROOT_USER_ACTION := ignore
export PIP_DISABLE_PIP_VERSION_CHECK := 1
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links

setup:
	@sh .ci/setup requirements.txt

setup-dev:
	@sh .ci/setup requirements-dev.txt

run: export WORKHUB_DEBUG := 1
run: setup
	@.venv/bin/python manage.py up --demo

# Each process has a PostgreSQL and a Redis of its own. The whole product two at a time; its survival alone.
# ARGS="-k name" runs a part of it, in one process.
test: setup-dev
	@.venv/bin/python -m tests.e2e.find_browser
	@.venv/bin/python -m tests.e2e.find_nginx
ifeq ($(strip $(ARGS)),)
	@.venv/bin/python -m pytest -n auto --maxprocesses 4 --dist loadfile -m "not e2e"
	@.venv/bin/python -m pytest -n auto --maxprocesses 2 --dist loadfile -m e2e tests/e2e
	@.venv/bin/python -m pytest -m e2e tests/chaos
else
	@.venv/bin/python -m pytest $(ARGS)
endif

# The types take as long as all the rest.
check: setup-dev
	@$(MAKE) -j2 check-types check-rules

check-types:
	@mypy

check-rules:
	@ruff format --check .
	@ruff check .
	@lint-imports
	@WORKHUB_HOME=.workhub/check WORKHUB_EMBEDDED_FSYNC=0 python manage.py makemigrations --check --dry-run
	@WORKHUB_ENV=production WORKHUB_DEBUG=0 WORKHUB_HOME=.workhub/check ALLOWED_HOSTS=hub.example.com ALLAUTH_TRUSTED_PROXY_COUNT=1 \
	  PUBLIC_URL=https://hub.example.com EMAIL_URL=smtp://mail.example.com:587 \
	  DATABASE_URL=postgresql://check@127.0.0.1/check REDIS_URL=redis://127.0.0.1:6379/0 \
	  SECRET_KEY=$$(python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	  python manage.py check --deploy --fail-level WARNING

bench: setup-dev
	@python -m tests.bench $(ARGS)

fmt: setup-dev
	@ruff format .
	@ruff check --fix .

# After a change of the API that is meant: the document that reviews see.
openapi: setup-dev
	@python manage.py export_openapi_schema --api workhub.api.api --indent 1 --output docs/openapi.json

# After a change of the corpus: the weights that the rules brain reads by. ARGS=--check tells how good they would be.
agent-model: setup-dev
	@python manage.py train_agent_model $(ARGS)

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv. Install it, for example with: pip install uv" >&2; exit 1; }
	@$(COMPILE) requirements.in -o requirements.txt
	@$(COMPILE) requirements-dev.in -o requirements-dev.txt

assets:
	@npm ci --no-audit --no-fund
	@npm run build
