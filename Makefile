# Works with GNU make 3.81 (macOS) and later.
SHELL := /bin/sh
.DEFAULT_GOAL := site
.DELETE_ON_ERROR:
.PHONY: site serve edit check test test-quick lint bench frontend frontend-test lock help

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PYTHONS := $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3
UV := uv==0.13.9
# Tests run side by side, a file in one process; the order puts short files last, which fill gaps.
TOGETHER := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

export NO_MKDOCS_2_WARNING := 1
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

# A virtual environment records its own path: after the folder was moved or copied, or when its
# Python is gone, forget the stamps so that it is built anew.
$(shell [ -x $(BIN)/python ] && grep -qF "$(CURDIR)/$(VENV)" $(BIN)/activate || rm -f $(VENV)/*.stamp)

site: $(VENV)/project.stamp
	$(BIN)/qinejia build

serve: $(VENV)/project.stamp
	$(BIN)/qinejia serve

# Writing in the browser; fetches the editor the first time.
edit: $(VENV)/project.stamp
	@[ -f .editor/decap-cms.js ] || $(BIN)/qinejia edit --get
	$(BIN)/qinejia edit

check: $(VENV)/project.stamp
	$(BIN)/qinejia check

# pytest comes last, so that its closing line ends the log.
test:
	tools/system-packages
	$(MAKE) lint
	$(MAKE) frontend-test
	$(BIN)/pytest $(TOGETHER)

test-quick: lint
	$(BIN)/pytest $(TOGETHER) -m "not slow" --ignore=tests/sites --ignore=tests/e2e

lint: $(VENV)/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/test.stamp
	$(BIN)/python -m bench

frontend: frontend/node_modules/ci.stamp
	cd frontend && npm run build

frontend-test:
	@if [ -f frontend/package.json ]; then \
	  $(MAKE) frontend/node_modules/ci.stamp && cd frontend && npm test; \
	fi

frontend/node_modules/ci.stamp: frontend/package.json frontend/package-lock.json frontend/.npmrc
	cd frontend && npm ci
	@touch $@

# Keeps the locked versions where it can; `make lock UPGRADE=--upgrade` takes the newest.
lock:
	@$(FIND_PYTHON); \
	work=$$(mktemp -d) && trap 'rm -rf "$$work"' EXIT && \
	"$$python" -m venv "$$work/uv" && \
	"$$work/uv/bin/python" -m pip install --quiet --disable-pip-version-check $(UV) && \
	compile() { "$$work/uv/bin/uv" --no-config pip compile pyproject.toml --quiet --universal \
	  --python-version 3.11 --generate-hashes --custom-compile-command "make lock" \
	  $(UPGRADE) "$$@"; } && \
	compile --group build --output-file requirements/site.txt && \
	compile --group test --constraint requirements/site.txt --output-file requirements/test.txt

# --- the virtual environment: rebuilt when a lock changes ---------------------------------------

$(VENV)/site.stamp: requirements/site.txt
	@$(FIND_PYTHON); \
	echo "正在准备 Python 环境（首次约需一两分钟）……"; \
	rm -rf $(VENV) && "$$python" -m venv $(VENV)
	@$(PIP) install --quiet --require-hashes -r requirements/site.txt || { \
	  echo "安装依赖失败。请检查网络能否访问 PyPI（或单位的镜像），然后重新运行 make。" >&2; exit 1; }
	@touch $@

# The package itself, from this folder; its build tool is in the lock.
$(VENV)/project.stamp: pyproject.toml $(VENV)/site.stamp
	@$(PIP) install --quiet --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/project.stamp
	@$(PIP) install --quiet --require-hashes -r requirements/test.txt
	@touch $@

# Sets $python, or says what is missing.
define FIND_PYTHON
python=; old=; \
for name in $(PYTHONS); do \
  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
  old=$$name; \
  "$$name" -c 'import ensurepip, venv' 2>/dev/null || continue; \
  python=$$name; break; \
done; \
if [ -z "$$python" ] && [ -n "$$old" ]; then \
  echo "找到了 $$old，但缺少创建虚拟环境的组件（venv、ensurepip）。" >&2; \
  echo "Debian、Ubuntu 请先运行：sudo apt-get install python3-venv" >&2; exit 1; \
elif [ -z "$$python" ]; then \
  echo "需要 Python 3.11 或更高版本，本机没有找到。" >&2; \
  echo "Debian 12 请运行：sudo apt-get install python3 python3-venv；macOS 请运行：brew install python" >&2; \
  echo "装在别处的，请写明路径，例如：make PYTHON=/path/to/python3" >&2; exit 1; \
fi
endef

help:
	@echo "make site        检查内容并生成网站，结果在 site/（默认命令）"
	@echo "make serve       本机预览，保存文件后自动刷新"
	@echo "make edit        在浏览器里填表写页面（首次运行会下载编辑器）"
	@echo "make check       只检查内容，指出哪个文件哪一行有问题"
	@echo "make test        运行全部测试（缺少系统软件时先安装或说明）"
	@echo "make test-quick  只运行代码检查和快速测试"
	@echo "make lint        只运行代码检查"
	@echo "make bench       性能测试"
	@echo "make frontend    重新生成网页脚本和样式（需要 Node.js 18 以上）"
	@echo "make lock        重新生成依赖锁定文件 requirements/*.txt"
