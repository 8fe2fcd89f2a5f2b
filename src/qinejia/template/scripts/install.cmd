@echo off
rem install.cmd [folder], .venv by default. Needs no network.
chcp 65001 >nul
setlocal
set "target=%~1"
if "%target%"=="" set "target=.venv"
if exist "%target%\Scripts\python.exe" goto install
for %%v in (@VERSIONS@) do (
  py -%%v -m venv "%target%" 2>nul && goto install
)
echo 需要 Python（@VERSIONS@ 之一），本机没有找到。 1>&2
exit /b 1
:install
"%target%\Scripts\python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --find-links "%~dp0wheels" --require-hashes -r "%~dp0requirements.txt" || exit /b 1
echo 已装好：%target%\Scripts\qinejia
